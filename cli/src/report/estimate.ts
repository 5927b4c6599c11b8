import { garwood, LEVEL, wilson } from '../statistics/intervals.js';
import type { Estimate, Interval } from './model.js';

/** What cannot be measured is null, and never 0. */
export function nothing(note: string): Estimate {
  return { value: null, n: 0, interval: null, judged: false, note };
}

/** events / n. */
export function rate(events: number, n: number, minimumN: number, empty: string): Estimate {
  const bounds = wilson(events, n);
  return bounds === null ? nothing(empty) : { value: events / n, n, interval: { ...bounds, level: LEVEL, method: 'Wilson score' }, ...judged(n, minimumN) };
}

/** A count per unit of exposure. Without exposure there is nothing; without events over some exposure there is 0, with an upper end. */
export function frequency(count: number, exposure: number, minimumN: number, empty: string): Estimate {
  if (exposure <= 0) return nothing(empty);
  const { low, high } = garwood(count);
  return { value: count / exposure, n: count, interval: { low: low / exposure, high: high / exposure, level: LEVEL, method: 'Poisson (Garwood)' }, ...judged(count, minimumN) };
}

/** A median that was found by its rank. */
export function middle(found: { n: number; value: number; low: number | null; high: number | null } | undefined, minimumN: number, empty: string): Estimate {
  if (!found) return nothing(empty);
  const { n, value, low, high } = found;
  const interval: Interval | null = low === null && high === null ? null : { low, high, level: LEVEL, method: 'order statistics (binomial)' };
  return { value, n, interval, ...judged(n, minimumN) };
}

export function judged(n: number, minimumN: number): { judged: boolean; note: string | null } {
  return n >= minimumN ? { judged: true, note: null } : { judged: false, note: `Fewer than ${minimumN}: not enough to judge.` };
}
