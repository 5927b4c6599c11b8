import { Patch } from './escape-hatch';

/**
 * Where a decision is seen in what each engine writes.
 *
 * @internal
 */
export interface Carrier {
  /** The name of the choice, without the capability. */
  readonly decision: string;
  readonly cloudformation: CarrierPlace;
  readonly terraform: CarrierPlace;
  /** Whether these places carry it, by all that was decided. Left out: always. A decision may have several carriers. */
  readonly when?: (decided: any) => boolean;
}

/**
 * One side of a carrier: a slot and a property path in the engine's own words, with the selections of a `Patch`
 * (`[Key=idle_timeout.timeout_seconds]`).
 *
 * @internal
 */
export interface CarrierPlace {
  /** A slot; or a pattern for several, whose values are then a list, in the order of the slots. */
  readonly slot: string | RegExp;
  /**
   * In CloudFormation below the properties, or `DeletionPolicy`. Empty is the resource itself, to see whether there is
   * one.
   */
  readonly path: string;
  /**
   * The value in the terms of the decision, where the engine says it in others: `'ARM64'` is `'arm64'`. What is not
   * there is undefined.
   */
  readonly read?: (value: any) => any;
}

/**
 * The value that a place carries, in the terms of the decision.
 *
 * @param resources what an engine wrote, by slot
 * @internal
 */
export function carried(
  { slot, path, read = value => value }: CarrierPlace,
  resources: { readonly [slot: string]: any },
): any {
  if (typeof slot === 'string') return read(valueAt(resources[slot], path));
  return read(
    Object.keys(resources)
      .filter(name => slot.test(name))
      .map(name => valueAt(resources[name], path)),
  );
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

/**
 * Turns what an engine says into the terms of a decision.
 *
 * @internal
 */
export type Read = (value: any) => any;

/**
 * On CloudFormation, and on Terraform.
 *
 * @internal
 */
export type Pair<T> = readonly [T, T];

/**
 * A decision in the slot of the same name on both engines. The value is read in one way, unless two are given.
 *
 * @internal
 */
export function corresponding<Choices extends { readonly [decision: string]: any }>(
  decision: keyof Choices & string,
  slot: string | RegExp,
  paths: Pair<string>,
  read?: Read | Pair<Read>,
  when?: (decided: Choices) => boolean,
): Carrier {
  const [readCloudformation, readTerraform] = typeof read === 'function' || read === undefined ? [read, read] : read;
  return {
    decision,
    cloudformation: { slot, path: paths[0], read: readCloudformation },
    terraform: { slot, path: paths[1], read: readTerraform },
    when: when as Carrier['when'],
  };
}
