// Counts over many fleets how often each interval of the report contains the true value.
//   tsx scripts/coverage.ts [--seeds 2000 --services 100 --teams 30 --engineers 80 --deployments 8000
//     --frequency-spread 0.3 --size-spread 0.5 --new-share 0.5]
import { parseArgs } from 'node:util';
import { Coverage, chanceOf, CHANCE, WIDE } from './coverage-count.ts';
import { ReportedFleets } from './coverage-fleet.ts';
import { SPREAD } from './fleet-parameters.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    services: { type: 'string', default: '100' },
    teams: { type: 'string', default: '30' },
    engineers: { type: 'string', default: '80' },
    deployments: { type: 'string', default: '8000' },
    'frequency-spread': { type: 'string', default: String(SPREAD.frequency) },
    'size-spread': { type: 'string', default: '0.5' },
    'new-share': { type: 'string', default: '0.5' },
  },
});
const {
  seeds,
  services,
  teams,
  engineers,
  deployments,
  'frequency-spread': frequency,
  'size-spread': size,
  'new-share': newShare,
} = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)])) as {
  [name in keyof typeof values]: number;
};
const fleet = { services, teams, engineers, deployments, newShare, spread: { ...SPREAD, frequency, size } };
const coverage = new Coverage({ ...fleet, seed: 0 });
const fleets = await ReportedFleets.open();
for (let seed = 1; seed <= seeds; seed += 1) {
  if (process.stderr.isTTY && seed % 10 === 0) process.stderr.write(`\r${seed} of ${seeds}`);
  const { drawn, report } = await fleets.report({ ...fleet, seed });
  coverage.add(drawn, report);
}
fleets.close();
console.log(`${seeds} fleets of ${teams} teams and ${services} services\n`);
console.log(
  '| interval | level | held | of | too high | too low | none given | chance | may hold more often |\n' +
    '|---|---|---|---|---|---|---|---|---|',
);
for (const [name, count] of coverage.counts) {
  const chance = chanceOf(count);
  const percent = (part: number) => (count.of === 0 ? '-' : `${((100 * part) / count.of).toFixed(1)} %`);
  const cells = [
    name,
    `${100 * count.level} %`,
    percent(count.held),
    count.of,
    percent(count.above),
    percent(count.below),
    count.withheld,
    chance < CHANCE ? `**${chance.toExponential(0)}**` : chance.toFixed(4),
    count.wide === null ? '' : WIDE[count.wide].because,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
