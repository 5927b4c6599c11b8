// Counts what passed and what failed, over several commands. Run by itself it prints the sum, as the last line of CI.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const FOLDER = fileURLToPath(new URL('../.cache/tally', import.meta.url));

/** @typedef {{ name: string, passed: number, failed: number, skipped: number }} Suite */

/**
 * The closing counts of Node's test runner.
 * @param {string} output
 */
export function countsOf(output) {
  const count = word => Number([...output.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
}

/**
 * Prints the suites and their sum, keeps them for the tally, and fails the process if one failed or nothing ran.
 * @param {string} kind
 * @param {Suite[]} suites
 */
export function record(kind, suites) {
  const path = join(FOLDER, `${kind}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(suites, undefined, 2));
  process.stdout.write('\n');
  for (const { name, passed, failed, skipped } of suites)
    process.stdout.write(
      `${failed || passed + skipped === 0 ? '✗' : passed ? '✓' : '-'} ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    );
  process.stdout.write(`${line(suites)}\n`);
  if (sum(suites).failed > 0 || suites.some(({ passed, skipped }) => passed + skipped === 0)) process.exitCode = 1;
}

/** @param {Suite[]} suites */
function sum(suites) {
  const add = key => suites.reduce((total, suite) => total + suite[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** @param {Suite[]} suites */
function line(suites) {
  const { passed, failed, skipped } = sum(suites);
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [command, ...kinds] = process.argv.slice(2);
  if (command === 'reset') {
    rmSync(FOLDER, { recursive: true, force: true });
  } else {
    // A command that died before it could count has failed once.
    const suites = kinds.flatMap(kind => {
      const path = join(FOLDER, `${kind}.json`);
      return existsSync(path)
        ? JSON.parse(readFileSync(path, 'utf8'))
        : [{ name: kind, passed: 0, failed: 1, skipped: 0 }];
    });
    process.stdout.write(`${line(suites)}\n`);
    if (sum(suites).failed > 0) process.exitCode = 1;
  }
}
