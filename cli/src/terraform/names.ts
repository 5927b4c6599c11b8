import { createHash } from 'node:crypto';
import { addressOf, type Resource } from './configuration.js';

/** Data sources that a module has once: their id among constructs, and how everybody calls them. */
const CURRENT = /^data\.aws_(region|partition|caller_identity)$/;

/** `OrdersDb/ClusterParameterGroup` as `orders_db_cluster_parameter_group`. */
export function snakeCase(text: string): string {
  const words = text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/\W+/g, '_');
  return words.replace(/_+/g, '_').replace(/^_|_$/g, '').toLowerCase();
}

/**
 * Readable names for resources, by their addresses. They follow from the paths of the constructs alone, so that a
 * resource that is added does not rename another.
 */
export function namesOf(resources: readonly Resource[]): ReadonlyMap<string, string> {
  const wanted = resources.map(resource => ({ resource, name: wantedName(resource) }));
  const key = ({ resource: { mode, type }, name }: (typeof wanted)[number]) => `${mode} ${type} ${name}`;
  const times = new Map<string, number>();
  wanted.forEach(each => times.set(key(each), (times.get(key(each)) ?? 0) + 1));
  return new Map(
    wanted.map(each => [
      addressOf(each.resource),
      times.get(key(each)) === 1 ? each.name : `${each.name}_${hashOf(each.resource)}`,
    ]),
  );
}

function wantedName({ mode, type, id, path }: Resource): string {
  if (CURRENT.test(`${mode}.${type}`)) return 'current';
  // The main resource of a construct has its name.
  const parts = path.at(-1) === 'Resource' ? path.slice(0, -1) : path;
  const readable = snakeCase(parts.join('_')) || snakeCase(id);
  return /^[a-z_]/.test(readable) ? readable : `r_${readable || id.toLowerCase()}`;
}

function hashOf({ id, path }: Resource): string {
  return createHash('sha256')
    .update(path.join('/') || id)
    .digest('hex')
    .slice(0, 6);
}

/** Elements of lists in square brackets: `names[0]` for the older `names.0`. */
export function bracketIndexes(expression: string): string {
  return expression.replace(
    /"(?:[^"\\]|\\.)*"|(?<=(?:[A-Za-z_][\w-]*|[\])]))\.(\d+)\b/g,
    (whole, index: string | undefined) => (index === undefined ? whole : `[${index}]`),
  );
}

/** Renames references in an expression. */
export function renamer(names: ReadonlyMap<string, string>): (expression: string) => string {
  return expression =>
    expression.replace(
      /(?<![\w.-])((?:data\.|ephemeral\.)?[a-z][a-z\d_]*)\.([A-Za-z_][\w-]*)/g,
      (whole, type: string, id: string) => {
        const name = names.get(`${type}.${id}`);
        return name === undefined ? whole : `${type}.${name}`;
      },
    );
}
