import jstat from 'jstat';

const { jStat } = jstat;

/** The ends of an interval; null where the data sets no bound. */
export interface Bounds {
  readonly low: number | null;
  readonly high: number | null;
}

/** The default level of all intervals. */
export const LEVEL = 0.95;

function z(level: number): number {
  return jStat.normal.inv(1 - (1 - level) / 2, 0, 1);
}

/** Wilson's score interval of a rate. It is valid for few observations, and for rates of 0 and 1. */
export function wilson(events: number, n: number, level = LEVEL): { low: number; high: number } | null {
  if (n === 0) return null;
  const quantile = z(level);
  const square = quantile ** 2;
  const p = events / n;
  const middle = p + square / (2 * n);
  const half = quantile * Math.sqrt((p * (1 - p)) / n + square / (4 * n ** 2));
  // The bounds 0 and 1 are exact: rounding must not leave a bound of -1e-17.
  return {
    low: events === 0 ? 0 : (middle - half) / (1 + square / n),
    high: events === n ? 1 : (middle + half) / (1 + square / n),
  };
}

/** A value with the ends of its interval. */
export interface Estimated {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Newcombe's interval (method 10) of the difference of two independent rates, from their Wilson intervals. */
export function newcombe(
  events1: number,
  n1: number,
  events2: number,
  n2: number,
  level = LEVEL,
): { difference: number; low: number; high: number } | null {
  const first = wilson(events1, n1, level);
  const second = wilson(events2, n2, level);
  return first && second && differenceOf({ value: events1 / n1, ...first }, { value: events2 / n2, ...second });
}

/**
 * The interval of a difference from the intervals of its two sides, by Newcombe's method for any interval (Zou and
 * Donner). A positive correlation of the sides makes it narrower.
 */
export function differenceOf(
  first: Estimated,
  second: Estimated,
  correlation = 0,
): { difference: number; low: number; high: number } {
  const difference = first.value - second.value;
  const both = (a: number, b: number) => Math.sqrt(Math.max(0, a ** 2 + b ** 2 - 2 * correlation * a * b));
  return {
    difference,
    low: difference - both(first.value - first.low, second.high - second.value),
    high: difference + both(first.high - first.value, second.value - second.low),
  };
}

/** Garwood's exact interval of a Poisson count. Divided by the exposure, it is the interval of a rate. */
export function garwood(count: number, level = LEVEL): { low: number; high: number } {
  const tail = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : jStat.chisquare.inv(tail, 2 * count) / 2,
    high: jStat.chisquare.inv(1 - tail, 2 * count + 2) / 2,
  };
}

/**
 * The ranks of the observations at the ends of the interval of the median, counted from 1. They hold for every
 * distribution. Null where n is too small for the level.
 */
export interface MedianRanks {
  readonly low: number | null;
  readonly high: number | null;
}

/** The largest n with exact ranks. Above it the normal approximation is used, which is one rank wider. */
const EXACT_RANKS = 1000;

/** The ranks for n observations. The number of observations under the median is binomial(n, 1/2). */
export function medianRanks(n: number, level = LEVEL): MedianRanks {
  const tail = (1 - level) / 2;
  const low = n > EXACT_RANKS ? Math.floor(n / 2 - (z(level) * Math.sqrt(n)) / 2) : exactRank(n, tail);
  return low < 1 ? { low: null, high: null } : { low, high: n - low + 1 };
}

/** The largest k with P(X < k) <= tail, where X is binomial(n, 1/2). */
function exactRank(n: number, tail: number): number {
  let logTerm = -n * Math.LN2;
  let below = Math.exp(logTerm);
  let k = 0;
  while (below <= tail) {
    logTerm += Math.log((n - k) / (k + 1));
    k += 1;
    below += Math.exp(logTerm);
  }
  return k;
}

/** The median of a list with its distribution-free interval. */
export function median(values: readonly number[], level = LEVEL): { value: number; interval: Bounds } | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (rank: number) => sorted[rank - 1]!;
  const { length } = sorted;
  const { low, high } = medianRanks(length, level);
  return {
    value: (at(Math.floor((length + 1) / 2)) + at(Math.floor(length / 2) + 1)) / 2,
    interval: { low: low === null ? null : at(low), high: high === null ? null : at(high) },
  };
}

/** The quantile of Student's t distribution for a two-sided interval. */
export function studentT(degrees: number, level = LEVEL): number {
  return jStat.studentt.inv(1 - (1 - level) / 2, degrees);
}

/** The quantile of the normal distribution for a two-sided interval. */
export function normal(level = LEVEL): number {
  return z(level);
}

/** The quantile of the standard normal distribution. */
export function normalQuantile(p: number): number {
  return jStat.normal.inv(p, 0, 1);
}
