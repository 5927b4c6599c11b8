import { closest, distance } from 'fastest-levenshtein';

/** A hint with the most similar of the names that there are, and with all of them where they are few. */
export function didYouMean(asked: string, names: readonly string[]): string {
  if (names.length === 0) return 'There is none.';
  const best = closest(asked, names);
  const isSimilar = distance(asked, best) <= Math.max(2, asked.length / 2);
  const listed =
    names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')}, and ${names.length - 12} more`;
  return `${isSimilar ? `Did you mean '${best}'? ` : ''}There ${names.length === 1 ? 'is' : 'are'}: ${listed}.`;
}
