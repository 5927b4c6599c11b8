/**
 * A variable of a consumer.
 *
 * @internal
 */
export interface BoundVariable {
  /** What it is of. */
  readonly source: string;
  /** Its value, unless the construct sets it itself. */
  readonly value?: string;
  /** Its value as it counts, where it is known at deployment only. */
  readonly counted?: string;
  /** The secret that it is filled from, instead of a value. */
  readonly reference?: string;
}

/**
 * The variables of all uses. Their order is that of their names: in another order they would be another release.
 *
 * @internal
 */
export function sorted(
  variables: ReadonlyMap<string, BoundVariable>,
  by: keyof BoundVariable,
): { [name: string]: string } {
  const bound = [...variables].flatMap(([name, { [by]: value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(bound.sort(byName));
}

/**
 * Variables with the prefix of a use.
 *
 * @internal
 */
export function prefixed(prefix: string, variables: { readonly [suffix: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(variables).map(([suffix, value]) => [`${prefix}_${suffix}`, value]));
}

/**
 * The order of names.
 *
 * @internal
 */
export function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
