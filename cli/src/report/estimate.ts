import { type Classes, ranked } from '../statistics/classes.js';
import { garwood, LEVEL, wilson } from '../statistics/intervals.js';
import { frequencyByTeams, shareByTeams, sharesUnderMedian, type Spread } from '../statistics/teams.js';
import type { Estimate, Interval } from './model.js';

/** An estimate without a value. A value that cannot be measured is null, and never 0. */
export function notMeasured(note: string): Estimate {
  return { value: null, n: 0, interval: null, judged: false, note };
}

/** The smallest number of teams from which an interval describes other teams too. */
export const MINIMUM_TEAMS = 5;

/**
 * The basis of an interval: the spread over teams, or `these teams` where there are too few teams to describe others.
 * Null where the observations are independent.
 */
export type IntervalBasis = Spread | 'these teams' | null;

/** The rate events / n. */
export function rate(
  events: number,
  n: number,
  minimumN: number,
  empty: string,
  basis: IntervalBasis = null,
): Estimate {
  if (n === 0) return notMeasured(empty);
  const bounds = isSpread(basis) ? shareByTeams(basis) : wilson(events, n)!;
  return {
    value: events / n,
    n,
    interval: { ...bounds, level: LEVEL, method: methodName('Wilson score', basis) },
    ...judged(n, minimumN),
  };
}

/**
 * A count per unit of exposure. Without exposure it is not measured. A count of 0 with some exposure is a frequency of
 * 0 with an upper bound.
 */
export function frequency(
  count: number,
  exposure: number,
  minimumN: number,
  empty: string,
  basis: IntervalBasis = null,
): Estimate {
  if (exposure <= 0) return notMeasured(empty);
  const { low, high } = garwood(count);
  const bounds = isSpread(basis) ? frequencyByTeams(basis) : { low: low / exposure, high: high / exposure };
  return {
    value: count / exposure,
    n: count,
    interval: { ...bounds, level: LEVEL, method: methodName('Poisson (Garwood)', basis) },
    ...judged(count, minimumN),
  };
}

/**
 * A median.
 *
 * @param found the median with the interval for independent observations
 * @param classes the durations in classes, for an interval over teams
 */
export function median(
  found: { n: number; value: number; low: number | null; high: number | null } | undefined,
  minimumN: number,
  empty: string,
  basis: IntervalBasis,
  classes: Classes,
): Estimate {
  if (!found) return notMeasured(empty);
  const { n, value, low, high } = found;
  const shares = isSpread(basis) ? sharesUnderMedian(basis) : null;
  const bounds = shares ? ranked(classes, shares.low * n, shares.high * n) : { low, high };
  const interval: Interval | null =
    bounds.low === null && bounds.high === null
      ? null
      : {
          ...bounds,
          level: LEVEL,
          method: methodName(shares ? 'order statistics (Woodruff)' : 'order statistics (binomial)', basis),
        };
  return { value, n, interval, ...judged(n, minimumN) };
}

function isSpread(basis: IntervalBasis): basis is Spread {
  return basis !== null && basis !== 'these teams';
}

function methodName(method: string, basis: IntervalBasis): string {
  if (basis === null) return method;
  return basis === 'these teams' ? `${method}, of these teams alone` : `${method}, by teams`;
}

/** Whether n is large enough to judge, and the note where it is not. */
export function judged(n: number, minimumN: number): { judged: boolean; note: string | null } {
  return n >= minimumN
    ? { judged: true, note: null }
    : { judged: false, note: `Fewer than ${minimumN}: not enough to judge.` };
}
