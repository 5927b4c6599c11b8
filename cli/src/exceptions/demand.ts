import type { ListedException } from './collect.js';
import { parsePath } from '../assembly/property-path.js';
import { resourcesOf } from '../decisions/places.js';
import type { DecisionReference, Place, Reference } from '../decisions/reference.js';

/** A change to the path that teams ask for with their escapes: a feature request to the platform team. */
export interface Demand {
  /** `capability.choice` where a decision sets the property, else `capability.slot.property`. */
  readonly key: string;
  readonly capability: string;
  readonly decision: string | null;
  readonly properties: readonly string[];
  /** The distinct owners. All escapes without an owner count as one team. */
  readonly teams: readonly string[];
  readonly recorded: number;
  readonly unrecorded: number;
  readonly reasons: readonly string[];
  /** The age of the oldest escape in days; null where no escape has a date. */
  readonly oldestDays: number | null;
  /** The change to the path that would make these escapes unnecessary. */
  readonly change: string;
}

/** One property that an exception changes. */
interface ChangedProperty {
  readonly exception: ListedException;
  readonly key: string;
  readonly decision: string | null;
  readonly slot: string | null;
  readonly property: string;
}

const NOBODY = '(nobody named)';

/** Ranks the demand by the number of teams, then by the number of escapes. */
export function demandOf(exceptions: readonly ListedException[], reference: Reference): Demand[] {
  const byKey = new Map<string, ChangedProperty[]>();
  const allChanges = exceptions.flatMap(exception =>
    exception.capability === null
      ? []
      : exception.properties.map(property => changedProperty(exception, property, reference)),
  );
  for (const each of allChanges) byKey.set(each.key, [...(byKey.get(each.key) ?? []), each]);
  return [...byKey]
    .map(([key, changes]): Demand => {
      const { exception, decision, slot, property } = changes[0]!;
      const unrecorded = changes.filter(({ exception: { kind } }) => kind === 'unrecorded').length;
      return {
        key,
        capability: exception.capability!,
        decision,
        properties: [...new Set(changes.map(each => each.property))],
        teams: [...new Set(changes.map(each => each.exception.owner ?? NOBODY))].sort(),
        recorded: changes.length - unrecorded,
        unrecorded,
        reasons: [
          ...new Set(changes.map(each => each.exception.reason).filter((reason): reason is string => reason !== null)),
        ],
        oldestDays: changes.reduce<number | null>(
          (oldest, { exception: { ageDays } }) => (ageDays === null ? oldest : Math.max(oldest ?? 0, ageDays)),
          null,
        ),
        change: changeFor(decision, exception.capability!, slot, property, reference),
      };
    })
    .sort(
      (a, b) =>
        b.teams.length - a.teams.length ||
        b.recorded + b.unrecorded - (a.recorded + a.unrecorded) ||
        a.key.localeCompare(b.key),
    );
}

function changedProperty(exception: ListedException, written: string, reference: Reference): ChangedProperty {
  const property = written.replace(/ \(raw override\)$/, '');
  const { capability, slot, entry, engine } = exception;
  // The file may name a decision with or without its capability.
  if (slot === null || entry === null || engine === null) {
    const named = [property, `${capability}.${property}`].find(name => name in reference.decisions);
    return { exception, key: named ?? `${capability}.${property}`, decision: named ?? null, slot: null, property };
  }
  const carrying = Object.entries(reference.decisions)
    .filter(([name]) => name.startsWith(`${capability}.`))
    .flatMap(([name, decision]) =>
      decision.places[engine]
        .filter(place => place.path !== '' && resourcesOf(place, entry).some(resource => resource.slot === slot))
        .map(place => ({ name, decision, place })),
    )
    .filter(({ place }) => covers(place, property));
  // Of several decisions for one property, the one to change is the one that can be a prop: a derived decision cannot
  // change on its own.
  const best = carrying.sort((a, b) => priority(b.decision) - priority(a.decision))[0];
  return {
    exception,
    key: best?.name ?? `${capability}.${slot}.${snakeCase(property)}`,
    decision: best?.name ?? null,
    slot,
    property,
  };
}

function priority({ origin }: DecisionReference): number {
  return origin === 'asked' ? 2 : origin === 'decided' ? 1 : 0;
}

/** Whether an escape changed a place, or a property in it. An escape that replaced a whole does not count. */
function covers({ path, key }: Place, property: string): boolean {
  const ofPlace = [...parsePath(path), ...(key === undefined ? [] : [{ key }])].map(step => JSON.stringify(step));
  const changed = parsePath(property).map(step => JSON.stringify(step));
  // The manifest has the index of an element, a place has its name: a selection matches any index.
  const fits = (a: string, b: string) => a === b || (/"(index|where)"/.test(a) && /"(index|where)"/.test(b));
  if (key !== undefined && property === `${path}.${key}`) return true;
  return changed.length >= ofPlace.length && ofPlace.every((step, i) => fits(step, changed[i]!));
}

/** The name of a property in snake case, the same for both engines. */
function snakeCase(property: string): string {
  return property.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function changeFor(
  decision: string | null,
  capability: string,
  slot: string | null,
  property: string,
  reference: Reference,
): string {
  const known = decision === null ? undefined : reference.decisions[decision];
  if (known?.origin === 'asked')
    return `The prop for ${decision} is there: say so to these teams, or change its default.`;
  if (known?.origin === 'decided') return `Make ${decision} a prop, or change its default.`;
  if (known) return `Make what ${decision} follows from a prop.`;
  if (slot === null) return `A way to have ${property} in ${capability}.`;
  return `A new decision for property ${property} of slot ${slot}.`;
}
