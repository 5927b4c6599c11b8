/** The longest text of a value, in characters. Longer texts are cut; the JSON output has the whole value. */
const MOST_CHARACTERS = 90;

/** A value as one line of text. */
export function asText(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  if (value === undefined) return 'left out';
  const expression = (value as { expression?: unknown }).expression;
  const text =
    typeof value === 'string'
      ? value
      : typeof expression === 'string'
        ? expression
        : Array.isArray(value) && value.every(each => typeof each !== 'object')
          ? value.join(', ')
          : JSON.stringify(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 3)}...` : text;
}
