// Measures what a lock costs: the same services with none and with one of all that they keep, in turns. See README.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, spread } from './statistics.mjs';

const { values: options } = parseArgs({
  options: {
    services: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '7' },
    check: { type: 'boolean', default: false },
  },
});
/** How much more CPU a synthesis with a lock may take. */
const GOAL = 1.05;

const here = name => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-lock-'));
const lock = join(folder, 'goldenpath.lock.json');
const measure = environment =>
  JSON.parse(
    execFileSync(process.execPath, [here('measure.cjs'), 'goldenpath', options.services, 'recommended'], {
      env: { ...process.env, CDK_VALIDATION: 'false', GOLDENPATH_LIB: here('../lib'), ...environment },
      cwd: here('.'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );

try {
  const out = join(folder, 'out');
  measure({ BENCH_LOCK: 'none', BENCH_OUT: out });
  execFileSync(process.execPath, [here('../cli/dist/bin.js'), 'lock', out, '--file', lock], { stdio: 'ignore' });
  const pairs = Array.from({ length: Number(options.rounds) }, () => [
    measure({ BENCH_LOCK: 'none' }).cpu,
    measure({ BENCH_LOCK: lock }).cpu,
  ]);
  const ratio = spread(pairs.map(([without, withLock]) => withLock / without));
  const seconds = at => median(pairs.map(pair => pair[at])).toFixed(2);
  console.log(
    `${options.services} services: ${seconds(0)} CPU s without a lock, ${seconds(1)} with one; ` +
      `${ratio.median.toFixed(3)} times as much (${ratio.least.toFixed(3)}-${ratio.most.toFixed(3)}).`,
  );
  if (options.check && ratio.median > GOAL) {
    console.error(`A lock may cost at most ${GOAL} times as much.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
