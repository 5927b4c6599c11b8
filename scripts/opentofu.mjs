// Builds OpenTofu from Go's module proxy, once, into the cache folder of the user, and prints where it is.
//   node scripts/opentofu.mjs
// Exits with 3 where it cannot be had: without Go, or without its modules.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const MODULE = 'github.com/opentofu/opentofu';
const VERSION = '1.12.6';
const NOT_TO_BE_HAD = 3;

/** The folder for what a program makes once. */
function cacheFolder() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches');
  return (process.platform === 'win32' && process.env.LOCALAPPDATA) || join(homedir(), '.cache');
}

/**
 * The program, built where it is not there yet.
 * @returns {string}
 */
function ensureOpenTofu() {
  const cache = join(cacheFolder(), 'goldenpath');
  const folder = join(cache, `opentofu-${VERSION}-${process.platform}-${process.arch}`);
  const program = join(folder, process.platform === 'win32' ? 'tofu.exe' : 'tofu');
  if (existsSync(program)) return program;
  if (spawnSync('go', ['version']).status !== 0) throw new Error('go is not installed');
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'building-'));
  try {
    process.stderr.write(`Building OpenTofu ${VERSION} (once; some minutes) ...\n`);
    build(draft, program.slice(folder.length + 1));
    // Several processes may build at once: the first to finish wins.
    if (!existsSync(folder)) renameSync(draft, folder);
    return program;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} name of the program */
function build(folder, name) {
  const { GoMod: itsModules } = JSON.parse(go(folder, 'mod', 'download', '-json', `${MODULE}@v${VERSION}`));
  // What a module replaces counts only where it is the main one: what it is built with is said again here.
  const { Go: version, Replace: replaced } = JSON.parse(go(folder, 'mod', 'edit', '-json', itsModules));
  const replacements = (replaced ?? []).map(({ Old, New }) => `replace ${at(Old)} => ${at(New)}\n`).join('');
  const modules = `module build\n\ngo ${version}\n\nrequire ${MODULE} v${VERSION}\n\n${replacements}`;
  writeFileSync(join(folder, 'go.mod'), modules);
  const release = ['-ldflags', `-s -w -X ${MODULE}/version.dev=no`];
  go(folder, 'build', '-mod=mod', '-trimpath', '-buildvcs=false', ...release, '-o', name, `${MODULE}/cmd/tofu`);
}

/** @param {{ Path: string, Version?: string }} module */
function at({ Path, Version }) {
  return Version ? `${Path} ${Version}` : Path;
}

/** @param {string} cwd @param {string[]} words */
function go(cwd, ...words) {
  const { status, stdout, stderr } = spawnSync('go', words, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status === 0) return stdout;
  const [reason] = (stderr || stdout).trim().split('\n').slice(-1);
  throw new Error(`OpenTofu ${VERSION} does not build here: ${reason}`);
}

try {
  process.stdout.write(`${ensureOpenTofu()}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = NOT_TO_BE_HAD;
}
