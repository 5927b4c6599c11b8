import { createHash } from 'crypto';

/** Backstage's limit for the name of an entity. */
const LONGEST = 63;

/**
 * Names that fit Backstage's pattern, one for each id, by the same rule as `goldenpath catalog`: what would have the
 * same name, or was
 * too long, ends with a hash of its id, so that neither the order nor what else there is changes a name that stands by
 * itself.
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

/** `Orders/OrdersDb` is `orders-db`: the words of the path, without those that are only repeated. */
function entityName(path: string): string {
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

function hashed(name: string, id: string): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  const start = name.slice(0, LONGEST - hash.length - 1).replace(/-+$/, '');
  return start === '' ? hash : `${start}-${hash}`;
}
