import { LEVEL } from '../statistics/intervals.js';
import { kaplanMeier, medianTime, type Observation, restrictedMean, shareBetween } from '../statistics/survival.js';
import type { Aggregates } from '../events/aggregates.js';
import type { Row } from '../events/database.js';
import { judged, MINIMUM_TEAMS, notMeasured } from './estimate.js';
import type { FirstDeploy, FirstDeployClock, Survival } from './model.js';

const DAY = 24 * 60 * 60 * 1000;
/** The approximate number of points of a curve in the report. */
const CURVE_POINTS = 200;
const BANDS = [
  ['< 2 days', 0, 2],
  ['2 days to 1 week', 2, 7],
  ['1-3 weeks', 7, 21],
  ['> 3 weeks', 21, null],
] as const;
/**
 * The number of observations that must start early enough to last until the day to which the mean is restricted. The
 * times of the events must not influence this day.
 */
const OBSERVED_FOR_MEAN = 10;
/** The smallest number of observations for a mean. With fewer, single long waits make its interval unreliable. */
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
    const observations = rows
      .map(row => ({ arm: row.arm as string | null, ...observationOf(row, asOf) }))
      .filter(({ time }) => time >= 0);
    // The means of both arms are restricted to the same day, so that they can be compared.
    const on = observations.filter(({ arm }) => arm === 'on');
    const off = observations.filter(({ arm }) => arm === 'off');
    const last = [on, off].filter(({ length }) => length >= ENOUGH_FOR_MEAN).map(lastOf);
    const until = last.length ? Math.min(...last.map(each => each!)) : lastOf(observations);
    return {
      clock,
      definition: DEFINITIONS[clock],
      all: survivalOf(observations, until),
      arms: on.length + off.length === 0 ? null : { on: survivalOf(on, until), off: survivalOf(off, until) },
    };
  });
}

interface ClockedObservation extends Observation {
  /** The days since the start of the clock, with or without an event. */
  readonly since: number;
}

function observationOf({ team, began_at, reached_at }: Row, asOf: Date): ClockedObservation {
  return {
    since: (asOf.getTime() - began_at.getTime()) / DAY,
    ...(team === null ? {} : { team }),
    time: ((reached_at ?? asOf).getTime() - began_at.getTime()) / DAY,
    reached: reached_at !== null,
  };
}

/** The last day that enough observations reach. */
function lastOf(observations: readonly ClockedObservation[]): number | null {
  return observations.map(({ since }) => since).sort((a, b) => b - a)[OBSERVED_FOR_MEAN - 1] ?? null;
}

/** The Kaplan-Meier results that the report shows. */
export function survivalOf(observations: readonly Observation[], until: number | null): Survival {
  const n = observations.length;
  const reached = observations.filter(each => each.reached).length;
  const isByTeams = new Set(observations.map(({ team }, i) => team ?? i)).size >= MINIMUM_TEAMS;
  const curve = kaplanMeier(observations, { isByTeams });
  const mean = n < ENOUGH_FOR_MEAN || until === null ? null : restrictedMean(curve, until);
  const found = medianTime(curve);
  const methodOf = (method: string) => ({
    level: LEVEL,
    method: `${method}, ${isByTeams ? 'by teams' : 'of these teams alone'}`,
  });
  return {
    n,
    reached,
    waiting: n - reached,
    median:
      n === 0
        ? notMeasured('Nobody to measure.')
        : {
            value: found.value,
            n,
            interval: { ...found.interval, ...methodOf('Kaplan-Meier (Brookmeyer-Crowley)') },
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
            interval: { low: mean.low, high: mean.high, ...methodOf('Kaplan-Meier, area') },
          },
    bands: BANDS.map(([band, fromDays, toDays]) => {
      const between = shareBetween(curve, observations, fromDays, toDays);
      return {
        band,
        fromDays,
        toDays,
        share: between?.share ?? null,
        interval: between && { low: between.low, high: between.high, ...methodOf('Kaplan-Meier (Rothman)') },
        reached: observations.filter(
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

/** Reduces the steps to the number of points that a chart needs, and keeps the last step. */
function thinned<T>(steps: readonly T[]): T[] {
  const every = Math.ceil(steps.length / CURVE_POINTS);
  return steps.filter((_, i) => i % every === 0 || i === steps.length - 1);
}
