import type { ManifestEntry } from '../assembly/manifest.js';
import { addressOf, type StackRead, type Template } from '../assembly/stack.js';
import measured from './capability-resources.json' with { type: 'json' };
import type { CapabilityResources, StackRecord } from './stack-record.js';

export type ResourcesByCapability = ReadonlyMap<string, CapabilityResources>;

/** Whether a stack uses a capability or the platform. `not eligible` means that it could not use it. */
export type Usage = 'using' | 'not using' | 'not eligible' | 'unknown';

/**
 * Finds the resource types of each capability in a stack. The main resource is directly under its construct and has the
 * id `Resource`, because the library lets teams adopt existing resources in this way.
 */
export function resourcesIn(
  { manifest, engine }: Pick<StackRead, 'manifest' | 'engine'>,
  template: Template | null,
): Map<string, CapabilityResources> {
  const found = new Map<string, CapabilityResources>();
  for (const entry of manifest?.entries ?? [])
    merge(found, entry.capability, {
      main: mainOf(entry, engine, template ?? {}),
      made: entry.resources.map(({ type }) => type),
    });
  return found;
}

function mainOf({ path, resources }: ManifestEntry, engine: StackRead['engine'], template: Template): string[] {
  return resources
    .filter(resource => template[addressOf(engine, resource)]?.constructPath === `${path}/Resource`)
    .map(({ type }) => type);
}

function merge(into: Map<string, CapabilityResources>, capability: string, { main, made }: CapabilityResources): void {
  const known = into.get(capability);
  const sorted = (types: readonly string[]) => [...new Set(types)].sort();
  into.set(capability, {
    main: sorted([...(known?.main ?? []), ...main]),
    made: sorted([...(known?.made ?? []), ...made]),
  });
}

/**
 * The resource types of all capabilities: of the library's own, as `npm run measure` found them, and of a platform
 * team's own, as the assemblies show them.
 */
export function knownResources(
  stacks: readonly StackRecord[],
  library: { readonly [capability: string]: CapabilityResources } = measured,
): ResourcesByCapability {
  const known = new Map<string, CapabilityResources>();
  for (const [capability, types] of Object.entries(library)) merge(known, capability, types);
  for (const { capabilityResources } of stacks)
    for (const [capability, types] of capabilityResources) merge(known, capability, types);
  return known;
}

/** Whether a stack uses a capability, or has its main resource from another source. */
export function usageOf(
  capability: string,
  { summary, types, foreignTypes, isReadable, engine }: StackRecord,
  known: ResourcesByCapability,
): Usage {
  if (summary?.capabilities[capability]) return 'using';
  const main = (known.get(capability)?.main ?? []).filter(
    type => type.includes('::') === (engine === 'cloudformation'),
  );
  if (!isReadable || types === null || main.length === 0) return 'unknown';
  const present = main.filter(type => (foreignTypes ?? types).includes(type));
  if (present.length === 0) return 'not eligible';
  if (foreignTypes !== null) return 'not using';
  // Only the summary of the stack is known. A resource that another capability can have made is no evidence.
  const used = Object.keys(summary?.capabilities ?? {});
  const mayHaveMade = (type: string) => used.some(each => known.get(each)?.made.includes(type) ?? true);
  return present.every(mayHaveMade) ? 'unknown' : 'not using';
}

/** The rule for eligible stacks, with the resource types. */
export function eligibleWhen(capability: string, known: ResourcesByCapability): string {
  const main = known.get(capability)?.main ?? [];
  if (main.length === 0)
    return 'The stack uses it. Which others could is not known: no assembly was read that shows what it is made of.';
  const shared = [...known]
    .filter(([other, { main: its }]) => other !== capability && its.some(type => main.includes(type)))
    .map(([other]) => other);
  const rule = `The stack uses it, or has one of these that the path did not make: ${main.join(', ')}.`;
  if (shared.length === 0) return rule;
  const all = shared.length === 1 ? 'both' : 'all';
  return `${rule} The same stands for ${shared.join(', ')}: a stack that has one counts for ${all}.`;
}
