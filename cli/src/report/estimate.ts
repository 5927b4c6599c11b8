import { type Classes, ranked } from '../statistics/classes.js';
import { garwood, LEVEL, wilson } from '../statistics/intervals.js';
import { frequencyByTeams, shareByTeams, sharesUnderMedian, type Spread } from '../statistics/teams.js';
import type { Estimate, Interval } from './model.js';

/** What cannot be measured is null, and never 0. */
export function nothing(note: string): Estimate {
  return { value: null, n: 0, interval: null, judged: false, note };
}

/** Under so many teams nothing is said of other teams. */
export const MINIMUM_TEAMS = 5;

/**
 * Of which teams the observations are: of some that stand for others like them, or of too few for that. Null: each
 * observation stands for itself.
 */
export type Whose = Spread | 'these teams' | null;

/** events / n. */
export function rate(events: number, n: number, minimumN: number, empty: string, whose: Whose = null): Estimate {
  if (n === 0) return nothing(empty);
  const bounds = isSpread(whose) ? shareByTeams(whose) : wilson(events, n)!;
  return {
    value: events / n,
    n,
    interval: { ...bounds, level: LEVEL, method: said('Wilson score', whose) },
    ...judged(n, minimumN),
  };
}

/**
 * A count per unit of exposure. Without exposure there is nothing; without events over some exposure there is 0, with
 * an upper end.
 */
export function frequency(
  count: number,
  exposure: number,
  minimumN: number,
  empty: string,
  whose: Whose = null,
): Estimate {
  if (exposure <= 0) return nothing(empty);
  const { low, high } = garwood(count);
  const bounds = isSpread(whose) ? frequencyByTeams(whose) : { low: low / exposure, high: high / exposure };
  return {
    value: count / exposure,
    n: count,
    interval: { ...bounds, level: LEVEL, method: said('Poisson (Garwood)', whose) },
    ...judged(count, minimumN),
  };
}

/** A median that was found by its rank; of teams, with the classes that its interval is read from. */
export function middle(
  found: { n: number; value: number; low: number | null; high: number | null } | undefined,
  minimumN: number,
  empty: string,
  whose: Whose,
  classes: Classes,
): Estimate {
  if (!found) return nothing(empty);
  const { n, value, low, high } = found;
  const shares = isSpread(whose) ? sharesUnderMedian(whose) : null;
  const bounds = shares ? ranked(classes, shares.low * n, shares.high * n) : { low, high };
  const interval: Interval | null =
    bounds.low === null && bounds.high === null
      ? null
      : {
          ...bounds,
          level: LEVEL,
          method: said(shares ? 'order statistics (Woodruff)' : 'order statistics (binomial)', whose),
        };
  return { value, n, interval, ...judged(n, minimumN) };
}

function isSpread(whose: Whose): whose is Spread {
  return whose !== null && whose !== 'these teams';
}

function said(method: string, whose: Whose): string {
  return whose === null ? method : whose === 'these teams' ? `${method}, of these teams alone` : `${method}, by teams`;
}

export function judged(n: number, minimumN: number): { judged: boolean; note: string | null } {
  return n >= minimumN
    ? { judged: true, note: null }
    : { judged: false, note: `Fewer than ${minimumN}: not enough to judge.` };
}
