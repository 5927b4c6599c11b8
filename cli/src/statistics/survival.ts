import { type Bounds, LEVEL, normal, wilson } from './intervals.js';
import { allowance, degreesOf } from './teams.js';

/** Somebody who waited for something: until it came, or until we last looked. */
export interface Waiting {
  readonly time: number;
  /** False: not yet, when we last looked. */
  readonly reached: boolean;
  /** Who are alike have one. None: alike with nobody. */
  readonly team?: string;
}

/** The share not there yet after each time at which somebody got there. */
export interface Step {
  readonly time: number;
  readonly notYet: number;
  readonly low: number;
  readonly high: number;
  readonly atRisk: number;
  readonly events: number;
  /** Greenwood's sum up to here. */
  readonly greenwood: number;
}

/**
 * The product-limit estimate of Kaplan and Meier, with what its intervals are made from. No library of npm that is
 * still kept has this.
 */
export interface Curve {
  readonly n: number;
  readonly steps: readonly Step[];
  /** From the start to the first step nobody got there; that is an estimate, too. */
  readonly start: { readonly low: number; readonly high: number };
  /** Without each team, the share not there yet at each step. Empty: everybody counts for himself. */
  readonly without: ReadonlyArray<readonly number[]>;
  /** Of a variance from these teams. */
  readonly allowance: number;
  readonly level: number;
}

interface Counted {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
}

/**
 * Bounds are Rothman's: Wilson's interval, for as many people as would give the same variance. That is Greenwood's, or
 * the jackknife's over teams
 * where it is larger.
 */
export function kaplanMeier(
  waiting: readonly Waiting[],
  { level = LEVEL, isByTeams = false }: { level?: number; isByTeams?: boolean } = {},
): Curve {
  const n = waiting.length;
  const times = [...new Set(waiting.filter(({ reached }) => reached).map(({ time }) => time))].sort((a, b) => a - b);
  const all = countsAt(times, waiting);
  const teams = isByTeams ? teamsOf(waiting) : [];
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
    // With nobody left the variance has no value: what it was before is as much as is known.
    return { time, notYet, ...wilson(notYet * people, people, level)!, atRisk, events, greenwood };
  });
  return { n, steps, start: n === 0 ? { low: 0, high: 1 } : wilson(n, n, level)!, without, allowance: allowed, level };
}

/**
 * Of more teams some are left out together (the jackknife that deletes a group): it says the same, and costs no more
 * for ten thousand teams.
 */
const GROUPS = 200;

function teamsOf(waiting: readonly Waiting[]): Waiting[][] {
  const teams = new Map<unknown, Waiting[]>();
  for (const each of waiting) {
    const team = teams.get(each.team ?? each);
    if (team) team.push(each);
    else teams.set(each.team ?? each, [each]);
  }
  if (teams.size <= GROUPS) return [...teams.values()];
  const groups = Array.from({ length: GROUPS }, (): Waiting[] => []);
  [...teams.values()].forEach((team, i) => groups[i % GROUPS]!.push(...team));
  return groups;
}

function countsAt(times: readonly number[], waiting: readonly Waiting[]): Counted[] {
  const sorted = [...waiting].sort((a, b) => a.time - b.time);
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

/** The variance of an estimate, from what it would be without each team. */
function jackknife(estimate: number, without: readonly number[]): number {
  return without.length < 2
    ? 0
    : ((without.length - 1) / without.length) * without.reduce((sum, each) => sum + (each - estimate) ** 2, 0);
}

/** The share not there yet at a time; null after the last time at which anybody was watched. */
export function notYetAt({ steps }: Curve, waiting: readonly Waiting[], time: number): number | null {
  const last = waiting.reduce((most, each) => Math.max(most, each.time), -Infinity);
  const step = steps.findLast(each => each.time <= time);
  if (step?.notYet === 0) return 0;
  return time > last ? null : (step?.notYet ?? 1);
}

/**
 * The share that got there from one time on and before another; the last time is open. Null after the last time at
 * which anybody was watched.
 */
export function shareBetween(
  curve: Curve,
  waiting: readonly Waiting[],
  from: number,
  to: number | null,
): { share: number; low: number; high: number } | null {
  const [before, after] = [
    from === 0 ? 1 : notYetAt(curve, waiting, justBefore(from)),
    to === null ? 0 : notYetAt(curve, waiting, justBefore(to)),
  ];
  if (curve.n === 0 || before === null || after === null) return null;
  const at = (time: number | null) =>
    time === null ? curve.steps.length : curve.steps.filter(step => step.time < time).length;
  const [start, end] = [at(from), at(to)];
  const of = (notYet: readonly number[], steps: number) => (steps === 0 ? 1 : notYet[steps - 1]!);
  const greenwood = (steps: number) => (steps === 0 ? 0 : curve.steps[steps - 1]!.greenwood);
  const share = before - after;
  // What is left after a time and what was left before it are independent, as logarithms.
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
  const known = waiting.filter(each => each.reached || each.time >= (to ?? from)).length;
  const people =
    Math.max(variance, spread) > 0 && share > 0 && share < 1
      ? Math.min(curve.n, (share * (1 - share)) / Math.max(variance, spread))
      : known;
  const bounds = wilson(share * people, people, curve.level);
  return bounds && { share, ...bounds };
}

/** Who needs two days is not in the band under two days. */
function justBefore(days: number): number {
  return days - 1e-9;
}

/** When half got there, with the interval of Brookmeyer and Crowley: the times whose bounds hold one half. */
export function medianTime({ steps }: Curve): { value: number | null; interval: Bounds } {
  const first = (under: (step: Step) => number) => steps.find(step => under(step) <= 0.5 + 1e-12)?.time ?? null;
  return {
    value: first(step => step.notYet),
    interval: { low: first(step => step.low), high: first(step => step.high) },
  };
}

/**
 * The area under the curve up to a time: the mean of what was waited, nobody for longer than that. With its standard
 * error.
 */
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
