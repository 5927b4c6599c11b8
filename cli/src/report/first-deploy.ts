import { LEVEL } from '../statistics/intervals.js';
import { kaplanMeier, medianTime, restrictedMean, shareBetween, type Waiting } from '../statistics/survival.js';
import type { Aggregates } from '../events/aggregate.js';
import type { Row } from '../events/database.js';
import { judged, MINIMUM_TEAMS, nothing } from './estimate.js';
import type { FirstDeploy, FirstDeployClock, Survival } from './model.js';

const DAY = 24 * 60 * 60 * 1000;
const CURVE_POINTS = 200;
const BANDS = [
  ['< 2 days', 0, 2],
  ['2 days to 1 week', 2, 7],
  ['1-3 weeks', 7, 21],
  ['> 3 weeks', 21, null],
] as const;
/**
 * A mean is up to a day that so many began early enough to be watched until. When they got there must not matter, or
 * the day would be chosen by it.
 */
const WATCHED_FOR_MEAN = 10;
/** Of fewer a mean has no interval that holds: a few who wait for long are in it or not. */
const ENOUGH_FOR_MEAN = 20;

const DEFINITIONS: { readonly [clock in FirstDeployClock]: string } = {
  'new service':
    'From the creation of a service, as its event says, to the end of its first successful production deployment.',
  'new engineer':
    "From an engineer's first day, as its event says, to the end of the first successful production deployment " +
    'with a change of theirs. The arm is that of most services of their team.',
};

export function firstDeploysOf({ firstServices, firstEngineers }: Aggregates, asOf: Date): FirstDeploy[] {
  return (
    [
      ['new service', firstServices],
      ['new engineer', firstEngineers],
    ] as const
  ).map(([clock, rows]): FirstDeploy => {
    const waiting = rows
      .map(row => ({ arm: row.arm as string | null, ...waitingOf(row, asOf) }))
      .filter(({ time }) => time >= 0);
    // Both arms are measured over the same time, or their means could not be compared.
    const on = waiting.filter(({ arm }) => arm === 'on');
    const off = waiting.filter(({ arm }) => arm === 'off');
    const last = [on, off].filter(({ length }) => length >= ENOUGH_FOR_MEAN).map(lastOf);
    const until = last.length ? Math.min(...last.map(each => each!)) : lastOf(waiting);
    return {
      clock,
      definition: DEFINITIONS[clock],
      all: survivalOf(waiting, until),
      arms: on.length + off.length === 0 ? null : { on: survivalOf(on, until), off: survivalOf(off, until) },
    };
  });
}

interface Watched extends Waiting {
  /** Since they began, whether they got there or not. */
  readonly since: number;
}

function waitingOf({ team, began_at, reached_at }: Row, asOf: Date): Watched {
  return {
    since: (asOf.getTime() - began_at.getTime()) / DAY,
    ...(team === null ? {} : { team }),
    time: ((reached_at ?? asOf).getTime() - began_at.getTime()) / DAY,
    reached: reached_at !== null,
  };
}

/** The last day until which enough were watched. */
function lastOf(waiting: readonly Watched[]): number | null {
  return waiting.map(({ since }) => since).sort((a, b) => b - a)[WATCHED_FOR_MEAN - 1] ?? null;
}

/** Kaplan-Meier, with what is shown of it. */
export function survivalOf(waiting: readonly Waiting[], until: number | null): Survival {
  const n = waiting.length;
  const reached = waiting.filter(each => each.reached).length;
  const isByTeams = new Set(waiting.map(({ team }, i) => team ?? i)).size >= MINIMUM_TEAMS;
  const curve = kaplanMeier(waiting, { isByTeams });
  const mean = n < ENOUGH_FOR_MEAN || until === null ? null : restrictedMean(curve, until);
  const found = medianTime(curve);
  const said = (method: string) => ({
    level: LEVEL,
    method: `${method}, ${isByTeams ? 'by teams' : 'of these teams alone'}`,
  });
  return {
    n,
    reached,
    waiting: n - reached,
    median:
      n === 0
        ? nothing('Nobody to measure.')
        : {
            value: found.value,
            n,
            interval: { ...found.interval, ...said('Kaplan-Meier (Brookmeyer-Crowley)') },
            ...judged(n, 10),
            ...(found.value === null ? { note: 'Less than half got there.' } : {}),
          },
    restrictedMean:
      mean === null
        ? { value: null, restrictedTo: null, error: null, interval: null }
        : {
            value: mean.mean,
            restrictedTo: until,
            error: mean.error,
            interval: { low: mean.low, high: mean.high, ...said('Kaplan-Meier, area') },
          },
    bands: BANDS.map(([band, fromDays, toDays]) => {
      const between = shareBetween(curve, waiting, fromDays, toDays);
      return {
        band,
        fromDays,
        toDays,
        share: between?.share ?? null,
        interval: between && { low: between.low, high: between.high, ...said('Kaplan-Meier (Rothman)') },
        reached: waiting.filter(
          each => each.reached && each.time >= fromDays && (toDays === null || each.time < toDays),
        ).length,
      };
    }),
    curve:
      n === 0
        ? []
        : [
            { days: 0, notYet: 1, ...curve.start, atRisk: n },
            ...thinned(curve.steps).map(({ time, notYet, low, high, atRisk }) => ({
              days: time,
              notYet,
              low,
              high,
              atRisk,
            })),
          ],
  };
}

/** Enough points to draw, the last one among them. */
function thinned<T>(steps: readonly T[]): T[] {
  const every = Math.ceil(steps.length / CURVE_POINTS);
  return steps.filter((_, i) => i % every === 0 || i === steps.length - 1);
}
