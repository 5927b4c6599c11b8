import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CHANCE, chanceOf, type Count, Coverage } from '../scripts/coverage-count.ts';
import { ReportedFleets } from '../scripts/coverage-fleet.ts';
import { AS_OF } from '../scripts/fleet-parameters.ts';
import { writeFleet } from '../scripts/fleet.ts';
import type { Report } from '../src/report/model.ts';
import { run } from './run.ts';

const SEEDS = 200;
const FLEET = {
  services: 100,
  teams: 30,
  engineers: 80,
  deployments: 8000,
  spread: { frequency: 0.3, failRate: 0.02, size: 0.5 },
  newShare: 0.5,
};

test(`each interval of the report holds what is true of ${SEEDS} fleets as often as it says`, async t => {
  const coverage = new Coverage({ ...FLEET, seed: 0 });
  const fleets = await ReportedFleets.open();
  try {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { drawn, report } = await fleets.report({ ...FLEET, seed });
      coverage.add(drawn, report);
    }
  } finally {
    fleets.close();
  }
  const names = [...coverage.counts.keys()];
  // Five measures of services, arms, all and gaps; for two clocks and three groups a median, four bands, three days and
  // a mean; three values.
  assert.equal(names.length, 25 + 54 + 3, names.join('\n'));
  for (const [name, count] of coverage.counts) {
    await t.test(`${name}: ${count.held} of ${count.of}`, () => {
      assert.ok(count.of >= SEEDS / 2, `too few to judge: ${count.of}, and ${count.withheld} without an interval`);
      assert.ok(
        chanceOf(count) >= CHANCE,
        `${count.above} too high, ${count.below} too low: a chance of ${chanceOf(count)}`,
      );
    });
  }
});

test('a count is refused when it is too small for its level, and when it is too large without a reason', () => {
  const count = (held: number, wide: Count['wide'] = null): Count => ({
    level: 0.95,
    wide,
    held,
    of: 200,
    above: 0,
    below: 0,
    withheld: 0,
  });
  // From tables of the binomial distribution: P(at most 176 of 200) is 7e-5, P(at most 177) is 2e-4, P(all of 200) is
  // 3.5e-5.
  assert.deepEqual(
    [170, 190, 198, 200].map(held => chanceOf(count(held)) >= CHANCE),
    [false, true, true, false],
  );
  assert.deepEqual(
    [170, 190, 200].map(held => chanceOf(count(held, 'fewTeams')) >= CHANCE),
    [false, true, true],
  );
  assert.ok(chanceOf({ ...count(9800, 'discrete'), of: 10_000 }) >= CHANCE);
  assert.ok(chanceOf({ ...count(9900, 'discrete'), of: 10_000 }) < CHANCE);
});

/** Rounds numbers, because sums in another order differ in the last digits. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (typeof each === 'number' ? Number(each.toPrecision(9)) : each)),
  );
}

for (const format of ['parquet', 'cdevents'] as const) {
  test(`the command says the same of a fleet that is written as ${format} as what is counted above`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'fleet-'));
    const fleets = await ReportedFleets.open();
    try {
      const size = { ...FLEET, seed: 7 };
      const { services, files, manifests } = await writeFleet(size, directory, format);
      const { code, json, err } = await run([
        'report',
        '--events',
        ...files,
        '--from',
        manifests,
        '--as-of',
        AS_OF.toISOString(),
        '--minimum-n',
        '1',
        '--out',
        join(directory, 'out'),
        '--json',
      ]);
      assert.equal(code, 0, err);
      assert.deepEqual(
        [json.platform.using, json.platform.eligible],
        [services.filter(({ arm }) => arm === 'on').length, services.length],
      );
      const { report } = await fleets.report(size);
      const said = ({ dora, firstDeploy }: Pick<Report, 'dora' | 'firstDeploy'>) =>
        rounded({
          firstDeploy,
          services: dora.services.map(({ service, team, arm, metrics }) => ({ service, team, arm, metrics })),
          measures: dora.metrics.map(({ id, all, arms, gap }) => ({ id, all, arms, gap })),
        });
      assert.deepEqual(said(json), said(report));
    } finally {
      fleets.close();
      rmSync(directory, { recursive: true });
    }
  });
}
