import assert from 'node:assert/strict';
import { test } from 'node:test';
import { medianOfClasses, ranked } from '../src/statistics/classes.ts';
import { differenceOf, garwood, median, medianRanks, newcombe, wilson } from '../src/statistics/intervals.ts';
import { Random } from '../src/statistics/random.ts';
import { kaplanMeier, medianTime, notYetAt, restrictedMean } from '../src/statistics/survival.ts';
import {
  correlationOf,
  degreesOf,
  frequencyByTeams,
  shareByTeams,
  sharesUnderMedian,
  spreadOf,
  type TeamCount,
} from '../src/statistics/teams.ts';

const near = (actual: number | null, expected: number, within = 5e-5): void =>
  assert.ok(actual !== null && Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

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
  // With millions of observations the interval is the normal one.
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
const FREIREICH = '6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'
  .split(' ')
  .map(text => ({ time: Number.parseInt(text), reached: !text.endsWith('+') }));

test('Kaplan-Meier: the 6-MP arm of Freireich', () => {
  const curve = kaplanMeier(FREIREICH);
  assert.deepEqual(
    curve.steps.map(({ time, notYet, atRisk }) => [time, Number(notYet.toFixed(3)), atRisk]),
    [
      [6, 0.857, 21],
      [7, 0.807, 17],
      [10, 0.753, 15],
      [13, 0.69, 12],
      [16, 0.627, 11],
      [22, 0.538, 7],
      [23, 0.448, 6],
    ],
  );
  near(notYetAt(curve, FREIREICH, 23), 0.448, 5e-4);
  const found = medianTime(curve);
  assert.equal(found.value, 23);
  // The result of R's survfit with conf.type = "log-log": 13, and no upper end.
  assert.deepEqual(found.interval, { low: 13, high: null });
  assert.equal(notYetAt(curve, FREIREICH, 36), null);
  // The result of R's print(survfit, rmean = 35): 23.29 with a standard error of 2.83.
  const { mean, error } = restrictedMean(curve, 35);
  near(mean, 23.29, 5e-3);
  near(error, 2.83, 5e-3);
});

test('those who are not there yet count: to leave them out would make the wait look shorter', () => {
  const left = FREIREICH.filter(({ reached }) => reached);
  assert.ok(medianTime(kaplanMeier(left)).value! < medianTime(kaplanMeier(FREIREICH)).value!);
  assert.equal(medianTime(kaplanMeier(FREIREICH.map(each => ({ ...each, reached: false })))).value, null);
});

/** The deployments of teams whose rates vary around a common rate. */
function teamsAround(rate: number, sizes: readonly number[], random: Random): TeamCount[] {
  return sizes.map(of => {
    const own = Math.min(0.9, Math.max(0.01, rate + random.normal(0, 0.06)));
    return { of, events: Array.from({ length: of }, () => random.next() < own).filter(Boolean).length };
  });
}

/** The number of draws, of so many, whose interval contains the true value. */
function heldIn(draws: number, holds: () => boolean): number {
  return Array.from({ length: draws }, holds).filter(Boolean).length;
}

/** The accepted share of intervals with the true value, for a level of 95 %. One of 10,000 tests is outside of it. */
function isLevel(held: number, of: number): void {
  assert.ok(Math.abs(held - 0.95 * of) < 3.9 * Math.sqrt(of * 0.95 * 0.05), `${held} of ${of}`);
}

const within = ({ low, high }: { low: number; high: number }, truth: number): boolean => low <= truth && truth <= high;

test('of many like teams a share, a frequency and a median hold the true one in 95 of 100 cases', () => {
  const random = new Random(11);
  const sizes = Array.from({ length: 60 }, () => 50);
  isLevel(
    heldIn(2000, () => within(shareByTeams(spreadOf(teamsAround(0.2, sizes, random))!), 0.2)),
    2000,
  );
  // A log-normal distribution with a mean of 4.
  const often = () => sizes.map(of => ({ of, events: Math.round(of * 4 * Math.exp(random.normal(-0.02, 0.2))) }));
  isLevel(
    heldIn(2000, () => within(frequencyByTeams(spreadOf(often())!), 4)),
    2000,
  );
  // The share under the true median is between the shares of the estimate.
  isLevel(
    heldIn(2000, () => {
      const spread = spreadOf(teamsAround(0.5, sizes, random))!;
      return within(sharesUnderMedian(spread), spread.ratio);
    }),
    2000,
  );
});

test(
  'of few teams, some ten times as large as others, intervals hold the true one as often; deployments taken for ' +
    'independent would not',
  () => {
    const random = new Random(12);
    for (const sizes of [
      [200, 200, 200, 200, 200],
      [400, 200, 120, 80, 60, 40],
    ]) {
      const draws = Array.from({ length: 2000 }, () => spreadOf(teamsAround(0.2, sizes, random))!);
      const held = draws.filter(spread => within(shareByTeams(spread), 0.2)).length;
      assert.ok(held >= 1900 - 38, `${sizes}: ${held}`);
      const independent = draws.filter(({ events, of }) => within(wilson(events, of)!, 0.2)).length;
      assert.ok(independent < 1400, `${sizes}: ${independent}`);
    }
  },
);

test('teams of one size have one degree of freedom less than there are; the more unequal, the fewer', () => {
  near(degreesOf([0.2, 0.2, 0.2, 0.2, 0.2]), 4, 1e-9);
  near(degreesOf([0.5, 0.5]), 1, 1e-9);
  assert.ok(degreesOf([0.6, 0.1, 0.1, 0.1, 0.1]) < 2);
  // For teams of the same size, the jackknife variance is the variance of their mean.
  const spread = spreadOf([2, 4, 6, 8].map(events => ({ events, of: 10 })))!;
  near(spread.variance, ((0.3 ** 2 + 0.1 ** 2) * 2) / 3 / 4, 1e-9);
  assert.equal(
    spreadOf([
      { events: 3, of: 10 },
      { events: 0, of: 0 },
    ]),
    null,
  );
});

test('a gap holds the true one, of teams in one arm and of teams in both', () => {
  const random = new Random(13);
  const gapOf = (on: TeamCount[], off: TeamCount[]) => {
    const [a, b] = [spreadOf(on)!, spreadOf(off)!];
    return differenceOf(
      { value: a.ratio, ...shareByTeams(a) },
      { value: b.ratio, ...shareByTeams(b) },
      correlationOf(a.moves, b.moves),
    );
  };
  const none = Array.from({ length: 12 }, () => ({ events: 0, of: 0 }));
  const sizes = Array.from({ length: 12 }, () => 100);
  const apart = heldIn(1000, () =>
    within(gapOf([...teamsAround(0.2, sizes, random), ...none], [...none, ...teamsAround(0.3, sizes, random)]), -0.1),
  );
  assert.ok(apart >= 950 - 27, `${apart}`);
  // The same teams are on and off, so that the differences between teams cancel out.
  let width = 0;
  const both = heldIn(1000, () => {
    const own = sizes.map(() => random.normal(0, 0.06));
    const arm = (rate: number) =>
      own.map(each => ({
        of: 100,
        events: Array.from({ length: 100 }, () => random.next() < rate + each).filter(Boolean).length,
      }));
    const gap = gapOf(arm(0.2), arm(0.3));
    width += gap.high - gap.low;
    return within(gap, -0.1);
  });
  assert.ok(both >= 950 - 27, `${both}`);
  const unrelated = gapOf([...teamsAround(0.2, sizes, random), ...none], [...none, ...teamsAround(0.3, sizes, random)]);
  assert.ok(unrelated.high - unrelated.low > width / 1000);
  // The interval is not cut at 0.
  assert.ok(
    gapOf(
      [...none.slice(0, 2), { events: 1, of: 10 }, { events: 2, of: 10 }],
      [{ events: 8, of: 10 }, { events: 9, of: 10 }, ...none.slice(0, 2)],
    ).low < 0,
  );
});

test('a median and the ends of its interval are read from classes of 2 %, rounded outwards', () => {
  const random = new Random(3);
  const times = Array.from({ length: 5001 }, () => Math.exp(random.normal(3, 0.5)));
  const classes = new Map<number, number>();
  for (const time of times)
    classes.set(Math.floor(50 * Math.log(time)), (classes.get(Math.floor(50 * Math.log(time))) ?? 0) + 1);
  const exact = median(times)!.value;
  near(medianOfClasses(classes), exact, exact * 0.02);
  const sorted = times.sort((a, b) => a - b);
  const { low, high } = ranked(classes, 2000.5, 3000.5);
  assert.ok(low! <= sorted[1999]! && low! > sorted[1999]! * 0.98, `${low} ${sorted[1999]}`);
  assert.ok(high! >= sorted[3001]! && high! < sorted[3001]! * 1.021, `${high} ${sorted[3001]}`);
  assert.deepEqual(ranked(classes, 0.9, 5000.1), { low: null, high: null });
  assert.equal(medianOfClasses(new Map()), null);
});

test('who waits is like the rest of the team: an interval by teams holds, one by people does not', () => {
  const random = new Random(17);
  const fleet = () =>
    Array.from({ length: 16 }, (_, team) => ({ team: String(team), slow: random.normal(0, 1) })).flatMap(
      ({ team, slow }) =>
        Array.from({ length: 6 }, () => {
          const [time, watched] = [Math.exp(slow + random.normal(1, 0.5)), 20 * random.next()];
          return { team, time: Math.min(time, watched), reached: time <= watched };
        }),
    );
  // Half of all are there at the median of the log-normal, e.
  const heldAt = (isByTeams: boolean) => (waiting: ReturnType<typeof fleet>) => {
    const { interval } = medianTime(kaplanMeier(waiting, { isByTeams }));
    return (interval.low === null || interval.low <= Math.E) && (interval.high === null || Math.E <= interval.high);
  };
  const fleets = Array.from({ length: 400 }, fleet);
  assert.ok(fleets.filter(heldAt(true)).length >= 380 - 17, `${fleets.filter(heldAt(true)).length}`);
  assert.ok(fleets.filter(heldAt(false)).length < 340, `${fleets.filter(heldAt(false)).length}`);
});

test('ten thousand who are in no team are as quickly counted, and count for themselves', () => {
  const random = new Random(19);
  const waiting = Array.from({ length: 10_000 }, () => ({
    time: Math.exp(random.normal(1, 0.8)),
    reached: random.next() < 0.9,
  }));
  const begun = process.cpuUsage();
  const found = medianTime(kaplanMeier(waiting, { isByTeams: true })).interval;
  assert.ok(process.cpuUsage(begun).user < 5e6);
  const { low, high } = medianTime(kaplanMeier(waiting)).interval;
  near(found.high! - found.low!, high! - low!, 0.2 * (high! - low!));
});
