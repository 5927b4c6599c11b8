import { LEVEL, garwood, normal, studentT, wilson } from './intervals.js';

/** What one team adds to a ratio: `events` of `of`. For a median: how many observations lie under it, of how many. */
export interface TeamCount {
  readonly events: number;
  readonly of: number;
}

/** A ratio over teams, and how it would move without each of them. */
export interface Spread {
  readonly ratio: number;
  readonly events: number;
  readonly of: number;
  readonly variance: number;
  /** Of Student's t. */
  readonly degrees: number;
  /** In the order of the teams; 0 for one that adds nothing. */
  readonly moves: readonly number[];
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * What a team does on one day is like what it did the day before: deployments are no independent observations, and
 * teams are. The variance is the
 * jackknife's over whole teams, which no few large ones make too small, with Bell and McCaffrey's degrees of freedom,
 * which are fewer when some
 * teams weigh more than others. Null where one team has all there is.
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
 * Satterthwaite's degrees of freedom of the jackknife's variance of a weighted mean, were all teams equally uncertain.
 * The matrix of the
 * residuals' covariances is the identity less two terms of rank one, so that its traces are sums over teams.
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
  // Each pair has square - w - v, and the diagonal one more.
  const pairs = square ** 2 * ones ** 2 - 4 * square * ones * once + 2 * ones * twice + 2 * once ** 2;
  const diagonal = sumOf(scales.map((scale, i) => scale ** 2 * (1 + 2 * (square - 2 * weights[i]!))));
  return trace ** 2 / (pairs + diagonal);
}

/**
 * As many independent observations as tell as much as these do: fewer again because the variance is itself from a few
 * teams (Korn and Graubard), and
 * never more than there are.
 */
function effective(observations: number, variance: number, ofOne: number, degrees: number, level: number): number {
  return variance > 0 ? Math.min(observations, ofOne / variance / allowance(degrees, level)) : observations;
}

/**
 * By how much a variance from so few must be taken to be larger, so that the normal distribution gives what Student's
 * would.
 */
export function allowance(degrees: number, level = LEVEL): number {
  return (studentT(degrees, level) / normal(level)) ** 2;
}

/** Wilson's interval of a share, of teams that differ. */
export function shareByTeams({ ratio, of, variance, degrees }: Spread, level = LEVEL): Ends {
  const n = effective(of, variance, ratio * (1 - ratio), degrees, level);
  return wilson(ratio * n, n, level)!;
}

/** Garwood's interval of a frequency, of teams that differ. */
export function frequencyByTeams({ ratio, events, of, variance, degrees }: Spread, level = LEVEL): Ends {
  const count = effective(events, variance, ratio ** 2, degrees, level);
  const { low, high } = garwood(count, level);
  return events === 0 ? { low: 0, high: high / of } : { low: (low / count) * ratio, high: (high / count) * ratio };
}

/** The shares under the median that its interval lies between (Woodruff), of teams that differ. */
export function sharesUnderMedian({ of, variance, degrees }: Spread, level = LEVEL): Ends {
  const n = effective(of, variance, 1 / 4, degrees, level);
  return wilson(n / 2, n, level)!;
}

/** How much two sides move together when the same team is left out of both. */
export function correlationOf(first: readonly number[], second: readonly number[]): number {
  const product = (a: readonly number[], b: readonly number[]) => sumOf(a.map((each, i) => each * b[i]!));
  const scale = Math.sqrt(product(first, first) * product(second, second));
  return scale > 0 ? product(first, second) / scale : 0;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
