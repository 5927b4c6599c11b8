// Measures the report of a fleet: the time, the processor time and the peak memory of the program.
//   tsx scripts/fleet.ts --out DIR && npm run build && tsx scripts/fleet-measure.ts DIR
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadavg } from 'node:os';

const [directory] = process.argv.slice(2);
if (!directory || !existsSync(join(directory, 'manifests.jsonl'))) {
  console.error('Give a directory that scripts/fleet.ts has written.');
  process.exit(2);
}
const events = ['events.parquet', 'events.jsonl'].map(name => join(directory, name)).find(file => existsSync(file))!;
const out = join(directory, 'report');
const begun = Date.now();
const child = spawn(
  process.execPath,
  [
    fileURLToPath(new URL('../dist/bin.js', import.meta.url)),
    'report',
    '--events',
    events,
    '--from',
    join(directory, 'manifests.jsonl'),
    '--as-of',
    '2026-11-22',
    '--out',
    out,
  ],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
// In kB. The kernel keeps the peak of the process.
let peak = 0;
// In hundredths of a second, of all threads. Other programs on the machine do not change it much.
let processors = 0;
const timer = setInterval(() => {
  try {
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
    const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      .split(') ')[1]!
      .split(' ')
      .slice(11, 13)
      .map(Number) as [number, number];
    processors = Math.max(processors, user + system);
  } catch {
    // The process has ended.
  }
}, 50);
child.on('exit', code => {
  clearInterval(timer);
  const { dataQuality } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  console.log(
    `${dataQuality.events.read.toLocaleString('en')} events in ${((Date.now() - begun) / 1000).toFixed(1)} s, ` +
      `${(processors / 100).toFixed(1)} s of processors, at most ${Math.round(peak / 1024)} MB; the page has ` +
      `${Math.round(statSync(join(out, 'report.html')).size / 1024)} kB. Load of the machine: ` +
      `${loadavg()[0]!.toFixed(1)}. Exit code ${code}.`,
  );
});
