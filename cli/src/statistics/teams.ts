import { LEVEL, garwood, normal, studentT, wilson } from './intervals.js';

/**
 * The counts of one team for a ratio: `events` of `of`. For a median, `events` is the number of observations under the
 * median.
 */
export interface TeamCount {
  readonly events: number;
  readonly of: number;
}

/** A ratio over teams, with its jackknife variance. */
export interface Spread {
  readonly ratio: number;
  readonly events: number;
  readonly of: number;
  readonly variance: number;
  /** The degrees of freedom of Student's t distribution. */
  readonly degrees: number;
  /** The change of the ratio without each team, in the order of the teams; 0 for a team without observations. */
  readonly moves: readonly number[];
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * Computes a ratio and its variance. The deployments of one team are alike, so the independent observations are the
 * teams. The variance is the jackknife's over teams, which a few large teams do not make too small. It has Bell and
 * McCaffrey's degrees of freedom, which are fewer where teams have unequal weights. Null with fewer than two teams.
 */
export function spreadOf(teams: readonly TeamCount[]): Spread | null {
  const events = sumOf(teams.map(team => team.events));
  const of = sumOf(teams.map(team => team.of));
  const present = teams.filter(team => team.of > 0);
  if (present.length < 2) return null;
  const ratio = events / of;
  const moves = teams.map(team => (team.of > 0 ? (events - team.events) / (of - team.of) - ratio : 0));
  const variance = ((present.length - 1) / present.length) * sumOf(moves.map(move => move ** 2));
  return { ratio, events, of, variance, degrees: degreesOf(present.map(team => team.of / of)), moves };
}

/**
 * Satterthwaite's degrees of freedom for the jackknife variance of a weighted mean, under the assumption that all teams
 * have the same variance. The covariance matrix of the residuals is the identity minus two terms of rank one, so that
 * its traces are sums over teams.
 *
 * @param weights the weights of the teams, with a sum of 1
 */
export function degreesOf(weights: readonly number[]): number {
  const square = sumOf(weights.map(weight => weight ** 2));
  const scales = weights.map(weight => (weight / (1 - weight)) ** 2);
  const trace = sumOf(scales.map((scale, i) => scale * (1 - 2 * weights[i]! + square)));
  const [ones, once, twice] = [0, 1, 2].map(power => sumOf(scales.map((scale, i) => scale * weights[i]! ** power))) as [
    number,
    number,
    number,
  ];
  // The entry of a pair is square - w - v; on the diagonal it is larger by 1.
  const pairs = square ** 2 * ones ** 2 - 4 * square * ones * once + 2 * ones * twice + 2 * once ** 2;
  const diagonal = sumOf(scales.map((scale, i) => scale ** 2 * (1 + 2 * (square - 2 * weights[i]!))));
  return trace ** 2 / (pairs + diagonal);
}

/**
 * The effective sample size: the number of independent observations with the same variance, at most `observations`. It
 * is smaller where the variance is estimated from few teams (Korn and Graubard).
 */
function effective(observations: number, variance: number, ofOne: number, degrees: number, level: number): number {
  return variance > 0 ? Math.min(observations, ofOne / variance / allowance(degrees, level)) : observations;
}

/**
 * The factor for a variance with few degrees of freedom. With it, normal quantiles give the same interval as the
 * quantiles of Student's t distribution.
 */
export function allowance(degrees: number, level = LEVEL): number {
  return (studentT(degrees, level) / normal(level)) ** 2;
}

/** Wilson's interval of a share, with the effective sample size. */
export function shareByTeams({ ratio, of, variance, degrees }: Spread, level = LEVEL): Ends {
  const n = effective(of, variance, ratio * (1 - ratio), degrees, level);
  return wilson(ratio * n, n, level)!;
}

/** Garwood's interval of a frequency, with the effective sample size. */
export function frequencyByTeams({ ratio, events, of, variance, degrees }: Spread, level = LEVEL): Ends {
  const count = effective(events, variance, ratio ** 2, degrees, level);
  const { low, high } = garwood(count, level);
  return events === 0 ? { low: 0, high: high / of } : { low: (low / count) * ratio, high: (high / count) * ratio };
}

/** The shares of observations under the ends of the interval of a median (Woodruff). */
export function sharesUnderMedian({ of, variance, degrees }: Spread, level = LEVEL): Ends {
  const n = effective(of, variance, 1 / 4, degrees, level);
  return wilson(n / 2, n, level)!;
}

/** The correlation of the changes of two ratios when the same team is left out of both. */
export function correlationOf(first: readonly number[], second: readonly number[]): number {
  const product = (a: readonly number[], b: readonly number[]) => sumOf(a.map((each, i) => each * b[i]!));
  const scale = Math.sqrt(product(first, first) * product(second, second));
  return scale > 0 ? product(first, second) / scale : 0;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
