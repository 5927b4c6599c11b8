import { closest, distance } from 'fastest-levenshtein';

/** A hint with the most similar name and a list of the existing names, at most 12 of them. */
export function didYouMean(name: string, names: readonly string[]): string {
  if (names.length === 0) return 'There is none.';
  const begun = name.length > 2 ? names.find(each => each.toLowerCase().startsWith(name.toLowerCase())) : undefined;
  const best = begun ?? closest(name, names);
  // A word that differs in more than a third of its letters was not meant, and to name it would mislead.
  const isSimilar =
    begun !== undefined || distance(name.toLowerCase(), best.toLowerCase()) <= Math.max(name.length, best.length) / 3;
  const listed =
    names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')}, and ${names.length - 12} more`;
  return `${isSimilar ? `Did you mean '${best}'? ` : ''}There ${names.length === 1 ? 'is' : 'are'}: ${listed}.`;
}
