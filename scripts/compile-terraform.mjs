// Compiles the Terraform renderings beside the jsii assembly. A second compiler over the whole would overwrite what jsii has marked
// in lib/core, so it writes elsewhere, and only the Terraform files are taken over. Each is taken over once more for cdktn, the
// living fork of cdktf, by renaming what it imports.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = join(ROOT, '.cache/terraform-lib');

rmSync(OUTPUT, { recursive: true, force: true });
const args = ['tsc', '-p', 'tsconfig.terraform.json', '--noEmit', 'false', '--outDir', OUTPUT, '--rootDir', 'src'];
const { status } = spawnSync('npx', args, { cwd: ROOT, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

for (const file of readdirSync(OUTPUT, { recursive: true }).map(String)) {
  const isOurs = file.split(sep).some(part => /^terraform(\.js|\.d\.ts)?$/.test(part));
  if (!isOurs || !/\.(js|d\.ts)$/.test(file)) continue;
  const text = readFileSync(join(OUTPUT, file), 'utf8').replace(/\n\/\/# sourceMappingURL=.*/, '');
  write(file, text);
  write(forCdktn(file), text.replace(/(\brequire\(|\bfrom |\bimport\()(["'])([^"']+)\2/g, (_, before, quote, module) => before + quote + moduleForCdktn(module) + quote));
}

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(join(ROOT, 'lib', file)), { recursive: true });
  writeFileSync(join(ROOT, 'lib', file), text);
}

/** @param {string} module */
function moduleForCdktn(module) {
  return module.startsWith('.') ? forCdktn(module) : module.replace(/^cdktf(?=$|\/)/, 'cdktn').replace(/^@cdktf\//, '@cdktn/');
}

/** @param {string} path */
function forCdktn(path) {
  return path.split(/[\\/]/).map(part => part.replace(/^terraform(?=$|\.)/, 'cdktn')).join('/');
}
