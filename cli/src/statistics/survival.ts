import { type Bounds, LEVEL, normal, wilson } from './intervals.js';
import { allowance, degreesOf } from './teams.js';

/** An observation of survival analysis: the time until an event, or until the end of the observation. */
export interface Observation {
  readonly time: number;
  /** Whether the event came. False means that the observation is censored. */
  readonly reached: boolean;
  /** The team, whose observations are not independent. Undefined for an independent observation. */
  readonly team?: string;
}

/** A step of the survival curve, at a time with events. */
export interface Step {
  readonly time: number;
  /** The share without an event after this time, with its interval. */
  readonly notYet: number;
  readonly low: number;
  readonly high: number;
  readonly atRisk: number;
  readonly events: number;
  /** Greenwood's sum up to this step. */
  readonly greenwood: number;
}

/**
 * The Kaplan-Meier estimate, with the data for its intervals. It is implemented here because no maintained npm package
 * has it.
 */
export interface Curve {
  readonly n: number;
  readonly steps: readonly Step[];
  /** The interval of the share before the first step, which is an estimate too. */
  readonly start: { readonly low: number; readonly high: number };
  /** For each team, the curve without that team. Empty where observations are independent. */
  readonly without: ReadonlyArray<readonly number[]>;
  /** The factor that enlarges a variance that is estimated from these teams. */
  readonly allowance: number;
  readonly level: number;
}

interface Counted {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
}

/**
 * Estimates a survival curve. Its intervals are Rothman's: Wilson's interval for the number of observations that would
 * have the same variance. The variance is Greenwood's, or the jackknife's over teams where that is larger.
 */
export function kaplanMeier(
  observations: readonly Observation[],
  { level = LEVEL, isByTeams = false }: { level?: number; isByTeams?: boolean } = {},
): Curve {
  const n = observations.length;
  const times = [...new Set(observations.filter(({ reached }) => reached).map(({ time }) => time))].sort(
    (a, b) => a - b,
  );
  const all = countsAt(times, observations);
  const teams = isByTeams ? teamsOf(observations) : [];
  const allowed = teams.length > 1 ? allowance(degreesOf(teams.map(({ length }) => length / n)), level) : 1;
  const without =
    teams.length > 1
      ? teams.map(team =>
          productLimit(
            countsAt(times, team).map((own, i) => ({
              ...own,
              atRisk: all[i]!.atRisk - own.atRisk,
              events: all[i]!.events - own.events,
            })),
          ),
        )
      : [];
  let greenwood = 0;
  let people = n;
  const steps = productLimit(all).map((notYet, i): Step => {
    const { time, atRisk, events } = all[i]!;
    if (notYet > 0) {
      greenwood += events / (atRisk * (atRisk - events));
      people =
        (notYet * (1 - notYet)) /
        Math.max(
          notYet ** 2 * greenwood,
          allowed *
            jackknife(
              notYet,
              without.map(each => each[i]!),
            ),
        );
    }
    // Without remaining observations the variance is undefined: the last value stays.
    return { time, notYet, ...wilson(notYet * people, people, level)!, atRisk, events, greenwood };
  });
  return { n, steps, start: n === 0 ? { low: 0, high: 1 } : wilson(n, n, level)!, without, allowance: allowed, level };
}

/**
 * The largest number of groups in the jackknife. With more teams, several teams are one group (delete-a-group
 * jackknife), so that the time does not grow with the number of teams.
 */
const GROUPS = 200;

function teamsOf(observations: readonly Observation[]): Observation[][] {
  const teams = new Map<unknown, Observation[]>();
  for (const each of observations) {
    const team = teams.get(each.team ?? each);
    if (team) team.push(each);
    else teams.set(each.team ?? each, [each]);
  }
  if (teams.size <= GROUPS) return [...teams.values()];
  const groups = Array.from({ length: GROUPS }, (): Observation[] => []);
  [...teams.values()].forEach((team, i) => groups[i % GROUPS]!.push(...team));
  return groups;
}

function countsAt(times: readonly number[], observations: readonly Observation[]): Counted[] {
  const sorted = [...observations].sort((a, b) => a.time - b.time);
  let gone = 0;
  return times.map(time => {
    while (gone < sorted.length && sorted[gone]!.time < time) gone += 1;
    let events = 0;
    for (let i = gone; i < sorted.length && sorted[i]!.time === time; i += 1) if (sorted[i]!.reached) events += 1;
    return { time, atRisk: sorted.length - gone, events };
  });
}

function productLimit(counted: readonly Counted[]): number[] {
  let notYet = 1;
  return counted.map(({ atRisk, events }) => (notYet *= atRisk > 0 ? 1 - events / atRisk : 1));
}

/** The jackknife variance of an estimate, from the estimates without each team. */
function jackknife(estimate: number, without: readonly number[]): number {
  return without.length < 2
    ? 0
    : ((without.length - 1) / without.length) * without.reduce((sum, each) => sum + (each - estimate) ** 2, 0);
}

/** The share without an event at a time; null after the end of the longest observation. */
export function notYetAt({ steps }: Curve, observations: readonly Observation[], time: number): number | null {
  const last = observations.reduce((most, each) => Math.max(most, each.time), -Infinity);
  const step = steps.findLast(each => each.time <= time);
  if (step?.notYet === 0) return 0;
  return time > last ? null : (step?.notYet ?? 1);
}

/**
 * The share with an event from one time (included) to another (excluded), or to any later time where `to` is null.
 * Null after the end of the longest observation.
 */
export function shareBetween(
  curve: Curve,
  observations: readonly Observation[],
  from: number,
  to: number | null,
): { share: number; low: number; high: number } | null {
  const [before, after] = [
    from === 0 ? 1 : notYetAt(curve, observations, justBefore(from)),
    to === null ? 0 : notYetAt(curve, observations, justBefore(to)),
  ];
  if (curve.n === 0 || before === null || after === null) return null;
  const at = (time: number | null) =>
    time === null ? curve.steps.length : curve.steps.filter(step => step.time < time).length;
  const [start, end] = [at(from), at(to)];
  const of = (notYet: readonly number[], steps: number) => (steps === 0 ? 1 : notYet[steps - 1]!);
  const greenwood = (steps: number) => (steps === 0 ? 0 : curve.steps[steps - 1]!.greenwood);
  const share = before - after;
  // On the logarithmic scale, the curve up to a time and the curve after it are independent.
  const variance =
    to === null
      ? before ** 2 * greenwood(start)
      : share ** 2 * greenwood(start) + after ** 2 * (greenwood(end) - greenwood(start));
  const spread =
    curve.allowance *
    jackknife(
      share,
      curve.without.map(notYet => of(notYet, start) - (to === null ? 0 : of(notYet, end))),
    );
  const known = observations.filter(each => each.reached || each.time >= (to ?? from)).length;
  const people =
    Math.max(variance, spread) > 0 && share > 0 && share < 1
      ? Math.min(curve.n, (share * (1 - share)) / Math.max(variance, spread))
      : known;
  const bounds = wilson(share * people, people, curve.level);
  return bounds && { share, ...bounds };
}

/** The end of a band that does not include its upper limit. */
function justBefore(days: number): number {
  return days - 1e-9;
}

/** The median time with the interval of Brookmeyer and Crowley: the times whose intervals contain one half. */
export function medianTime({ steps }: Curve): { value: number | null; interval: Bounds } {
  const first = (under: (step: Step) => number) => steps.find(step => under(step) <= 0.5 + 1e-12)?.time ?? null;
  return {
    value: first(step => step.notYet),
    interval: { low: first(step => step.low), high: first(step => step.high) },
  };
}

/** The restricted mean: the area under the curve up to a time, with its standard error and interval. */
export function restrictedMean(
  { steps, without, allowance: allowed, level }: Curve,
  until: number,
): { mean: number; error: number; low: number; high: number } {
  const used = steps.filter(({ time }) => time < until);
  const ends = [...used.map(({ time }) => time), until];
  const areasOf = (notYet: readonly number[]) =>
    ends.map((end, i) => (end - (i === 0 ? 0 : ends[i - 1]!)) * (i === 0 ? 1 : notYet[i - 1]!));
  const total = (areas: readonly number[]) => areas.reduce((sum, area) => sum + area, 0);
  const areas = areasOf(used.map(({ notYet }) => notYet));
  const mean = total(areas);
  let after = mean;
  let variance = 0;
  used.forEach(({ atRisk, events }, i) => {
    after -= areas[i]!;
    if (atRisk > events) variance += (after ** 2 * events) / (atRisk * (atRisk - events));
  });
  const error = Math.sqrt(
    Math.max(
      variance,
      allowed *
        jackknife(
          mean,
          without.map(each => total(areasOf(each))),
        ),
    ),
  );
  const half = normal(level) * error;
  return { mean, error, low: Math.max(0, mean - half), high: Math.min(until, mean + half) };
}
