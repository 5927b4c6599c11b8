import { isPlain } from '../support/plain';

/** A property name in the spelling by which names are compared: without underscores, in lower case. */
const normal = (name: string) => name.replace(/_/g, '').toLowerCase();

/**
 * Whether two words differ in spelling only: `EnableECSManagedTags`, `enableEcsManagedTags`, `enable_ecs_managed_tags`.
 *
 * @internal
 */
export function sameWord(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/**
 * The key of an object that a name in the template stands for: the same one, else one that is spelled differently, as
 * `name` for `Name`.
 *
 * @internal
 */
export function existingKey(object: any, name: string): string | undefined {
  if (object === null || typeof object !== 'object') return undefined;
  if (Object.prototype.hasOwnProperty.call(object, name)) return name;
  const wanted = normal(name);
  for (const key in object) {
    if (!key.startsWith('_') && normal(key) === wanted) return key;
  }
  return accessorOf(object, wanted);
}

/** The properties of a typed resource are accessors of its class. */
function accessorOf(object: any, wanted: string): string | undefined {
  for (
    let proto = Object.getPrototypeOf(object);
    proto && proto !== Object.prototype;
    proto = Object.getPrototypeOf(proto)
  ) {
    const accessor = Object.entries(Object.getOwnPropertyDescriptors(proto)).find(
      ([key, { set }]) => set && normal(key) === wanted,
    );
    if (accessor) return accessor[0];
  }
  return undefined;
}

/**
 * The key of a typed resource: `enableEcsManagedTags` for `EnableECSManagedTags` and for `enable_ecs_managed_tags`.
 *
 * @internal
 */
export function typedKey(name: string): string {
  const camel = name.replace(
    /[A-Z]+(?=[A-Z][a-z])|[A-Z]{2,}(?![a-z])/g,
    run => run.charAt(0) + run.slice(1).toLowerCase(),
  );
  return (camel.charAt(0).toLowerCase() + camel.slice(1)).replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/**
 * A value with the keys of a typed resource on its first levels.
 *
 * @param freeForm the keys below which a value stays as it is: a map of options beside lists of typed objects
 * @internal
 */
export function typedKeys(value: any, levels: number, freeForm: ReadonlySet<string>): any {
  if (levels <= 0) return value;
  if (Array.isArray(value)) return value.map(element => typedKeys(element, levels, freeForm));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      typedKey(key),
      freeForm.has(key) ? inner : typedKeys(inner, levels - 1, freeForm),
    ]),
  );
}

/**
 * The number of levels of keys in a value.
 *
 * @internal
 */
export function depth(value: any): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(depth));
  return isPlain(value) ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
}
