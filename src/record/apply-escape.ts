import { IConstruct, IMixin } from 'constructs';
import { Patch } from './patch';
import { Segment } from './property-path';
import { sameWord } from './spelling';
import { EscapeHatchError } from '../support/errors';
import { Refuse } from '../support/input';
import { didYouMean } from '../support/nearest';
import { isPlain } from '../support/plain';

/**
 * A resource that an escape changes, by the means of its engine.
 *
 * @internal
 */
export interface EscapeTarget {
  /** The type of the resource in the template. */
  readonly type: string;
  /** The names of all its properties, as in the template. */
  readonly propertyNames: string[];
  /** The resource as the template will have it. Throws where a value has the wrong type. */
  rendered(): any;
  /** The properties in a result of `rendered`. */
  properties(rendering: any): any;
  /**
   * Whether the keys below a property stay in camelCase in the template. A patch may then write them with underscores.
   * Left out: below no property.
   */
  inCamelCase?(name: string): boolean;
  /**
   * Applies a patch, with the first `typedLevels` levels of new keys spelled as typed resources have them, but for what
   * is below the keys of `freeForm`.
   */
  patch(patch: Patch, typedLevels: number, place: string, freeForm?: ReadonlySet<string>): void;
  /** Gives a function that restores the properties as they are now. */
  remember(): () => void;
}

/**
 * Applies a patch or a mixin to a resource, and refuses a change that would have no effect: a mixin for another
 * resource, a path that matches nothing, a key that the resource does not have, a value that is there already. A
 * refusal leaves the resource as it was.
 *
 * @returns a function that takes the change back
 * @internal
 */
export function applyEscape(
  resource: IConstruct,
  target: EscapeTarget,
  slot: string,
  change: IMixin,
  where: string,
): () => void {
  const place = `${where}, slot '${slot}' (${target.type})`;
  const refuse: Refuse = (what, hint) => {
    throw new EscapeHatchError({ what, where: place, hint, page: 'guides/escape-hatch.md' });
  };
  if (!change.supports(resource)) {
    refuse(
      `${change.constructor.name} does not support ${target.type}.`,
      'Choose the slot whose resource the mixin is for.',
    );
  }
  return change instanceof Patch
    ? applyPatch(target, change, place, refuse)
    : applyMixin(resource, target, change, refuse);
}

function applyMixin(resource: IConstruct, target: EscapeTarget, mixin: IMixin, refuse: Refuse): () => void {
  const before = target.rendered();
  const restore = target.remember();
  try {
    mixin.applyTo(resource);
  } catch (error) {
    restore();
    throw error;
  }
  const after = tryRendering(target);
  if (after instanceof Error) {
    restore();
    refuse(
      `${mixin.constructor.name} leaves ${target.type} invalid: ${after.message}`,
      'Correct the types of its values.',
    );
  }
  if (JSON.stringify(after) === JSON.stringify(before)) {
    refuse(
      `${mixin.constructor.name} changes nothing on ${target.type}.`,
      'Its keys may be misspelt, or the values already so. Mixins ignore unknown keys.',
    );
  }
  return restore;
}

function applyPatch(target: EscapeTarget, patch: Patch, place: string, refuse: Refuse): () => void {
  const first = patch.path.split(/[.[]/)[0];
  const before = target.rendered();
  let invalid: Error | undefined;
  // Only the resource knows where its typed properties end and free-form JSON begins: the deepest level that it accepts
  // is taken.
  for (let typedLevels = patch._levels; typedLevels >= 0; typedLevels--) {
    const restore = target.remember();
    try {
      target.patch(patch, typedLevels, place);
    } catch (error) {
      restore();
      throw error;
    }
    const after = tryRendering(target);
    if (after instanceof Error) {
      invalid = typedLevels === patch._levels ? after : invalid;
    } else if (
      JSON.stringify(after) !== JSON.stringify(before) &&
      isWritten(patch, target.properties(after), target.inCamelCase?.(first) ?? false)
    ) {
      return restore;
    }
    restore();
  }
  const mixed = applyMixedPatch(target, patch, place);
  if (mixed) return mixed;
  const { propertyNames } = target;
  if (!propertyNames.some(name => sameWord(name, first))) {
    refuse(`'${first}' is not a property of ${target.type}.`, didYouMean(first, propertyNames));
  }
  if (invalid) {
    refuse(`Patch '${patch.path}' leaves ${target.type} invalid: ${invalid.message}`, 'Correct the type of the value.');
  }
  return refuse(
    `Patch '${patch.path}' changes nothing.`,
    'The value is already so, or a key below it is not one of the resource type.',
  );
}

/**
 * Applies a patch whose value has free-form JSON beside typed objects of the same depth: the options of a log driver
 * and its secrets. What is below a key that typed resources did not show is free-form.
 */
function applyMixedPatch(target: EscapeTarget, patch: Patch, place: string): (() => void) | undefined {
  const freeForm = new Set<string>();
  for (;;) {
    const restore = target.remember();
    target.patch(patch, patch._levels, place, freeForm);
    const after = tryRendering(target);
    const properties = after instanceof Error ? undefined : target.properties(after);
    // The first attempt is the one that was refused before.
    if (freeForm.size > 0 && properties !== undefined && isWritten(patch, properties, false)) return restore;
    restore();
    const lost = properties === undefined ? undefined : lostBelow(writtenAt(patch, properties, asTyped), patch.value);
    if (lost === undefined || freeForm.has(lost)) return undefined;
    freeForm.add(lost);
  }
}

/** The key of a value below which keys are missing in the template. */
function lostBelow(rendering: any, value: any, parent?: string): string | undefined {
  if (Array.isArray(value)) {
    return firstOf(value.map((element, i) => lostBelow(rendering?.[i], element, parent)));
  }
  if (!isPlain(value)) return undefined;
  return firstOf(
    Object.entries(value).map(([name, inner]) => {
      const key = Object.keys(rendering ?? {}).find(each => asTyped(each, name));
      return key === undefined ? parent : lostBelow(rendering[key], inner, name);
    }),
  );
}

function firstOf(found: (string | undefined)[]): string | undefined {
  return found.find(each => each !== undefined);
}

function tryRendering(target: EscapeTarget): any {
  try {
    return target.rendered();
  } catch (error) {
    return error;
  }
}

/**
 * Whether a name in a patch means a key in the template: it is the same, or the key's spelling in typed resources.
 */
type Spelled = (key: string, name: string) => boolean;

const asTyped: Spelled = (key, name) =>
  key === name || (/^[a-z]/.test(name) && /^[A-Z]/.test(key) && sameWord(key, name));
/** For keys in camelCase. Elsewhere a key with underscores is another key than one without. */
const asTypedOrUnderscored: Spelled = (key, name) => asTyped(key, name) || (name.includes('_') && sameWord(key, name));

/**
 * Whether all keys of a patch are in the template. Typed resources drop the keys that they do not know, in the middle
 * of a value too.
 */
function isWritten(patch: Patch, properties: any, inCamelCase: boolean): boolean {
  const spelled = inCamelCase ? asTypedOrUnderscored : asTyped;
  if (patch._removes) return true;
  const at = writtenAt(patch, properties, spelled);
  return at !== NOWHERE && (patch.value === undefined || has(at, patch.value, spelled));
}

/** The result where a path leads to nothing. */
const NOWHERE = Symbol('nowhere');

/** The part of the template that a patch has written. */
function writtenAt(patch: Patch, properties: any, spelled: Spelled): any {
  let at = properties;
  for (const segment of patch._segments) {
    // A selected element may have been replaced by one that the selection no longer fits.
    if (at === undefined || (!('key' in segment) && !Array.isArray(at))) return NOWHERE;
    at = elementOf(at, segment, spelled);
  }
  return Array.isArray(at) && !Array.isArray(patch.value) ? at[at.length - 1] : at;
}

function elementOf(at: any, segment: Segment, spelled: Spelled): any {
  if ('index' in segment) return at[segment.index];
  if ('where' in segment) {
    return (
      at.find((element: any) =>
        Object.entries(element).some(([key, value]) => spelled(key, segment.where) && String(value) === segment.equals),
      ) ?? at[at.length - 1]
    );
  }
  const key = Object.keys(at).find(each => spelled(each, segment.key));
  return key === undefined ? undefined : at[key];
}

function has(rendering: any, value: any, spelled: Spelled): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.every((element, i) => has(rendering?.[i], element, spelled));
  if (!isPlain(value)) return rendering !== undefined;
  return Object.entries(value).every(([name, inner]) => {
    if (inner === undefined || inner === null || (isPlain(inner) && Object.keys(inner).length === 0)) return true;
    const key = Object.keys(rendering ?? {}).find(each => spelled(each, name));
    return key !== undefined && has(rendering[key], inner, spelled);
  });
}
