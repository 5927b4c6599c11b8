import { structuredText } from './hcl-literal.js';

/** One step of a path: a key, an index, or a selection of the element with a certain value. */
export type Segment =
  { readonly key: string } | { readonly index: number } | { readonly where: string; readonly equals: string };

/** The result of following a path in a resource. */
export interface Located {
  readonly value: unknown;
  /** The keys and indexes on the way to the value. */
  readonly steps: ReadonlyArray<string | number>;
}

/** Splits a path such as `ContainerDefinitions[Name=app].Memory` into its steps. A selection may contain dots. */
export function parsePath(path: string): Segment[] {
  return [...path.matchAll(/\[(\d+)\]|\[([^=\]]+)=([^\]]*)\]|([^.[\]]+)/g)].map(
    ([, index, where, equals, key]): Segment =>
      index !== undefined ? { index: Number(index) } : where !== undefined ? { where, equals: equals! } : { key: key! },
  );
}

/**
 * Follows a path in a resource, into structured text too (container definitions of Terraform, policies). Finds keys
 * that contain dots. Returns undefined where the path leads to nothing.
 */
export function locate(root: unknown, path: readonly Segment[]): Located | undefined {
  return follow(root, path, []);
}

function follow(
  at: unknown,
  [segment, ...rest]: readonly Segment[],
  steps: ReadonlyArray<string | number>,
): Located | undefined {
  if (segment === undefined) return at === undefined ? undefined : { value: at, steps };
  const container = typeof at === 'string' ? structuredText(at) : at;
  if (typeof container !== 'object' || container === null) return undefined;
  if ('index' in segment)
    return Array.isArray(container) ? follow(container[segment.index], rest, [...steps, segment.index]) : undefined;
  if ('where' in segment) {
    const index = Array.isArray(container)
      ? container.findIndex(element => String((element as any)?.[segment.where]) === segment.equals)
      : -1;
    return index < 0 ? undefined : follow((container as unknown[])[index], rest, [...steps, index]);
  }
  const map = container as { [key: string]: unknown };
  const direct = Object.hasOwn(map, segment.key) ? follow(map[segment.key], rest, [...steps, segment.key]) : undefined;
  if (direct) return direct;
  // A key that contains dots was parsed as several keys.
  for (let taken = 1, key = segment.key; taken <= rest.length; taken++) {
    const next = rest[taken - 1]!;
    if (!('key' in next)) return undefined;
    key += `.${next.key}`;
    if (Object.hasOwn(map, key)) return follow(map[key], rest.slice(taken), [...steps, key]);
  }
  return undefined;
}

/** The text of a path: the inverse of `parsePath`. */
export function pathText(steps: ReadonlyArray<string | number>): string {
  return steps.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${step}`)).join('');
}

/** The relation between two paths: `above` means that `a` contains `b`. */
export function relation(
  a: ReadonlyArray<string | number>,
  b: ReadonlyArray<string | number>,
): 'same' | 'above' | 'below' | 'apart' {
  const shared = Math.min(a.length, b.length);
  if (a.slice(0, shared).some((step, i) => step !== b[i])) return 'apart';
  return a.length === b.length ? 'same' : a.length < b.length ? 'above' : 'below';
}

/** The number of values in a resource: the leaves of its tree. An intrinsic function counts as one value. */
export function countValues(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + countValues(element), 0);
  if (typeof value !== 'object' || value === null) return 1;
  const keys = Object.keys(value);
  if (keys.length === 1 && /^(Ref|Fn::\w+)$/.test(keys[0]!)) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + countValues(inner), 0);
}
