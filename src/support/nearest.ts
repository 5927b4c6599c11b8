/** The Levenshtein distance of two texts, computed with two rows instead of a table. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      current[j] = Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = current;
  }
  return previous[b.length];
}

/** The known name that is most like a text that somebody typed. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const lower = typed.toLowerCase();
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const name of known) {
    const d = distance(lower, name.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [name, d];
  }
  return best;
}

/** A remedy for a name that is not known: the one that was meant, where one is alike, and all that there are. */
export function didYouMean(typed: unknown, known: readonly string[]): string {
  const all = known.length > 0 ? `There are: ${known.join(', ')}.` : 'There is none.';
  if (typeof typed !== 'string') return all;
  const lower = typed.toLowerCase();
  // A name that was not written to its end: `maxAge`, for `maxAgeSeconds`.
  const begun = lower.length > 2 ? known.find(name => name.toLowerCase().startsWith(lower)) : undefined;
  const best = begun ?? nearest(typed, known);
  if (best === undefined) return all;
  // What differs in more than half of its letters was not meant.
  const alike = begun !== undefined || distance(lower, best.toLowerCase()) <= Math.max(lower.length, best.length) / 2;
  return alike ? `Did you mean '${best}'? ${all}` : all;
}
