/**
 * The Python checkers stand in a private environment next to this file, made on demand from the pinned requirements.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const OLDEST = 10;
/** The newest Python that the pins are known to have wheels for. */
const NEWEST = 13;

/**
 * @typedef {object} PythonCheckers
 * @property {string} cfnLint path of the executable
 * @property {string} checkov path of the executable
 */

/**
 * The Python to make the environment with: the first one that the pins are known to work with, else the first that is new enough.
 *
 * @param {string[]} candidates commands to try, in order
 * @returns {string}
 */
export function findPython(candidates = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
  const found = candidates.flatMap(command => {
    const asked = spawnSync(command, ['-c', 'import sys; print(sys.version_info[0], sys.version_info[1])'], {
      encoding: 'utf8',
    });
    const [major, minor] = (asked.stdout ?? '').trim().split(' ').map(Number);
    return asked.status === 0 && major === 3 && minor >= OLDEST ? [{ command, minor }] : [];
  });
  const python = found.find(({ minor }) => minor <= NEWEST) ?? found[0];
  if (!python) {
    throw new Error(
      `cfn-lint and checkov need Python 3.${OLDEST} or newer; none of ${candidates.join(', ')} is. Install one and run again.`,
    );
  }
  return python.command;
}

/**
 * The Python checkers, installed first when they are missing or the requirements have changed.
 *
 * @param {object} [options]
 * @param {string} [options.directory] where the environment stands
 * @param {string} [options.requirements] the pinned requirements
 * @param {string[]} [options.candidates] the Pythons to try
 * @returns {PythonCheckers}
 */
export function pythonCheckers({
  directory = join(HERE, '.venv'),
  requirements = join(HERE, 'requirements.txt'),
  candidates,
} = {}) {
  const stamp = join(directory, 'requirements.sha256');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const standing =
    existsSync(join(directory, 'bin', 'python')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (!standing) {
    install(findPython(candidates), directory, requirements);
    // Last, so that an environment whose making was cut short is made anew.
    writeFileSync(stamp, wanted);
  }
  return { cfnLint: join(directory, 'bin', 'cfn-lint'), checkov: join(directory, 'bin', 'checkov') };
}

/**
 * @param {string} python
 * @param {string} directory
 * @param {string} requirements
 */
function install(python, directory, requirements) {
  console.error('checks: installing cfn-lint, checkov and zizmor (once, about a minute)');
  rmSync(directory, { recursive: true, force: true });
  attempt(
    python,
    ['-m', 'venv', directory],
    `"${python} -m venv" failed. Some systems ship it as a package of its own, python3-venv.`,
  );
  // Wheels only: a source distribution would run its own build, with build requirements that nobody pinned.
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-input',
    '--disable-pip-version-check',
    '--require-hashes',
    '--only-binary',
    ':all:',
    '-r',
    requirements,
  ];
  attempt(
    join(directory, 'bin', 'python'),
    pip,
    'Installing cfn-lint, checkov and zizmor failed. Is the network there, and the package index of pip?',
  );
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} hint
 */
function attempt(command, args, hint) {
  try {
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const said = /** @type {{ stdout?: string, stderr?: string, message: string }} */ (error);
    const lines = `${said.stdout ?? ''}${said.stderr ?? ''}`.trim().split('\n').slice(-5).join('\n');
    throw new Error(`${hint}\n${lines || said.message}`);
  }
}
