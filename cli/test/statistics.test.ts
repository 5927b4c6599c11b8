import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterGap, medianOfClasses, ratio, CLASSES_PER_E } from '../src/statistics/clusters.ts';
import { garwood, median, medianRanks, newcombe, wilson } from '../src/statistics/intervals.ts';
import { Random } from '../src/statistics/random.ts';
import { kaplanMeier, medianTime, notYetAt, restrictedMean } from '../src/statistics/survival.ts';

const near = (actual: number | null, expected: number, within = 5e-5): void => assert.ok(actual !== null && Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

test('Wilson: 81 of 263, Newcombe 1998, table I', () => {
  const { low, high } = wilson(81, 263)!;
  near(low, 0.2553);
  near(high, 0.3662);
  assert.equal(wilson(0, 0), null);
  assert.deepEqual([wilson(0, 20)!.low, wilson(20, 20)!.high], [0, 1]);
  // Newcombe's table: 15 of 148, 0 of 20, 1 of 29.
  near(wilson(15, 148)!.low, 0.0624);
  near(wilson(0, 20)!.high, 0.1611);
  near(wilson(1, 29)!.high, 0.1718);
});

test('Newcombe: 56 of 70 against 48 of 80', () => {
  const { difference, low, high } = newcombe(56, 70, 48, 80)!;
  near(difference, 0.2);
  near(low, 0.0524);
  near(high, 0.3339);
});

test('Garwood: the exact limits of a count, as in the tables of Pearson and Hartley', () => {
  near(garwood(0).high, 3.689, 5e-4);
  near(garwood(10).low, 4.795, 5e-4);
  near(garwood(10).high, 18.39, 5e-3);
  assert.equal(garwood(0).low, 0);
  // A fleet has millions: the interval is then as good as normal.
  near(garwood(4_000_000).high - 4_000_000, 1.96 * 2000, 5);
});

test('the median lies between order statistics, whatever the distribution', () => {
  // Conover, Practical Nonparametric Statistics: under 6 observations no interval of 95 % has an end.
  assert.deepEqual(medianRanks(5), { low: null, high: null });
  assert.deepEqual(medianRanks(6), { low: 1, high: 6 });
  assert.deepEqual(medianRanks(20), { low: 6, high: 15 });
  assert.deepEqual(medianRanks(100), { low: 40, high: 61 });
  const { low, high } = medianRanks(1001);
  assert.ok(low! >= 468 && low! <= 470 && high! === 1002 - low!);
  assert.equal(median([]), null);
  assert.deepEqual(median([3, 1, 2]), { value: 2, interval: { low: null, high: null } });
});

test('the interval of a median holds it in at least 95 of 100 cases, of a skewed distribution too', () => {
  const random = new Random(7);
  for (const n of [8, 25, 120]) {
    let held = 0;
    for (let i = 0; i < 2000; i += 1) {
      const { interval } = median(Array.from({ length: n }, () => Math.exp(random.normal(0, 1))))!;
      if (interval.low! <= 1 && 1 <= interval.high!) held += 1;
    }
    assert.ok(held >= 1870 && held <= 1995, `n ${n}: ${held} of 2000`);
  }
});

// The times of remission in the 6-MP arm of Freireich et al. 1963; + is still in remission.
const FREIREICH = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'.split(' ').map(text => ({ time: Number.parseInt(text), reached: !text.endsWith('+') }));

test('Kaplan-Meier: the 6-MP arm of Freireich', () => {
  const steps = kaplanMeier(FREIREICH);
  assert.deepEqual(steps.map(({ time, notYet, atRisk }) => [time, Number(notYet.toFixed(3)), atRisk]), [[6, 0.857, 21], [7, 0.807, 17], [10, 0.753, 15], [13, 0.690, 12], [16, 0.627, 11], [22, 0.538, 7], [23, 0.448, 6]]);
  near(notYetAt(steps, FREIREICH, 23), 0.448, 5e-4);
  const found = medianTime(steps);
  assert.equal(found.value, 23);
  // As R's survfit with conf.type = "log-log": 13, and no upper end.
  assert.deepEqual(found.interval, { low: 13, high: null });
  assert.equal(notYetAt(steps, FREIREICH, 36), null);
  // As R's print(survfit, rmean = 35): 23.29 with a standard error of 2.83.
  const { mean, error } = restrictedMean(steps, 35);
  near(mean, 23.29, 5e-3);
  near(error, 2.83, 5e-3);
});

test('those who are not there yet count: to leave them out would make the wait look shorter', () => {
  const left = FREIREICH.filter(({ reached }) => reached);
  assert.ok(medianTime(kaplanMeier(left)).value! < medianTime(kaplanMeier(FREIREICH)).value!);
  assert.equal(medianTime(kaplanMeier(FREIREICH.map(each => ({ ...each, reached: false })))).value, null);
});

test('the gap between arms holds the true one in about 95 of 100 cases when teams differ; deployments taken for independent would not', () => {
  const random = new Random(11);
  let held = 0;
  let heldByDeployments = 0;
  const runs = 300;
  for (let run = 0; run < runs; run += 1) {
    const team = (rate: number) => {
      const own = Math.min(0.9, Math.max(0.01, rate + random.normal(0, 0.06)));
      return [Array.from({ length: 200 }, () => random.next() < own).filter(Boolean).length, 200];
    };
    const on = Array.from({ length: 18 }, () => team(0.2));
    const off = Array.from({ length: 12 }, () => team(0.3));
    const { low, high } = clusterGap([...on.map(counts => ({ on: counts, off: [] })), ...off.map(counts => ({ on: [], off: counts }))], ratio, { seed: run, draws: 300 })!;
    if (low <= -0.1 && -0.1 <= high) held += 1;
    const sum = (teams: number[][], i: number) => teams.reduce((total, counts) => total + counts[i]!, 0);
    const naive = newcombe(sum(on, 0), sum(on, 1), sum(off, 0), sum(off, 1))!;
    if (naive.low <= -0.1 && -0.1 <= naive.high) heldByDeployments += 1;
  }
  assert.ok(held / runs > 0.915 && held / runs < 0.99, `${held} of ${runs}`);
  assert.ok(heldByDeployments / runs < 0.85, `${heldByDeployments} of ${runs}`);
});

test('a gap of medians is made from classes of 2 %', () => {
  const classes = (times: number[], first: number) => {
    const counts = new Float64Array(400);
    for (const time of times) counts[Math.floor(Math.log(time) * CLASSES_PER_E) - first]! += 1;
    return counts;
  };
  const random = new Random(3);
  const times = Array.from({ length: 5001 }, () => Math.exp(random.normal(3, 0.5)));
  const exact = median(times)!.value;
  near(medianOfClasses(0)(classes(times, 0)), exact, exact * 0.02);
});

test('a gap with fewer than two teams in an arm has no interval, and a negative one is not cut off', () => {
  assert.equal(clusterGap([{ on: [1, 10], off: [] }, { on: [], off: [2, 10] }, { on: [], off: [2, 10] }], ratio, { seed: 1, draws: 100 }), null);
  const gap = clusterGap([0, 1, 2, 3].flatMap(i => [{ on: [i, 10], off: [] }, { on: [], off: [5 + i, 10] }]), ratio, { seed: 1, draws: 200 })!;
  assert.ok(gap.difference < 0 && gap.low < gap.difference && gap.high > gap.difference);
});
