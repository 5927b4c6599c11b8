import { createHash } from 'node:crypto';

/** The longest name of an entity in Backstage, in characters. */
const LONGEST = 63;

/**
 * Makes a name for each id that fits the pattern of Backstage. A name that is too long, or that several ids would have,
 * ends with a hash of its id. All other names do not depend on the other ids or their order.
 *
 * @param rawName the name of an id without limits
 */
export function allocateNames(ids: readonly string[], rawName: (id: string) => string = nameOf): Map<string, string> {
  const byName = new Map<string, string[]>();
  for (const id of new Set(ids)) byName.set(rawName(id), [...(byName.get(rawName(id)) ?? []), id]);
  return new Map(
    [...byName].flatMap(([name, same]) =>
      same.map((id): [string, string] => [id, same.length === 1 || id === name ? fitted(name, id) : hashed(name, id)]),
    ),
  );
}

/** The name of a construct path: its parts in kebab case without repetitions, `orders-db` for `Orders/OrdersDb`. */
export function nameOf(path: string): string {
  return path
    .split('/')
    .map(kebabCase)
    .filter(part => part !== '')
    .reduce((name, next) => {
      if (name === '' || next === name || next.startsWith(`${name}-`)) return next;
      return `${name}-${next}`;
    }, '');
}

function kebabCase(id: string): string {
  return id
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function fitted(name: string, id: string): string {
  return name !== '' && name.length <= LONGEST ? name : hashed(name, id);
}

function hashed(name: string, id: string): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  const start = name.slice(0, LONGEST - hash.length - 1).replace(/-+$/, '');
  return start === '' ? hash : `${start}-${hash}`;
}
