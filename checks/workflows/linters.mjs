/** What looks at workflows: actionlint, zizmor as an auditor, and our own rule against static keys of AWS. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { staticKeysIn } from '../../cli/src/delivery/static-keys.ts';
import { pythonCheckers } from '../python.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Somebody's machine lacks what a linter needs. */
export class Missing extends Error {}

/**
 * @typedef {object} Finding
 * @property {string} file
 * @property {number} line
 * @property {string} rule
 * @property {string} text
 *
 * @typedef {object} Linter
 * @property {string} name
 * @property {(files: string[]) => Finding[]} look
 */

/** @type {Linter} */
const actionlint = {
  name: 'actionlint',
  look: files =>
    reported(goProgram('actionlint'), ['-format', '{{json .}}', ...files]).map(({ filepath, line, kind, message }) => ({
      file: resolve(filepath),
      line,
      rule: kind,
      text: message,
    })),
};

/** Offline: what it knows is what it brings, and the same every day. */
const ZIZMOR = ['--persona=auditor', '--offline', '--format=json', '--no-exit-codes', '--quiet'];

/** @type {Linter} */
const zizmor = {
  name: 'zizmor',
  look: files => {
    const program = join(dirname(pythonEnvironment()), 'zizmor');
    if (!existsSync(program)) throw new Missing('zizmor needs Python 3.11 or newer');
    return reported(program, [...ZIZMOR, ...files]).map(({ ident, desc, locations }) => {
      const { symbolic, concrete } = locations.find((/** @type {any} */ each) => each.symbolic.kind === 'Primary');
      const file = symbolic.key.Local.verbatim_path;
      return { file, line: concrete.location.start_point.row + 1, rule: ident, text: desc };
    });
  },
};

/** @type {Linter} */
const staticKeys = {
  name: 'static-keys',
  look: files =>
    files.flatMap(file =>
      staticKeysIn(readFileSync(file, 'utf8')).map(({ line, found }) => ({
        file,
        line,
        rule: 'static-key',
        text: `${found}: a job assumes a role by the token of its run, and has no key that stays good.`,
      })),
    ),
};

export const LINTERS = [actionlint, zizmor, staticKeys];

/** @param {string} name */
function goProgram(name) {
  const script = join(ROOT, 'scripts/go-program.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, name], { encoding: 'utf8' });
  if (status !== 0) throw new Missing(`${name}: ${stderr.trim().split('\n').pop()}`);
  return stdout.trim();
}

/** A program of the environment in which the Python checkers stand. */
function pythonEnvironment() {
  try {
    return pythonCheckers().cfnLint;
  } catch (error) {
    throw new Missing(`zizmor: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} program @param {string[]} words @returns {any[]} */
function reported(program, words) {
  const { stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${program} did not say what it found: ${stderr.trim().slice(-500) || stdout.slice(0, 500)}`);
  }
}
