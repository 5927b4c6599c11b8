// Compiles the Terraform renderings beside the jsii assembly. A second compiler over the whole would overwrite what jsii has marked
// in lib/core, so it writes elsewhere, and only the Terraform files are taken over. Each is taken over once more for cdktn, the
// living fork of cdktf, by renaming what it imports. A rendering can make more kinds of resources than any one construct does, and the
// provider's classes are large: each is loaded when the first of its kind is made.
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
  const compiled = readFileSync(join(OUTPUT, file), 'utf8').replace(/\n\/\/# sourceMappingURL=.*/, '');
  // The base loads what it needs at once, so that a provider that is not installed is noticed, and named, with the first construct.
  const text = /^(capabilities|parts)/.test(file) ? loadedAtFirstUse(compiled) : compiled;
  write(file, text);
  write(
    forCdktn(file),
    text.replace(
      /(\brequire\(|\bfrom |\bimport\()(["'])([^"']+)\2/g,
      (_, before, quote, module) => before + quote + moduleForCdktn(module) + quote,
    ),
  );
}

/** @param {string} text */
function loadedAtFirstUse(text) {
  return text.replace(/^const (\w+) = require\("(@cdktf\/provider-aws\/lib\/[^"]+)"\);$/gm, (_, module, path) => {
    const names = new Set([...text.matchAll(new RegExp(`\\b${module}\\.(\\w+)`, 'g'))].map(([, name]) => name));
    const getters = [...names].map(
      name =>
        `get ${name}() { const { ${name} } = require("${path}"); Object.defineProperty(this, "${name}", { value: ${name} }); return ${name}; }`,
    );
    return `const ${module} = { ${getters.join(', ')} };`;
  });
}

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(join(ROOT, 'lib', file)), { recursive: true });
  writeFileSync(join(ROOT, 'lib', file), text);
}

/** @param {string} module */
function moduleForCdktn(module) {
  return module.startsWith('.')
    ? forCdktn(module)
    : module.replace(/^cdktf(?=$|\/)/, 'cdktn').replace(/^@cdktf\//, '@cdktn/');
}

/** @param {string} path */
function forCdktn(path) {
  return path
    .split(/[\\/]/)
    .map(part => part.replace(/^terraform(?=$|\.)/, 'cdktn'))
    .join('/');
}
