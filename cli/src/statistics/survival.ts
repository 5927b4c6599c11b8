import { normal, type Bounds, LEVEL } from './intervals.js';

/** Somebody who waited for something: until it came, or until we last looked. */
export interface Waiting {
  readonly time: number;
  /** False: not yet, when we last looked. */
  readonly reached: boolean;
}

/** The share not there yet after each time at which somebody got there. */
export interface Step {
  readonly time: number;
  readonly notYet: number;
  readonly low: number;
  readonly high: number;
  readonly atRisk: number;
  readonly events: number;
}

/** No library of npm that is still kept has this: the product-limit estimate of Kaplan and Meier, with log-log bounds by Greenwood's variance. */
export function kaplanMeier(waiting: readonly Waiting[], level = LEVEL): Step[] {
  const sorted = [...waiting].sort((a, b) => a.time - b.time || Number(b.reached) - Number(a.reached));
  const steps: Step[] = [];
  let notYet = 1;
  let greenwood = 0;
  for (let i = 0; i < sorted.length;) {
    const { time } = sorted[i]!;
    let next = i;
    let events = 0;
    while (next < sorted.length && sorted[next]!.time === time) {
      if (sorted[next]!.reached) events += 1;
      next += 1;
    }
    const atRisk = sorted.length - i;
    i = next;
    if (events === 0) continue;
    notYet *= 1 - events / atRisk;
    greenwood += events / (atRisk * (atRisk - events));
    steps.push({ time, notYet, ...logLog(notYet, greenwood, level), atRisk, events });
  }
  return steps;
}

function logLog(notYet: number, greenwood: number, level: number): { low: number; high: number } {
  // With nobody left the variance has no value: all that is known is that it was one of the last.
  if (notYet <= 0) return { low: 0, high: 0 };
  const half = normal(level) * Math.sqrt(greenwood) / Math.abs(Math.log(notYet));
  return { low: notYet ** Math.exp(half), high: notYet ** Math.exp(-half) };
}

/** The share not there yet at a time; null after the last time at which anybody was watched. */
export function notYetAt(steps: readonly Step[], waiting: readonly Waiting[], time: number): number | null {
  const last = waiting.reduce((most, each) => Math.max(most, each.time), -Infinity);
  const step = steps.findLast(each => each.time <= time);
  if (step?.notYet === 0) return 0;
  return time > last ? null : step?.notYet ?? 1;
}

/** When half got there, with the interval of Brookmeyer and Crowley: the times whose bounds hold one half. */
export function medianTime(steps: readonly Step[]): { value: number | null; interval: Bounds } {
  const first = (under: (step: Step) => number) => steps.find(step => under(step) <= 0.5 + 1e-12)?.time ?? null;
  return { value: first(step => step.notYet), interval: { low: first(step => step.low), high: first(step => step.high) } };
}

/** The area under the curve up to a time: the mean of what was waited, nobody for longer than that. With its standard error. */
export function restrictedMean(steps: readonly Step[], until: number): { mean: number; error: number } {
  const used = steps.filter(({ time }) => time < until);
  const ends = [...used.map(({ time }) => time), until];
  const areas = ends.map((end, i) => (end - (i === 0 ? 0 : ends[i - 1]!)) * (i === 0 ? 1 : used[i - 1]!.notYet));
  const mean = areas.reduce((sum, area) => sum + area, 0);
  let after = mean;
  let variance = 0;
  used.forEach(({ atRisk, events }, i) => {
    after -= areas[i]!;
    if (atRisk > events) variance += after ** 2 * events / (atRisk * (atRisk - events));
  });
  return { mean, error: Math.sqrt(variance) };
}
