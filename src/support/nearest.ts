/**
 * How many letters of a text have to be written, left out, changed, or swapped with their neighbour to get another: the
 * distance of Damerau and Levenshtein, in its form of optimal string alignment.
 */
function distance(a: string, b: string): number {
  let [earlier, previous] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      current[j] = Math.min(
        previous[j] + 1,
        current[j - 1] + 1,
        previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? earlier[j - 2] + 1 : Infinity,
      );
    }
    [earlier, previous] = [previous, current];
  }
  return previous[b.length];
}

/**
 * The known name that somebody meant, where one is alike: begun, part of the other, or with a third of its letters
 * wrong at most. A word that differs in more was not meant, and to name it would mislead.
 */
export function alike(typed: string, known: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  const begun = lower.length > 2 ? known.find(name => name.toLowerCase().startsWith(lower)) : undefined;
  if (begun !== undefined) return begun;
  const [best] = known
    .map(name => ({ name, letters: distance(lower, name.toLowerCase()), holds: holds(lower, name.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters)
    .filter(({ name, letters, holds: part }) => part || letters <= Math.max(lower.length, name.length) / 3);
  return best?.name;
}

/**
 * Whether one of two texts is part of the other, or they begin alike up to the half: `name`, of `vpcName`;
 * `targetCpuUtilization`, for `targetCpuPercent`.
 */
function holds(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  const half = Math.ceil(shorter / 2);
  return shorter > 3 && (a.includes(b) || b.includes(a) || (half > 3 && a.slice(0, half) === b.slice(0, half)));
}

/** A remedy for a name that is not known: the one that was meant, where one is alike, and all that there are. */
export function didYouMean(typed: unknown, known: readonly string[]): string {
  const all = known.length > 0 ? `There are: ${known.join(', ')}.` : 'There is none.';
  const best = typeof typed === 'string' ? alike(typed, known) : undefined;
  return best === undefined ? all : `Did you mean '${best}'? ${all}`;
}
