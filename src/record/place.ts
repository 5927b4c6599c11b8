import { CODECS, Codecs, GATHERERS } from './codecs';
import { Condition, holds } from './condition';
import { Patch } from './patch';

/**
 * The side of a place on one engine, where it differs from the other in more than the path.
 *
 * @internal
 */
export interface EnginePlace {
  /**
   * A path below the properties of the resource, as the engine names them, with the selections of a `Patch`
   * (`ContainerDefinitions[Name=app].Memory`); or `DeletionPolicy`. Empty stands for the resource itself.
   */
  readonly path: string;
  /** One key of the map at the path. It may have dots in it. */
  readonly key?: string;
  /** Another slot than the place names. */
  readonly slot?: string;
  /** Other slots than the place names: a pattern. */
  readonly slots?: string;
  /** Another codec than the place names. */
  readonly unit?: string;
  /** Only resources that have this property. */
  readonly having?: string;
  /** Only resources that lack this property. */
  readonly lacking?: string;
}

/**
 * The resource itself, on both engines. With a unit it says what of it.
 *
 * @internal
 */
export const RESOURCE = { cloudformation: '', terraform: '' };

/**
 * Whether the resource is there.
 *
 * @internal
 */
export const PRESENCE = { ...RESOURCE, unit: 'present' };

/**
 * A place where a decision is seen in the output of each engine. It is data, which the tests of parity, the reference
 * of decisions and `explain` read. A decision may have several places.
 *
 * @internal
 */
export interface Place<Choices = any> {
  /** The name of the choice, without the capability. */
  readonly decision: keyof Choices & string;
  /** The slot, on both engines. */
  readonly slot?: string;
  /** A pattern for several slots, whose values are a list, in the order of the slots. */
  readonly slots?: string;
  /** Whether the slots are those of another construct, which a method joined to this one: of a subscriber. */
  readonly elsewhere?: boolean;
  /** The path in CloudFormation; or a place of its own. */
  readonly cloudformation: string | EnginePlace;
  /** The path in Terraform; or a place of its own. */
  readonly terraform: string | EnginePlace;
  /** The codec that gives the value in the terms of the decision. Left out: it is in those terms. */
  readonly unit?: string;
  /** The codec that makes one value of those of several slots: `alike`, `count`, `any`, `sorted`. Left out: a list. */
  readonly gather?: string;
  /** The decisions under which the place is seen: any of these conditions. Left out: always. */
  readonly when?: Condition | readonly Condition[];
  /** A further condition: the name of a predicate in the capability's `conditions`. */
  readonly provided?: string;
}

/**
 * The exports of a capability's `places.ts`.
 *
 * @internal
 */
export interface Places {
  readonly places: readonly Place[];
  /** The decisions that one of the engines does not show. The README has the reason for each. */
  readonly differences: readonly string[];
  /** The codecs of this capability. */
  readonly codecs?: Codecs;
  /** Predicates that compare decisions with each other. */
  readonly conditions?: { readonly [name: string]: (decided: any) => boolean };
}

/** @internal */
export type EngineName = 'cloudformation' | 'terraform';

/**
 * A place on one engine, with everything that holds for both.
 *
 * @internal
 */
export function placeOn(engine: EngineName, place: Place): EnginePlace {
  const own = place[engine];
  const { slot, slots, unit, ...rest } = typeof own === 'string' ? ({ path: own } as EnginePlace) : own;
  const isOwn = slot !== undefined || slots !== undefined;
  return {
    ...(isOwn ? { slot, slots } : { slot: place.slot, slots: place.slots }),
    ...rest,
    unit: unit ?? place.unit,
  };
}

/**
 * Whether a place is seen, by everything that was decided.
 *
 * @internal
 */
export function isStanding(
  place: Place,
  decided: { readonly [decision: string]: any },
  { conditions }: Places,
): boolean {
  const any = place.when === undefined || [place.when].flat().some(condition => holds(condition as Condition, decided));
  return any && (place.provided === undefined || known(conditions, place.provided)(decided));
}

/**
 * The value that a place shows, in the terms of the decision.
 *
 * @param resources the resources as the engine wrote them, by slot
 * @internal
 */
export function shown(
  engine: EngineName,
  place: Place,
  resources: { readonly [slot: string]: any },
  { codecs }: Places,
): any {
  const { slot, slots, path, key, unit, having, lacking } = placeOn(engine, place);
  const decode = unit === undefined ? (value: any) => value : known({ ...CODECS, ...codecs }, unit);
  const valueIn = (resource: any) => {
    const value = valueAt(resource, path);
    return decode(key === undefined ? value : value?.[key]);
  };
  if (slots === undefined) return valueIn(resources[slot!]);
  const values = Object.keys(resources)
    .filter(name => new RegExp(slots).test(name))
    .map(name => resources[name])
    .filter(resource => having === undefined || resource[having] !== undefined)
    .filter(resource => lacking === undefined || resource[lacking] === undefined)
    .map(valueIn);
  return place.gather === undefined ? values : known({ ...GATHERERS, ...codecs }, place.gather)(values);
}

function known<T>(named: { readonly [name: string]: T } | undefined, name: string): T {
  const found = named?.[name];
  if (found === undefined) throw new Error(`A place names '${name}', and there is none.`);
  return found;
}

function valueAt(resource: any, path: string): any {
  if (path === '') return resource;
  return Patch.property(path, undefined)._segments.reduce((at, segment) => {
    if (at === undefined || at === null) return undefined;
    if ('key' in segment) return at[segment.key];
    if ('index' in segment) return at[segment.index];
    return Array.isArray(at) ? at.find(element => String(element?.[segment.where]) === segment.equals) : undefined;
  }, resource);
}
