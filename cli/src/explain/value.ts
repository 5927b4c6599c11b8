/** A longer value is cut in the middle of a line: JSON output has it whole. */
const MOST_CHARACTERS = 90;

/** A value in one line, as a person writes it. */
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
