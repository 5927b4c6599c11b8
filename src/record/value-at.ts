import { Segment } from './property-path';
import { existingKey } from './spelling';

/**
 * The value at a path. A key below a list gives a list: of the values of all elements.
 *
 * @internal
 */
export function valueAt(value: any, [segment, ...rest]: Segment[]): any {
  if (segment === undefined || value === undefined || value === null) return value ?? undefined;
  if (!('key' in segment)) {
    // Terraform writes a block that is there once without the list.
    const elements: any[] = [value].flat();
    const found =
      'index' in segment
        ? elements[segment.index]
        : elements.find(element => String(memberOf(element, segment.where)) === segment.equals);
    return valueAt(found, rest);
  }
  if (Array.isArray(value)) {
    return value.map(element => valueAt(element, [segment, ...rest])).filter(found => found !== undefined);
  }
  return valueAt(memberOf(value, segment.key), rest);
}

/**
 * All values at a path, in one list.
 *
 * @internal
 */
export function valuesAt(value: any, path: Segment[]): any[] {
  const found = valueAt(value, path);
  return found === undefined ? [] : [found].flat(Infinity);
}

/**
 * Whether a path leads into a text, which nobody can look into: a document that is known at deployment only.
 *
 * @internal
 */
export function endsInText(value: any, path: Segment[]): boolean {
  const above = path.slice(1).map((_, length) => path.slice(0, length + 1));
  return above.some(part => valuesAt(value, part).some(found => typeof found === 'string'));
}

function memberOf(value: any, name: string): any {
  const key = existingKey(value, name);
  return key === undefined ? undefined : value[key];
}
