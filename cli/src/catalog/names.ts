import { createHash } from 'node:crypto';

/** Backstage's limit for the name of an entity. */
const LONGEST = 63;

/**
 * Names that fit Backstage's pattern, one for each id. What would have the same name, or was too long, ends with a hash
 * of its id, so that
 * neither the order nor what else there is changes a name that stands by itself.
 *
 * @param spell the name that an id would have if there were no limits
 */
export function allocateNames(ids: readonly string[], spell: (id: string) => string = nameOf): Map<string, string> {
  const byName = new Map<string, string[]>();
  for (const id of new Set(ids)) byName.set(spell(id), [...(byName.get(spell(id)) ?? []), id]);
  return new Map(
    [...byName].flatMap(([name, same]) =>
      same.map((id): [string, string] => [id, same.length === 1 || id === name ? fitted(name, id) : hashed(name, id)]),
    ),
  );
}

/** `Orders/OrdersDb` is `orders-db`: the words of the path, without those that are only repeated. */
export function nameOf(path: string): string {
  return path
    .split('/')
    .map(words)
    .filter(word => word !== '')
    .reduce((name, next) => {
      if (name === '' || next === name || next.startsWith(`${name}-`)) return next;
      return `${name}-${next}`;
    }, '');
}

function words(id: string): string {
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
