import { LEVEL, studentT } from './intervals.js';
import { Random } from './random.js';

/** What one team adds to each arm: counts, of which a statistic is computed after summing them. Empty: nothing in that arm. */
export interface Cluster {
  readonly on: ArrayLike<number>;
  readonly off: ArrayLike<number>;
}

export interface ClusterGap {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly teams: { readonly on: number; readonly off: number };
}

/** A number from summed counts; null where they say nothing. */
export type Statistic = (sums: Float64Array) => number | null;

/**
 * On less off, with an interval from resampling whole teams: what a team does on one day is like what it did the day before, so that
 * deployments are no independent observations, and teams are. Teams in one arm, in the other and in both are drawn apart.
 * The spread of the draws gives the standard error, and t as many degrees as the smaller arm has: percentiles are too narrow for few teams.
 *
 * @param difference of the exact values, where the counts only approximate them
 */
export function clusterGap(clusters: readonly Cluster[], statistic: Statistic, { seed, draws, difference, level = LEVEL }: { seed: number; draws: number; difference?: number; level?: number }): ClusterGap | null {
  const length = Math.max(0, ...clusters.flatMap(({ on, off }) => [on.length, off.length]));
  const strata = [true, false].flatMap(inOn => [true, false].map(inOff => clusters.filter(({ on, off }) => (on.length > 0) === inOn && (off.length > 0) === inOff))).filter(stratum => stratum.some(({ on, off }) => on.length + off.length > 0));
  const teams = { on: clusters.filter(({ on }) => on.length > 0).length, off: clusters.filter(({ off }) => off.length > 0).length };
  const fewer = Math.min(teams.on, teams.off);
  const all = gapOf(clusters, statistic, length);
  if (all === null || fewer < 2) return null;
  const random = new Random(seed);
  const found: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const gap = gapOf(strata.flatMap(stratum => stratum.map(() => stratum[random.below(stratum.length)]!)), statistic, length);
    if (gap !== null) found.push(gap);
  }
  if (found.length < draws / 2) return null;
  const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
  const error = Math.sqrt(found.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (found.length - 1));
  // A bootstrap of k clusters has (k - 1) / k of the variance that it estimates.
  const half = studentT(fewer - 1, level) * error * Math.sqrt(fewer / (fewer - 1));
  const value = difference ?? all;
  return { difference: value, low: value - half, high: value + half, teams };
}

function gapOf(clusters: readonly Cluster[], statistic: Statistic, length: number): number | null {
  const on = statistic(sumOf(clusters, 'on', length));
  const off = statistic(sumOf(clusters, 'off', length));
  return on === null || off === null ? null : on - off;
}

function sumOf(clusters: readonly Cluster[], arm: 'on' | 'off', length: number): Float64Array {
  const sums = new Float64Array(length);
  for (const cluster of clusters) {
    const counts = cluster[arm];
    for (let i = 0; i < counts.length; i += 1) sums[i]! += counts[i]!;
  }
  return sums;
}

/** The first count by the second. */
export const ratio: Statistic = sums => sums[1] ? sums[0]! / sums[1] : null;

/** Counts of times in classes of 2 %: fine enough for a spread, and few enough for thousands of draws. `sql/*_histogram.sql` counts the same. */
export const CLASSES_PER_E = 50;

/** From the class of the shortest times that are told apart. */
export function medianOfClasses(first: number): Statistic {
  return counts => {
    let n = 0;
    for (let i = 0; i < counts.length; i += 1) n += counts[i]!;
    if (n === 0) return null;
    let below = 0;
    for (let i = 0; i < counts.length; i += 1) {
      const count = counts[i]!;
      if (count > 0 && below + count >= n / 2) return Math.exp((first + i + (n / 2 - below) / count) / CLASSES_PER_E);
      below += count;
    }
    return null;
  };
}
