/**
 * The values that a decision must have (`in`) or must not have (`not`); for a list, the elements of which one must be
 * in it (`has`) or none may be in it (`hasNot`).
 *
 * @internal
 */
export type Values =
  | { readonly in: readonly any[] }
  | { readonly not: readonly any[] }
  | { readonly has: readonly string[] }
  | { readonly hasNot: readonly string[] };

/**
 * A condition on other decisions of the same construct, as data. All of them must hold. A plain value is the only one
 * allowed: `{ ownKey: true }` is `{ ownKey: { in: [true] } }`.
 *
 * @internal
 */
export interface Condition {
  readonly [decision: string]: Values | string | number | boolean | null;
}

/**
 * Whether a condition holds for what was decided.
 *
 * @internal
 */
export function holds(condition: Condition, decided: { readonly [decision: string]: any }): boolean {
  return Object.entries(spelledOut(condition)).every(([decision, values]) => fits(values, decided[decision]));
}

/**
 * A condition without plain values, as tools read it.
 *
 * @internal
 */
export function spelledOut(condition: Condition): { readonly [decision: string]: Values } {
  return Object.fromEntries(
    Object.entries(condition).map(([decision, values]) => [decision, isValues(values) ? values : { in: [values] }]),
  );
}

function isValues(values: Condition[string]): values is Values {
  return typeof values === 'object' && values !== null;
}

function fits(values: Values, decided: any): boolean {
  const isIn = (list: readonly any[]) => list.some(each => JSON.stringify(each) === JSON.stringify(decided));
  const hasAny = (wanted: readonly string[]) => Array.isArray(decided) && decided.some(each => wanted.includes(each));
  if ('in' in values) return isIn(values.in);
  if ('not' in values) return !isIn(values.not);
  return 'has' in values ? hasAny(values.has) : !hasAny(values.hasNot);
}
