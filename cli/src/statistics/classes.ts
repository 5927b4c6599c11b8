/**
 * Times are counted in classes of 2 %, as `sql/duration_classes.sql` has them: fine enough for an end of an interval,
 * and few.
 */
const CLASSES_PER_E = 50;

/** The class that every shorter time is in, too: under 3.6 seconds. */
const SHORTEST = Math.floor(CLASSES_PER_E * Math.log(1e-3));

/** How many times are in each class, by the number of the class. */
export type Classes = ReadonlyMap<number, number>;

/** Within the class that it is in. */
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
 * Times that at least so many lie at or under, and at or above, on each side. Rounded outwards to the end of a class.
 * Null: there are not so many.
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
