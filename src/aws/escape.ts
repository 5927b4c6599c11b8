import { CfnResource, Stack, TagManager } from 'aws-cdk-lib';
import { IMixin } from 'constructs';
import { EscapeHatchError } from '../core/errors';
import { isPlain, Patch, sameWord, Segment } from '../core/escape-hatch';
import { nearest } from '../core/nearest';

/**
 * Applies a patch or a mixin to a resource, and refuses what would be silently nothing: a mixin for another resource,
 * a path that matches nothing, a key that the resource does not have, a value that is there already. What is refused leaves
 * the resource as it was.
 */
export function applyEscape(resource: CfnResource, slot: string, change: IMixin, where: string): void {
  const place = `${where}, slot '${slot}' (${resource.cfnResourceType})`;
  const refuse: Refuse = (what, hint) => {
    throw new EscapeHatchError({ what, where: place, hint, page: 'guides/escape-hatch.md' });
  };
  if (!change.supports(resource)) {
    refuse(`${change.constructor.name} does not support ${resource.cfnResourceType}.`, 'Choose the slot whose resource the mixin is for.');
  }
  if (change instanceof Patch) applyPatch(resource, change, place, refuse);
  else applyMixin(resource, change, refuse);
}

type Refuse = (what: string, hint: string) => never;

function applyMixin(resource: CfnResource, mixin: IMixin, refuse: Refuse): void {
  const before = rendered(resource);
  const restore = remember(resource);
  try {
    mixin.applyTo(resource);
  } catch (error) {
    restore();
    throw error;
  }
  const after = tryRendering(resource);
  if (after instanceof Error) {
    restore();
    refuse(`${mixin.constructor.name} leaves ${resource.cfnResourceType} invalid: ${after.message}`, 'Correct the types of its values.');
  }
  if (JSON.stringify(after) === JSON.stringify(before)) {
    refuse(`${mixin.constructor.name} changes nothing on ${resource.cfnResourceType}.`, 'Its keys may be misspelt, or the values already so. Mixins ignore unknown keys.');
  }
}

function applyPatch(resource: CfnResource, patch: Patch, place: string, refuse: Refuse): void {
  const first = patch.path.split(/[.[]/)[0];
  if (first.toLowerCase() === TagManager.of(resource)?.tagPropertyName.toLowerCase()) {
    refuse('Tags are no escape.', "Use Tags.of(construct).add('key', 'value').");
  }
  const before = rendered(resource);
  let invalid: Error | undefined;
  // Where typed properties end and free-form JSON begins is known to the resource only: the deepest border that it takes.
  for (let typedLevels = patch._levels; typedLevels >= 0; typedLevels--) {
    const restore = remember(resource);
    try {
      patch._apply(resource, typedLevels, place);
    } catch (error) {
      restore();
      throw error;
    }
    const after = tryRendering(resource);
    if (after instanceof Error) invalid = typedLevels === patch._levels ? after : invalid;
    else if (JSON.stringify(after) !== JSON.stringify(before) && landed(patch, after)) return;
    restore();
  }
  const known = Object.keys((resource as any).cfnProperties).filter(key => key !== 'tags').map(key => key.charAt(0).toUpperCase() + key.slice(1)).sort();
  if (!known.some(name => sameWord(name, first))) {
    refuse(`'${first}' is not a property of ${resource.cfnResourceType}.`, `Did you mean '${nearest(first, known)}'? There are: ${known.join(', ')}.`);
  }
  if (invalid) refuse(`Patch '${patch.path}' leaves ${resource.cfnResourceType} invalid: ${invalid.message}`, 'Correct the type of the value.');
  refuse(`Patch '${patch.path}' changes nothing.`, 'The value is already so, or a key below it is not one of the resource type.');
}

/** What the template will have. */
function rendered(resource: CfnResource): any {
  return Object.values(Stack.of(resource).resolve((resource as any)._toCloudFormation()).Resources)[0];
}

function tryRendering(resource: CfnResource): any {
  try {
    return rendered(resource);
  } catch (error) {
    return error;
  }
}

/** Whether a template's key is what a patch calls `word`: the same, or `word` is the key's typed spelling. */
function spelled(key: string, word: string): boolean {
  return key === word || (/^[a-z]/.test(word) && /^[A-Z]/.test(key) && sameWord(key, word));
}

/** Typed resources drop keys that they do not know, in the middle of a value too: looks for each of them in the template. */
function landed(patch: Patch, after: any): boolean {
  if (patch._removes) return true;
  let at = after.Properties;
  for (const segment of patch._segments) {
    // A selected element may have been replaced by one that the selection no longer fits.
    if (at === undefined || (!('key' in segment) && !Array.isArray(at))) return false;
    at = elementOf(at, segment);
  }
  return patch.value === undefined || has(Array.isArray(at) && !Array.isArray(patch.value) ? at[at.length - 1] : at, patch.value);
}

function elementOf(at: any, segment: Segment): any {
  if ('index' in segment) return at[segment.index];
  if ('where' in segment) return at.find((element: any) => Object.entries(element).some(([key, value]) => spelled(key, segment.where) && String(value) === segment.equals)) ?? at[at.length - 1];
  const key = Object.keys(at).find(each => spelled(each, segment.key));
  return key === undefined ? undefined : at[key];
}

function has(rendering: any, value: any): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.every((element, i) => has(rendering?.[i], element));
  if (!isPlain(value)) return rendering !== undefined;
  return Object.entries(value).every(([word, inner]) => {
    if (inner === undefined || inner === null || (isPlain(inner) && Object.keys(inner).length === 0)) return true;
    const key = Object.keys(rendering ?? {}).find(each => spelled(each, word));
    return key !== undefined && has(rendering[key], inner);
  });
}

/** Gives what puts the properties back as they are now. */
function remember(resource: CfnResource): () => void {
  const own = new Set(Object.keys(resource));
  const tags = TagManager.of(resource)?.tagPropertyName;
  const copies = Object.entries((resource as any).cfnProperties).filter(([key]) => key !== tags && key in resource).map(([key, value]) => [key, copy(value)] as const);
  return () => {
    for (const key of Object.keys(resource)) if (!own.has(key)) delete (resource as any)[key];
    const now = (resource as any).cfnProperties;
    // What was never set is left alone: setting a deprecated property warns.
    for (const [key, value] of copies) if (value !== undefined || now[key] !== undefined) (resource as any)[key] = value;
  };
}

function copy(value: any): any {
  if (Array.isArray(value)) return value.map(copy);
  return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)])) : value;
}
