/**
 * The number of classes for each factor of e. Durations are counted in classes that are 2 % wide, as in
 * `sql/duration_classes.sql`.
 */
const CLASSES_PER_E = 50;

/** The lowest class. It contains all durations under 3.6 seconds. */
const SHORTEST = Math.floor(CLASSES_PER_E * Math.log(1e-3));

/** The number of durations in each class, by the number of the class. */
export type Classes = ReadonlyMap<number, number>;

/** The median in hours, interpolated in its class; null without durations. */
export function medianOfClasses(classes: Classes): number | null {
  const n = total(classes);
  let below = 0;
  for (const [of, count] of ordered(classes)) {
    if (below + count >= n / 2) return Math.exp((of + (n / 2 - below) / count) / CLASSES_PER_E);
    below += count;
  }
  return null;
}

/**
 * The durations at two ranks, in hours. Each one is rounded outwards to the end of its class, and is null where the
 * rank does not exist.
 */
export function ranked(classes: Classes, low: number, high: number): { low: number | null; high: number | null } {
  const n = total(classes);
  const from = Math.floor(low);
  const to = Math.ceil(high) + 1;
  return {
    low: from < 1 ? null : startOf(classAt(classes, from)),
    high: to > n ? null : Math.exp((classAt(classes, to) + 1) / CLASSES_PER_E),
  };
}

function startOf(of: number): number {
  return of <= SHORTEST ? 0 : Math.exp(of / CLASSES_PER_E);
}

function classAt(classes: Classes, rank: number): number {
  let upTo = 0;
  return ordered(classes).find(([, count]) => (upTo += count) >= rank)![0];
}

export function total(classes: Classes): number {
  return [...classes.values()].reduce((sum, count) => sum + count, 0);
}

function ordered(classes: Classes): Array<readonly [number, number]> {
  return [...classes].sort(([a], [b]) => a - b);
}
