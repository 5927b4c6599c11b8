import type { ListedException } from './collect.js';
import { parsePath } from '../assembly/property-path.js';
import { resourcesOf } from '../decisions/places.js';
import type { DecisionReference, Place, Reference } from '../decisions/reference.js';

/** What several teams ask for by leaving the path: the ranked feature requests of its platform team. */
export interface Demand {
  /** `capability.choice` where a decision carries the property, else `capability.slot.property`. */
  readonly key: string;
  readonly capability: string;
  readonly decision: string | null;
  readonly properties: readonly string[];
  /** Distinct owners. Those who named nobody count as one. */
  readonly teams: readonly string[];
  readonly recorded: number;
  readonly unrecorded: number;
  readonly reasons: readonly string[];
  /** Since how many days the first of them asks; null where none says so. */
  readonly oldestDays: number | null;
  /** The change to the path that would retire these. */
  readonly change: string;
}

/** One property that somebody wants otherwise. */
interface Wish {
  readonly exception: ListedException;
  readonly key: string;
  readonly decision: string | null;
  readonly slot: string | null;
  readonly property: string;
}

const NOBODY = '(nobody named)';

/** Ranks what is escaped by how many teams do, then by how often. */
export function demandOf(exceptions: readonly ListedException[], reference: Reference): Demand[] {
  const byKey = new Map<string, Wish[]>();
  const asked = exceptions.flatMap(exception =>
    exception.capability === null ? [] : exception.properties.map(property => wish(exception, property, reference)),
  );
  for (const each of asked) byKey.set(each.key, [...(byKey.get(each.key) ?? []), each]);
  return [...byKey]
    .map(([key, wishes]): Demand => {
      const { exception, decision, slot, property } = wishes[0]!;
      const unrecorded = wishes.filter(({ exception: { kind } }) => kind === 'unrecorded').length;
      return {
        key,
        capability: exception.capability!,
        decision,
        properties: [...new Set(wishes.map(each => each.property))],
        teams: [...new Set(wishes.map(each => each.exception.owner ?? NOBODY))].sort(),
        recorded: wishes.length - unrecorded,
        unrecorded,
        reasons: [
          ...new Set(wishes.map(each => each.exception.reason).filter((reason): reason is string => reason !== null)),
        ],
        oldestDays: wishes.reduce<number | null>(
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

function wish(exception: ListedException, written: string, reference: Reference): Wish {
  const property = written.replace(/ \(raw override\)$/, '');
  const { capability, slot, entry, engine } = exception;
  // The file may name a decision by its name, with or without the capability.
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
  // Of several decisions in one property, the one that a team can be given is the one to change: what follows cannot be
  // moved by itself.
  const best = carrying.sort((a, b) => weight(b.decision) - weight(a.decision))[0];
  return {
    exception,
    key: best?.name ?? `${capability}.${slot}.${spelled(property)}`,
    decision: best?.name ?? null,
    slot,
    property,
  };
}

function weight({ origin }: DecisionReference): number {
  return origin === 'asked' ? 2 : origin === 'decided' ? 1 : 0;
}

/** Whether a place is what an escape changed, or what that is in. A whole that was replaced stands for itself. */
function covers({ path, key }: Place, property: string): boolean {
  const ofPlace = [...parsePath(path), ...(key === undefined ? [] : [{ key }])].map(step => JSON.stringify(step));
  const changed = parsePath(property).map(step => JSON.stringify(step));
  // Photographs compare lists by position, places select by name: a selection fits any position.
  const fits = (a: string, b: string) => a === b || (/"(index|where)"/.test(a) && /"(index|where)"/.test(b));
  if (key !== undefined && property === `${path}.${key}`) return true;
  return changed.length >= ofPlace.length && ofPlace.every((step, i) => fits(step, changed[i]!));
}

/** One property, however its engine spells it. */
function spelled(property: string): string {
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
