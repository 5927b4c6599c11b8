// Builds a program from Go's module proxy, once, into the cache folder of the user, and prints where it is.
//   node scripts/go-program.mjs act | actionlint | gojq | opentofu
// Exits with 3 where it cannot be had: without Go, or without its modules.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} Program
 * @property {string} title
 * @property {string} module
 * @property {string} version
 * @property {string} folder   of its command in the module
 * @property {string} binary
 * @property {string} [flags]  of the linker
 */

/** @type {Record<string, Program>} */
const PROGRAMS = {
  act: { title: 'act', module: 'github.com/nektos/act', version: '0.2.89', folder: '', binary: 'act' },
  actionlint: {
    title: 'actionlint',
    module: 'github.com/rhysd/actionlint',
    version: '1.7.12',
    folder: '/cmd/actionlint',
    binary: 'actionlint',
  },
  gojq: {
    title: 'gojq',
    module: 'github.com/itchyny/gojq',
    version: '0.12.19',
    folder: '/cmd/gojq',
    binary: 'gojq',
  },
  opentofu: {
    title: 'OpenTofu',
    module: 'github.com/opentofu/opentofu',
    version: '1.12.6',
    folder: '/cmd/tofu',
    binary: 'tofu',
    flags: '-X github.com/opentofu/opentofu/version.dev=no',
  },
};
const NOT_TO_BE_HAD = 3;

/** The folder for what a program makes once. */
function cacheFolder() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches');
  return (process.platform === 'win32' && process.env.LOCALAPPDATA) || join(homedir(), '.cache');
}

/**
 * The program, built where it is not there yet.
 * @param {string} name
 * @returns {string}
 */
function ensure(name) {
  const { title, version, binary } = PROGRAMS[name];
  const cache = join(cacheFolder(), 'goldenpath');
  const folder = join(cache, `${name}-${version}-${process.platform}-${process.arch}`);
  const program = join(folder, process.platform === 'win32' ? `${binary}.exe` : binary);
  if (existsSync(program)) return program;
  if (spawnSync('go', ['version']).status !== 0) throw new Error('go is not installed');
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'building-'));
  try {
    process.stderr.write(`Building ${title} ${version} (once; some minutes) ...\n`);
    build(draft, program.slice(folder.length + 1), PROGRAMS[name]);
    // Several processes may build at once: the first to finish wins.
    if (!existsSync(folder)) renameSync(draft, folder);
    return program;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** @param {string} draft a folder @param {string} file @param {Program} program */
function build(draft, file, program) {
  const { module, version, folder, flags = '' } = program;
  const { GoMod: itsModules } = JSON.parse(go(program, draft, 'mod', 'download', '-json', `${module}@v${version}`));
  // What a module replaces counts only where it is the main one: what it is built with is said again here.
  const { Go: language, Replace: replaced } = JSON.parse(go(program, draft, 'mod', 'edit', '-json', itsModules));
  const replacements = (replaced ?? []).map(({ Old, New }) => `replace ${at(Old)} => ${at(New)}\n`).join('');
  const modules = `module build\n\ngo ${language}\n\nrequire ${module} v${version}\n\n${replacements}`;
  writeFileSync(join(draft, 'go.mod'), modules);
  const release = ['-ldflags', `-s -w ${flags}`];
  go(program, draft, 'build', '-mod=mod', '-trimpath', '-buildvcs=false', ...release, '-o', file, module + folder);
}

/** @param {{ Path: string, Version?: string }} module */
function at({ Path, Version }) {
  return Version ? `${Path} ${Version}` : Path;
}

/** @param {Program} program @param {string} cwd @param {string[]} words */
function go({ title, version }, cwd, ...words) {
  const { status, stdout, stderr } = spawnSync('go', words, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status === 0) return stdout;
  const [reason] = (stderr || stdout).trim().split('\n').slice(-1);
  throw new Error(`${title} ${version} does not build here: ${reason}`);
}

try {
  const [name = ''] = process.argv.slice(2);
  if (!(name in PROGRAMS)) throw new Error(`Which program? ${Object.keys(PROGRAMS).join(', ')}`);
  process.stdout.write(`${ensure(name)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = NOT_TO_BE_HAD;
}
