// Compiles the Terraform renderings beside the jsii assembly. A second compiler over the whole would overwrite what jsii has marked
// in lib/core, so it writes elsewhere, and only the Terraform files are taken over.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = join(ROOT, '.cache/terraform-lib');

rmSync(OUTPUT, { recursive: true, force: true });
const args = ['tsc', '-p', 'tsconfig.terraform.json', '--noEmit', 'false', '--outDir', OUTPUT, '--rootDir', 'src'];
const { status } = spawnSync('npx', args, { cwd: ROOT, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

for (const file of readdirSync(OUTPUT, { recursive: true }).map(String)) {
  const isTerraform = file.split(sep).some(part => /^terraform(\.(js|d\.ts))?$/.test(part)) || /(^|[\\/])[a-z-]+-terraform\.(js|d\.ts)$/.test(file);
  if (!isTerraform || !/\.(js|d\.ts)$/.test(file)) continue;
  mkdirSync(dirname(join(ROOT, 'lib', file)), { recursive: true });
  cpSync(join(OUTPUT, file), join(ROOT, 'lib', file));
}
