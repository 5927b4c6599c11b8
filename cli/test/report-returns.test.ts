import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { costOfDowntime, returnsOf } from '../src/report/returns.ts';
import { scratch } from './reported.ts';
import { run, SHOP, SYNTHESISED } from './run.ts';

test("the DORA 2020 paper's downtime costs, from its own four profiles", () => {
  const profiles = [
    [730, 0.075, 0.5, 13.7],
    [209, 0.075, 4, 31.4],
    [32, 0.075, 8, 9.6],
    [7, 0.53, 120, 222.6],
  ] as const;
  for (const [deploymentsPerYear, changeFailRate, hoursToRestore, millions] of profiles) {
    const cost = costOfDowntime({ deploymentsPerYear, changeFailRate, hoursToRestore, costOfHour: 500_000 });
    // The paper rounds 31.35 up.
    assert.ok(Math.abs(cost / 1e6 - millions) <= 0.05 + 1e-9, `${cost}`);
  }
});

test("the defaults of DORA's calculator of returns: 39 %, back after .7 years", () => {
  // https://dora.dev/ai/roi/calculator: its default inputs, by its own sums.
  const investment = (250 + 80 + 9600) * 500 + 100_000 + (500 * 176_000 * 0.15 * 3) / 12;
  const downtime = (deploymentsPerYear: number, changeFailRate: number) =>
    costOfDowntime({ deploymentsPerYear, changeFailRate, hoursToRestore: 4, costOfHour: 100_000 });
  const value =
    500 * 176_000 * 0.125 + (56 - 50) * 0.33 * 0.005 * 100_000_000 + downtime(50, 0.05) - downtime(56, 0.06);
  const { share, paybackYears } = returnsOf(investment, value);
  assert.equal(Math.round(share! * 100), 39);
  assert.equal(paybackYears!.toFixed(1), '0.7');
  assert.deepEqual(returnsOf(1, 0), { share: -1, paybackYears: null });
});

test('the reading of lift is asked for; inputs have sources; wrong use is said', async () => {
  const directory = scratch();
  const call = async (...options: string[]) => run(['report', '--from', SHOP, '--out', directory, ...options]);
  assert.equal((await call('--lift', 'ratio')).code, 2);
  assert.equal((await call('--days', '-1')).code, 2);
  assert.equal((await call('--production', '(')).code, 2);
  assert.equal((await call('--as-of', 'soon')).code, 2);
  assert.equal((await call('--events', 'nothing-*.jsonl')).code, 3);
  writeFileSync(join(directory, 'value.yaml'), 'teamCost: { value: 900000 }\n');
  assert.match((await call('--value', join(directory, 'value.yaml'))).err, /teamCost has no source/);
  writeFileSync(join(directory, 'value.yaml'), 'teamCosts: { value: 900000, source: x }\n');
  assert.match((await call('--value', join(directory, 'value.yaml'))).err, /Did you mean 'teamCost'/);
  assert.equal(
    (await run(['report', '--out', directory], { cwd: SYNTHESISED })).code,
    0,
    'the assemblies of this directory',
  );
});
