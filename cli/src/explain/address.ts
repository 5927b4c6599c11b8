import { WrongUseError } from '../errors.js';
import { didYouMean } from '../nearest.js';
import type { ManifestEntry } from '../assembly/manifest.js';
import { addressOf, type StackRead, type Template } from '../assembly/stack.js';

export interface Address {
  /** The key of the resource in the template. */
  readonly address: string;
  /** The path of the property in the resource. */
  readonly path: string;
}

/**
 * Splits the address of a property into its resource and its path. An address has one of these forms:
 *
 * - `LogicalId.Properties.X.Y` or `LogicalId.X.Y`
 * - `aws_ecs_service.name.x.y` on Terraform
 * - `slot.X.Y`, where only one construct has the slot
 * - `Construct/Path#slot.X.Y`
 */
export function splitAddress(
  requested: string,
  stack: StackRead,
  template: Template,
  entries: readonly ManifestEntry[],
): Address {
  const parts = requested.split('.');
  const resourceParts =
    stack.engine === 'terraform' && parts.length > 1 && parts.slice(0, 2).join('.') in template ? 2 : 1;
  const name = parts.slice(0, resourceParts).join('.');
  // What remains after the name is the path below the properties.
  const path = requested
    .slice(name.length)
    .replace(/^\./, '')
    .replace(/^Properties(\.|$)/, '');
  if (name in template) return { address: name, path };
  const [constructPath, slot] = name.includes('#') ? (name.split('#') as [string, string]) : [undefined, name];
  const found = entries
    .filter(
      entry => constructPath === undefined || entry.path === constructPath || entry.path.endsWith(`/${constructPath}`),
    )
    .flatMap(entry =>
      entry.resources
        .filter(resource => resource.slot === slot)
        .map(resource => ({ entry, address: addressOf(stack.engine, resource) })),
    );
  if (found.length === 1 && found[0]!.address in template) return { address: found[0]!.address, path };
  const where = `stack ${stack.name}, ${stack.location}`;
  if (found.length > 1) {
    throw new WrongUseError({
      what: `Several constructs have a slot '${slot}'.`,
      where,
      hint: `Say which: ${found.map(({ entry }) => `${entry.path}#${slot}`).join(', ')}.`,
    });
  }
  const slots = entries.flatMap(({ resources }) => resources.map(each => each.slot));
  throw new WrongUseError({
    what: `There is no resource or slot '${name}'.`,
    where,
    hint: didYouMean(name, [...Object.keys(template), ...slots]),
  });
}

/** A hint with the existing properties. */
export function nearestAddress(path: string, body: object): string {
  return didYouMean(path.split(/[.[]/)[0]!, Object.keys(body));
}
