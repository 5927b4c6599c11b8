// What every command needs of a fresh clone: packages and a build. Node built-ins only, because it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A problem that its reader can solve; the message says how. */
export class Problem extends Error {}

const OLDEST_NODE = 20;

/**
 * Says what is done, while it is done and how long it took.
 * @template T
 * @param {string} title
 * @param {(note: (line: string) => void) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY;
  process.stdout.write(`▸ ${title} …${live ? '' : '\n'}`);
  const timer = setInterval(
    () => process.stdout.write(live ? `\r▸ ${title} … ${seconds()}` : `  … ${title}: ${seconds()}\n`),
    live ? 500 : 30_000,
  );
  try {
    const result = await work(line => process.stdout.write(`${live ? '\r' : ''}  ${line}\n`));
    clearInterval(timer);
    process.stdout.write(`${live ? '\r' : ''}✓ ${title} (${seconds()})${live ? '    ' : ''}\n`);
    return result;
  } catch (error) {
    clearInterval(timer);
    process.stdout.write(`${live ? '\r' : ''}✗ ${title} (${seconds()})\n`);
    throw error;
  }
}

/**
 * Runs a command. Its output is shown only when it fails, or line by line to `onLine`.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, onLine?: (line: string) => void, hint?: string, show?: boolean, allowFailure?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { cwd = ROOT, env, onLine, hint, show, allowFailure } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let rest = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', chunk => {
      output += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine?.(line);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', error => reject(new Problem(`${command} could not be started: ${error.message}`)));
    child.on('close', status => resolve(status ?? 1));
  });
  if (code !== 0 && !allowFailure) {
    throw new Problem(
      [
        `'${command} ${args.join(' ')}' failed with code ${code}.`,
        ...(hint ? [hint] : []),
        output.trim().split('\n').slice(-40).join('\n'),
      ].join('\n'),
    );
  }
  return { code, output };
}

/** A Node that is too old fails in strange places; better here. */
export function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    throw new Problem(`Node ${process.versions.node} is too old: ${OLDEST_NODE} or newer is needed.`);
}

/** @param {string[]} files */
function fingerprint(files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** @param {string} stamp @param {string} value */
const isStamped = (stamp, value) => existsSync(join(ROOT, stamp)) && readFileSync(join(ROOT, stamp), 'utf8') === value;

/**
 * Installs the packages of a lockfile, exactly those, if they are not there already.
 * @param {string} [folder] of the package, from the root of the project
 */
export async function installPackages(folder = '') {
  const stamp = join(folder, 'node_modules/.installed-from-lockfile');
  const wanted = fingerprint([join(folder, 'package.json'), join(folder, 'package-lock.json')]);
  if (isStamped(stamp, wanted)) return;
  await step(`Installing packages${folder && ` of ${folder}`}`, () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: join(ROOT, folder),
      hint: 'It needs the network once. Check the connection and, behind a proxy or a mirror, what `npm config get registry` and HTTPS_PROXY say.',
    }),
  );
  writeFileSync(join(ROOT, stamp), wanted);
}

/** Compiles the library, if it has changed. */
export async function build() {
  const stamp = 'lib/.built-from-sources';
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true })
    .map(file => join('src', String(file)))
    .filter(file => file.endsWith('.ts'));
  const wanted = fingerprint([
    ...sources,
    'package.json',
    'tsconfig.json',
    'tsconfig.terraform.json',
    'scripts/lazy-index.mjs',
    'scripts/compile-terraform.mjs',
  ]);
  if (isStamped(stamp, wanted) && existsSync(join(ROOT, '.jsii'))) return;
  await step('Building the library', () => run('npx', ['projen', 'compile']));
  writeFileSync(join(ROOT, stamp), wanted);
}

/**
 * Runs a command of the project: a problem is told in a sentence, a surprise with its stack.
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    checkNode();
    await work();
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof Problem || error?.name === 'EmulatorError' ? error.message : error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
