import { closest, distance } from 'fastest-levenshtein';

/** A hint with the most similar name and a list of the existing names, at most 12 of them. */
export function didYouMean(name: string, names: readonly string[]): string {
  if (names.length === 0) return 'There is none.';
  const best = closest(name, names);
  const isSimilar = distance(name, best) <= Math.max(2, name.length / 2);
  const listed =
    names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')}, and ${names.length - 12} more`;
  return `${isSimilar ? `Did you mean '${best}'? ` : ''}There ${names.length === 1 ? 'is' : 'are'}: ${listed}.`;
}
