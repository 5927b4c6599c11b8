import { LEVEL } from '../statistics/intervals.js';
import { kaplanMeier, medianTime, notYetAt, restrictedMean, type Waiting } from '../statistics/survival.js';
import type { Aggregates } from '../events/aggregate.js';
import type { Row } from '../events/database.js';
import { judged, nothing } from './estimate.js';
import type { FirstDeploy, FirstDeployClock, Survival } from './model.js';

const DAY = 24 * 60 * 60 * 1000;
const CURVE_POINTS = 200;
const BANDS = [['< 2 days', 0, 2], ['2 days to 1 week', 2, 7], ['1-3 weeks', 7, 21], ['> 3 weeks', 21, null]] as const;
/** A mean over those of whom hardly anybody is left is mostly chance. */
const LEFT_FOR_MEAN = 10;

const DEFINITIONS: { readonly [clock in FirstDeployClock]: string } = {
  'new service': 'From the creation of a service, as its event says, to the end of its first successful production deployment.',
  'new engineer': "From an engineer's first day, as its event says, to the end of the first successful production deployment with a change of theirs. The arm is that of most services of their team.",
};

export function firstDeploysOf({ firstServices, firstEngineers }: Aggregates, asOf: Date): FirstDeploy[] {
  return ([['new service', firstServices], ['new engineer', firstEngineers]] as const).map(([clock, rows]): FirstDeploy => {
    const waiting = rows.map(row => ({ arm: row.arm as string | null, ...waitingOf(row, asOf) })).filter(({ time }) => time >= 0);
    // Both arms are measured over the same time, or their means could not be compared.
    const on = waiting.filter(({ arm }) => arm === 'on');
    const off = waiting.filter(({ arm }) => arm === 'off');
    const until = on.length && off.length ? Math.min(lastOf(on)!, lastOf(off)!) : lastOf(waiting);
    return {
      clock,
      definition: DEFINITIONS[clock],
      all: survivalOf(waiting, until),
      arms: on.length + off.length === 0 ? null : { on: survivalOf(on, until), off: survivalOf(off, until) },
    };
  });
}

function waitingOf({ began_at, reached_at }: Row, asOf: Date): Waiting {
  return { time: ((reached_at ?? asOf).getTime() - began_at.getTime()) / DAY, reached: reached_at !== null };
}

/** The last day on which enough are watched. */
function lastOf(waiting: readonly Waiting[]): number | null {
  if (waiting.length === 0) return null;
  const times = waiting.map(({ time }) => time).sort((a, b) => b - a);
  return times[Math.min(LEFT_FOR_MEAN, times.length) - 1]!;
}

/** Kaplan-Meier, with what is shown of it. */
export function survivalOf(waiting: readonly Waiting[], until: number | null): Survival {
  const n = waiting.length;
  const reached = waiting.filter(each => each.reached).length;
  const steps = kaplanMeier(waiting);
  const mean = n === 0 || until === null ? null : restrictedMean(steps, until);
  const found = medianTime(steps);
  const share = (from: number, to: number | null) => {
    const [before, after] = [from === 0 ? 1 : notYetAt(steps, waiting, justBefore(from)), to === null ? 0 : notYetAt(steps, waiting, justBefore(to))];
    return n === 0 || before === null || after === null ? null : before - after;
  };
  return {
    n, reached, waiting: n - reached,
    median: n === 0 ? nothing('Nobody to measure.') : {
      value: found.value, n, interval: { ...found.interval, level: LEVEL, method: 'Kaplan-Meier, log-log (Brookmeyer-Crowley)' }, ...judged(n, 10),
      ...found.value === null ? { note: 'Less than half got there.' } : {},
    },
    restrictedMean: mean === null ? { value: null, restrictedTo: null, error: null } : { value: mean.mean, restrictedTo: until, error: mean.error },
    bands: BANDS.map(([band, fromDays, toDays]) => ({
      band, fromDays, toDays, share: share(fromDays, toDays),
      reached: waiting.filter(each => each.reached && each.time >= fromDays && (toDays === null || each.time < toDays)).length,
    })),
    curve: n === 0 ? [] : [{ days: 0, notYet: 1, low: 1, high: 1, atRisk: n }, ...thinned(steps).map(({ time, notYet, low, high, atRisk }) => ({ days: time, notYet, low, high, atRisk }))],
  };
}

/** Who needs two days is not in the band under two days. */
function justBefore(days: number): number {
  return days - 1e-9;
}

/** Enough points to draw, the last one among them. */
function thinned<T>(steps: readonly T[]): T[] {
  const every = Math.ceil(steps.length / CURVE_POINTS);
  return steps.filter((_, i) => i % every === 0 || i === steps.length - 1);
}
