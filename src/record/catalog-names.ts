import { createHash } from 'crypto';

/** Backstage's limit for the name of an entity. */
const LONGEST = 63;

/**
 * Names that fit Backstage's pattern, one for each id, by the same rule as `goldenpath catalog`. Names that would be
 * the same or are too long end with a hash of the id. So a name depends neither on the order nor on the other names,
 * unless they collide.
 */
export function entityNames(ids: Iterable<string>): Map<string, string> {
  const byName = new Map<string, string[]>();
  for (const id of new Set(ids)) {
    const name = entityName(id);
    byName.set(name, [...(byName.get(name) ?? []), id]);
  }
  const names = new Map<string, string>();
  for (const [name, same] of byName) {
    for (const id of same) {
      names.set(
        id,
        (same.length === 1 || id === name) && name !== '' && name.length <= LONGEST ? name : hashed(name, id),
      );
    }
  }
  return names;
}

/** The name for a construct path, without repeated words: `Orders/OrdersDb` is `orders-db`. */
function entityName(path: string): string {
  return path
    .split('/')
    .map(kebabCase)
    .filter(word => word !== '')
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

function hashed(name: string, id: string): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  const start = name.slice(0, LONGEST - hash.length - 1).replace(/-+$/, '');
  return start === '' ? hash : `${start}-${hash}`;
}
