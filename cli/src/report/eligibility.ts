import type { ManifestEntry } from '../assembly/manifest.js';
import { addressOf, type StackRead, type Template } from '../assembly/stack.js';
import measured from './capability-resources.json' with { type: 'json' };
import type { StackRecord } from './stacks.js';

/** What a capability is made of, by types of resources. */
export interface CapabilityResources {
  /** Of the resource that is the thing itself: the service, and not its log group. */
  readonly main: readonly string[];
  /** Of all that it may make. */
  readonly made: readonly string[];
}

export type ResourcesByCapability = ReadonlyMap<string, CapabilityResources>;

export type Answer = 'using' | 'not using' | 'not eligible' | 'unknown';

/**
 * Reads from templates what each construct is made of. The resource that is the thing itself stands directly under its
 * construct with the
 * id `Resource`: that is how the library lets a team adopt what it has.
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
 * What `npm run measure` found of the library's own capabilities, and what the assemblies that were read show: a
 * platform team has capabilities of its own.
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

/** Whether a stack uses a capability, or has what the capability would be, made by something else. */
export function answerFor(
  capability: string,
  { summary, types, foreignTypes, isReadable, engine }: StackRecord,
  known: ResourcesByCapability,
): Answer {
  if (summary?.capabilities[capability]) return 'using';
  const main = (known.get(capability)?.main ?? []).filter(
    type => type.includes('::') === (engine === 'cloudformation'),
  );
  if (!isReadable || types === null || main.length === 0) return 'unknown';
  const present = main.filter(type => (foreignTypes ?? types).includes(type));
  if (present.length === 0) return 'not eligible';
  if (foreignTypes !== null) return 'not using';
  // Only the summary of the stack is known: what something that it uses may have made says nothing.
  const used = Object.keys(summary?.capabilities ?? {});
  const mayHaveMade = (type: string) => used.some(each => known.get(each)?.made.includes(type) ?? true);
  return present.every(mayHaveMade) ? 'unknown' : 'not using';
}

/** The rule, with the types that it comes to. */
export function eligibleWhen(capability: string, known: ResourcesByCapability): string {
  const main = known.get(capability)?.main ?? [];
  if (main.length === 0)
    return 'The stack uses it. Which others could is not known: no assembly was read that shows what it is made of.';
  const shared = [...known]
    .filter(([other, { main: its }]) => other !== capability && its.some(type => main.includes(type)))
    .map(([other]) => other);
  return (
    'The stack uses it, or has one of these that the path did not make: ' +
    `${main.join(', ')}.${
      shared.length
        ? ` The same stands for ${shared.join(', ')}: a stack that has one counts for ` +
          `${shared.length === 1 ? 'both' : 'all'}.`
        : ''
    }`
  );
}
