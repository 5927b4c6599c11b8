import { type Decision, type ManifestEntry, type ManifestResource } from '../assembly/manifest.js';
import { locate, parsePath, pathText, type Located } from '../assembly/property-path.js';
import { addressOf, type Engine, type Template } from '../assembly/stack.js';
import type { Condition, Place, Reference, Values } from './reference.js';

/** A property of a real template that has the value of a decision. */
export interface CarriedPlace {
  readonly slot: string;
  readonly type: string;
  /** The resource in the template; null where the decision shows in the absence of the resource. */
  readonly address: string | null;
  /** The path of the property in the template; empty for the resource itself. */
  readonly path: string;
  readonly steps: ReadonlyArray<string | number>;
  /** The value in the template; undefined for the resource itself. */
  readonly value: unknown;
  /** Whether the template has the property or the resource. */
  readonly found: boolean;
  /** Whether the template has the value of the decision; undefined where the engine uses other terms for it. */
  readonly agrees: boolean | undefined;
  /** Whether the conditions in the reference are not enough to tell that this is the place. */
  readonly uncertain: boolean;
}

/** The places of a decision in the template of its stack. */
export function carriedPlaces(
  decision: Decision,
  entry: ManifestEntry,
  engine: Engine,
  template: Template,
  reference: Reference,
): CarriedPlace[] {
  const places = reference.decisions[decision.name]?.places[engine] ?? [];
  const decided = Object.fromEntries(entry.decisions.map(({ name, value }) => [name.split('.')[1]!, value]));
  return places
    .filter(place => holds(place.when, decided))
    .flatMap(place => {
      const resources = resourcesOf(place, entry);
      if (resources.length > 0)
        return resources
          .map(resource => carriedBy(place, resource, decision.value, engine, template))
          .filter(carried => !carried.uncertain || (carried.found && carried.agrees !== false));
      // The absence of a resource is a place only where the resource itself is the place.
      return place.path === ''
        ? [
            {
              slot: place.slot ?? `/${place.slots}/`,
              type: '',
              address: null,
              path: '',
              steps: [],
              value: undefined,
              found: false,
              agrees: undefined,
              uncertain: false,
            },
          ]
        : [];
    });
}

/** Whether one of the conditions holds. A condition holds where each of its decisions has one of the listed values. */
export function holds(
  when: readonly Condition[] | undefined,
  decided: { readonly [choice: string]: unknown },
): boolean {
  if (!when) return true;
  return when.some(condition => Object.entries(condition).every(([choice, values]) => fits(values, decided[choice])));
}

function fits(values: Values, decided: unknown): boolean {
  const isIn = (list: readonly unknown[]) => list.some(each => same(each, decided));
  const has = (wanted: readonly unknown[]) => Array.isArray(decided) && decided.some(each => wanted.includes(each));
  if ('in' in values) return isIn(values.in);
  if ('not' in values) return !isIn(values.not);
  return 'has' in values ? has(values.has) : !has(values.hasNot);
}

export function resourcesOf(place: Place, entry: ManifestEntry): ManifestResource[] {
  const pattern = place.slots === undefined ? undefined : new RegExp(place.slots);
  return entry.resources.filter(({ slot }) => (pattern ? pattern.test(slot) : slot === place.slot));
}

/** Finds a place in the properties of a resource. */
export function locatePlace(place: Place, body: unknown): Located | undefined {
  return locate(body, [...parsePath(place.path), ...(place.key === undefined ? [] : [{ key: place.key }])]);
}

function carriedBy(
  place: Place,
  resource: ManifestResource,
  decided: unknown,
  engine: Engine,
  template: Template,
): CarriedPlace {
  const address = addressOf(engine, resource);
  const body = template[address]?.body;
  const located = body === undefined ? undefined : locatePlace(place, body);
  const isResource = place.path === '';
  return {
    slot: resource.slot,
    type: resource.type,
    address,
    path: isResource ? '' : located ? pathText(located.steps) : place.path,
    steps: located?.steps ?? [],
    value: isResource ? undefined : located?.value,
    found: isResource ? body !== undefined : located !== undefined,
    agrees: place.translated || isResource ? undefined : agrees(decided, located?.value),
    uncertain: place.sometimes === true,
  };
}

/**
 * Compares a decision with a value in a template. Templates have numbers and booleans as strings, leave out empty
 * values, and spread the elements of a list over several resources.
 */
function agrees(decided: unknown, written: unknown): boolean {
  if (decided === null) return written === undefined;
  if (Array.isArray(decided) && !Array.isArray(written))
    return decided.some(each => agrees(each, written)) || (decided.length === 0 && written === undefined);
  return same(decided, written) || (typeof decided !== 'object' && String(decided) === String(written));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
