// The value of the platform, compared with numbers that were calculated by hand.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseHTML } from 'linkedom';
import type { Dora, DoraMetricId, Estimate, FirstDeploy, Interval } from '../src/report/model.ts';
import { valueOf } from '../src/report/value.ts';
import { GIVEN, type GivenName } from '../src/report/value-inputs.ts';
import type { Measurements } from '../src/report/value-settings.ts';
import { cdevent, deployed, type Fields } from './reported.ts';
import { run } from './run.ts';

const directory = mkdtempSync(join(tmpdir(), 'value-'));
after(() => rmSync(directory, { recursive: true }));

const estimate = (value: number, n = 1000, interval: Interval | null = null): Estimate => ({
  value,
  n,
  interval,
  judged: true,
  note: null,
});

/**
 * 8 of 10 stacks, 12 new services a year, 1000 deployments. Off the platform a service waits for 20 days, and 15 % of
 * deployments fail for 6 hours; on the platform 5 days, 5 % and 2 hours.
 */
function measured({
  on = [5, 0.05, 2],
  off = [20, 0.15, 6],
  daysOff = null,
  failOn = {},
}: {
  on?: readonly number[];
  off?: readonly number[];
  daysOff?: Interval | null;
  failOn?: Partial<Estimate>;
} = {}): Measurements {
  const mean = (value: number, interval: Interval | null = null) => ({
    restrictedMean: {
      value,
      restrictedTo: 90,
      error: interval && (interval.high! - interval.low!) / 2 / 1.959964,
      interval,
    },
  });
  const metric = (id: DoraMetricId, i: number) => ({
    id,
    name: id,
    better: 'lower',
    arms: { on: { ...estimate(on[i]!), ...(id === 'changeFailRate' ? failOn : {}) }, off: estimate(off[i]!) },
  });
  return {
    platform: { using: 8, eligible: 10 } as Measurements['platform'],
    dora: { metrics: [metric('changeFailRate', 1), metric('failedDeploymentRecoveryTime', 2)] } as unknown as Dora,
    firstDeploy: [
      { clock: 'new service', arms: { on: mean(on[0]!), off: mean(off[0]!, daysOff) } } as unknown as FirstDeploy,
    ],
    window: { from: '', to: '', days: 365.25 },
    newServices: 12,
  };
}

const COSTS: { [name in GivenName]: number | readonly [number, number] } = {
  teamCost: 400_000,
  engineerHour: 100,
  waitingHoursPerDay: 4,
  outageHour: 3000,
  attributable: 0.5,
};

function value(
  of: Measurements,
  costs: Partial<typeof COSTS> = COSTS,
  lift: 'ratio' | 'excess' | null = null,
  liftMetric: DoraMetricId | null = 'changeFailRate',
) {
  const given = Object.fromEntries(
    Object.entries(costs).map(([name, each]) => {
      const [low, high] = typeof each === 'number' ? [each, each] : each;
      return [name, { low, high, source: `who knows ${name}` }];
    }),
  );
  return valueOf(of, { liftReading: lift, liftMetric, inputs: { currency: 'EUR', given }, seed: 1, draws: 10_000 });
}

const all = (each: number) => ({ p10: each, p50: each, p90: each });
const near = (actual: number | null, expected: number, by: number) =>
  assert.ok(actual !== null && Math.abs(actual - expected) <= by, `${actual}, and not ${expected}`);

test('the formula as it is written: 15 days x 8 stacks x a lift of 3, or of 2, less 400,000', () => {
  assert.deepEqual(
    value(measured(), COSTS, 'ratio').asWritten.terms.map(term => term.value),
    [15, 8, 0.15 / 0.05, 400_000],
  );
  near(value(measured(), COSTS, 'ratio').asWritten.result, -399_640, 1e-6);
  near(value(measured(), COSTS, 'excess').asWritten.result, -399_760, 1e-6);
  // The problem of the units: the result changes when money is counted in thousands.
  near(value(measured(), { ...COSTS, teamCost: 0.4 }, 'ratio').asWritten.result, 359.6, 1e-6);
});

test('without its reading there is no lift, and no result', () => {
  const { result, note, terms } = value(measured()).asWritten;
  assert.deepEqual([result, note], [null, 'No result: DORA lift is not known.']);
  assert.match(terms[2]!.source, /--lift ratio\|excess/);
});

test('in its units: first deploys 36,000 and failures 1,200,000 a year, less 400,000', () => {
  const { parts, perYear, breakEvenServices, returns, chancePositive, note } = value(measured()).inUnits;
  // 15 days x 12 services x 4 hours x 100 x .5; 1000 deployments x (.15 x 6 - .05 x 2) hours x 3000 x .5.
  assert.deepEqual(
    parts.map(part => Math.round(part.perYear!.p50!)),
    [36_000, 1_200_000, -400_000],
  );
  for (const key of ['p10', 'p50', 'p90'] as const) near(perYear![key], 836_000, 1e-3);
  // Each of 8 stacks brings 154,500.
  near(breakEvenServices!.p50, 400_000 / 154_500, 1e-9);
  near(returns!.share.p50, 2.09, 1e-9);
  near(returns!.paybackYears.p50, 400 / 1236, 1e-9);
  assert.deepEqual([chancePositive, note], [1, null]);
});

test('a given range is as likely everywhere: P10 and P90 are a tenth from its ends', () => {
  const { perYear, breakEvenServices } = value(measured(), { ...COSTS, teamCost: [300_000, 500_000] }).inUnits;
  near(perYear!.p10, 1_236_000 - 480_000, 3000);
  near(perYear!.p50, 836_000, 3000);
  near(perYear!.p90, 1_236_000 - 320_000, 3000);
  near(breakEvenServices!.p10, 320_000 / 154_500, 0.02);
  near(breakEvenServices!.p90, 480_000 / 154_500, 0.02);
});

test('a measured interval is drawn as a normal one', () => {
  const daysOff = { low: 20 - 2 * 1.959964, high: 20 + 2 * 1.959964, level: 0.95, method: '' };
  const { parts } = value(measured({ daysOff }), COSTS).inUnits;
  // 2400 for each day; the 90th percentile is 1.2816 deviations up.
  near(parts[0]!.perYear!.p90, 36_000 + 2 * 1.281552 * 2400, 400);
  near(parts[0]!.perYear!.p10, 36_000 - 2 * 1.281552 * 2400, 400);
});

test('a platform on which everything is worse is worth less than nothing, and pays at no number of services', () => {
  const { asWritten, inUnits } = value(measured({ on: [20, 0.15, 6], off: [5, 0.05, 2] }), COSTS, 'ratio');
  near(asWritten.result, (-15 * 8) / 3 - 400_000, 1e-6);
  for (const key of ['p10', 'p50', 'p90'] as const) near(inUnits.perYear![key], -1_636_000, 1e-3);
  assert.deepEqual(
    [inUnits.breakEvenServices, inUnits.returns!.paybackYears, inUnits.chancePositive],
    [{ p10: null, p50: null, p90: null }, { p10: null, p50: null, p90: null }, 0],
  );
});

test('a platform that costs nothing pays from the first service; there is no return on nothing', () => {
  const { breakEvenServices, returns } = value(measured(), { ...COSTS, teamCost: 0 }).inUnits;
  assert.deepEqual(
    [breakEvenServices, returns!.share, returns!.paybackYears],
    [all(0), { p10: null, p50: null, p90: null }, all(0)],
  );
});

test('each part needs its inputs, and what is not enough to judge is none', () => {
  const { outageHour: _none, ...without } = COSTS;
  const one = value(measured(), without).inUnits;
  assert.deepEqual(
    [one.parts.map(({ perYear }) => perYear !== null), Math.round(one.perYear!.p50!)],
    [[true, false, true], -364_000],
  );
  assert.match(one.note!, /Left out, for inputs are missing: Failed deployments/);
  const { teamCost: _cost, ...unpaid } = COSTS;
  assert.equal(value(measured(), unpaid).inUnits.perYear, null);
  const few = value(
    measured({ failOn: { n: 4, judged: false, note: 'Fewer than 30: not enough to judge.' } }),
    COSTS,
    'ratio',
  );
  assert.equal(few.asWritten.result, null);
  assert.deepEqual(
    few.inUnits.parts.map(({ perYear }) => perYear !== null),
    [true, false, true],
  );
  assert.match(
    few.inUnits.inputs.find(({ name }) => name === 'Change fail rate on the platform')!.source,
    /Fewer than 30/,
  );
});

test('from events to the page: each input with its source', async () => {
  const day = (n: number, hour = 12) => new Date(Date.UTC(2026, 0, 1 + n, hour)).toISOString();
  const lines: Fields[] = [];
  for (const [arm, waits, fails, hours] of [
    ['on', 5, 2, 2],
    ['off', 20, 6, 6],
  ] as const) {
    for (let i = 0; i < 24; i += 1) {
      const custom = { platform: String(arm === 'on'), team: `team-${arm}-${i}` };
      const service = `${arm}-${i}`;
      lines.push(
        cdevent(
          `c-${service}`,
          'repository.created',
          day(0),
          { id: service, content: { name: service } },
          { ...custom, service },
        ),
      );
      // 20 deployments, of which some fail and are followed by a good one after some hours.
      for (let n = 0; n < 20; n += 1)
        lines.push(
          deployed(
            `d-${service}-${n}`,
            service,
            n < 20 - 2 * fails || n % 2 === 0 ? day(waits + 2 * n) : day(waits + 2 * (n - 1), 12 + hours),
            { ...custom, outcome: n >= 20 - 2 * fails && n % 2 === 0 ? 'failure' : 'success' },
          ),
        );
    }
  }
  writeFileSync(join(directory, 'events.jsonl'), lines.map(line => JSON.stringify(line)).join('\n'));
  writeFileSync(
    join(directory, 'value.yaml'),
    `currency: USD\n${Object.entries(COSTS)
      .map(([name, each]) => `${name}: { value: ${each}, source: "who knows ${name}" }`)
      .join('\n')}\n`,
  );
  const { code, json, err } = await run([
    'report',
    '--events',
    join(directory, 'events.jsonl'),
    '--value',
    join(directory, 'value.yaml'),
    '--lift',
    'ratio',
    '--lift-metric',
    'changeFailRate',
    '--as-of',
    day(365),
    '--days',
    '366',
    '--out',
    join(directory, 'out'),
    '--json',
  ]);
  assert.equal(code, 0, err);
  const inputs = Object.fromEntries(json.value.inUnits.inputs.map(({ name, value: each }: any) => [name, each]));
  const perYear = 365.25 / 366;
  near(inputs['Mean time to first deploy of a new service, off the platform'], 20, 1e-9);
  near(inputs['Mean time to first deploy of a new service, on the platform'], 5, 1e-9);
  near(inputs['New services on the platform'], 24 * perYear, 1e-9);
  near(inputs['Production deployments on the platform'], 480 * perYear, 1e-9);
  near(inputs['Change fail rate on the platform'], 0.1, 1e-9);
  near(inputs['Change fail rate off the platform'], 0.3, 1e-9);
  near(inputs['Recovery time off the platform (median: less than the mean)'], 6, 1e-9);
  // No stack was read: how many adopt it is not known.
  assert.deepEqual(
    json.value.asWritten.terms.map(({ value: each }: any) => (each === null ? null : Math.round(each * 1e6) / 1e6)),
    [15, null, 3, 400_000],
  );
  near(
    json.value.inUnits.perYear.p50,
    15 * 24 * perYear * 200 + 480 * perYear * (0.3 * 6 - 0.1 * 2) * 1500 - 400_000,
    40_000,
  );

  const { document } = parseHTML(readFileSync(join(directory, 'out/report.html'), 'utf8'));
  const text = document.querySelector('#value')!.textContent!;
  for (const [name, { name: title }] of Object.entries(GIVEN)) {
    assert.ok(text.includes(title), title);
    assert.ok(text.includes(`who knows ${name}`), name);
  }
  assert.match(text, /USD/);
  assert.match(
    readFileSync(join(directory, 'out/value.csv'), 'utf8'),
    /Cost of the platform team,400000,400000,400000,USD a year,given,who knows teamCost/,
  );
});

test('inputs that are no numbers, or under nothing, are refused; and so is a lift of which half is said', async () => {
  const refused = async (text: string) => {
    writeFileSync(join(directory, 'value.yaml'), text);
    const { code, err } = await run([
      'report',
      '--out',
      join(directory, 'out'),
      '--value',
      join(directory, 'value.yaml'),
    ]);
    return [code, /cannot be used: (.*)/.exec(err)?.[1]];
  };
  const numbers = 'engineerHour has no value, and no low and high with low <= high: numbers of 0 or more.';
  for (const each of ['.inf', '.nan', '-1', '"85"', 'true', 'null'])
    assert.deepEqual(await refused(`engineerHour: { value: ${each}, source: x }`), [3, numbers], each);
  for (const each of ['low: 2, high: 1', 'low: 1', 'low: 1, high: .inf'])
    assert.deepEqual(await refused(`engineerHour: { ${each}, source: x }`), [3, numbers], each);
  assert.deepEqual(await refused('attributable: { value: 1.2, source: x }'), [
    3,
    'attributable is a share, from 0 to 1.',
  ]);
  const { code, err } = await run(['report', '--out', join(directory, 'out'), '--lift-metric', 'changeFailRate']);
  assert.equal(code, 2);
  assert.match(err, /Whether the lift of changeFailRate is a ratio or an excess is not said, and is not assumed/);
});
