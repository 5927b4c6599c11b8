import { CfnResource, Stack } from 'aws-cdk-lib';
import { IMixin } from 'constructs';
import { EscapeHatchError } from '../core/errors';
import { KeyStyle, Patch } from '../core/escape-hatch';
import { nearest } from '../core/nearest';

/**
 * Applies a patch or a mixin to a resource, and refuses what would be silently nothing: a mixin for another resource,
 * a path that matches nothing, a key that the resource does not have, a value that is there already.
 */
export function applyEscape(resource: CfnResource, slot: string, change: IMixin, where: string): void {
  const refuse = (what: string, hint: string): never => {
    throw new EscapeHatchError({ what, where: `${where}, slot '${slot}' (${resource.cfnResourceType})`, hint, page: 'guides/escape-hatch.md' });
  };
  if (!change.supports(resource)) {
    refuse(`${change.constructor.name} does not support ${resource.cfnResourceType}.`, 'Choose the slot whose resource the mixin is for.');
  }
  const before = template(resource);
  if (!(change instanceof Patch)) {
    change.applyTo(resource);
    if (template(resource) === before) {
      refuse(`${change.constructor.name} changes nothing on ${resource.cfnResourceType}.`, 'Its keys may be misspelt, or the values already so. Mixins ignore unknown keys.');
    }
    return;
  }
  for (const style of [KeyStyle.TYPED, KeyStyle.VERBATIM]) {
    const restore = remember(resource);
    change._apply(resource, style, `${where}, slot '${slot}' (${resource.cfnResourceType})`);
    const after = template(resource);
    if (after !== before && landed(change, after)) return;
    restore();
  }
  const known = Object.keys((resource as any).cfnProperties).filter(key => key !== 'tags').map(key => key.charAt(0).toUpperCase() + key.slice(1)).sort();
  const first = change.path.split(/[.[]/)[0];
  if (!known.includes(first)) {
    refuse(`'${first}' is not a property of ${resource.cfnResourceType}.`, `Did you mean '${nearest(first, known)}'? There are: ${known.join(', ')}.`);
  }
  refuse(`Patch '${change.path}' changes nothing.`, 'The value is already so, or a key below it is not one of the resource type.');
}

function template(resource: CfnResource): string {
  return JSON.stringify(Stack.of(resource).resolve(resource._toCloudFormation()));
}

/** Typed resources drop keys that they do not know, in the middle of a value too. */
function landed(patch: Patch, after: string): boolean {
  if (patch.value === undefined || patch.value === null || typeof patch.value !== 'object') return true;
  const keys = (value: any): string[] => Array.isArray(value)
    ? value.flatMap(keys)
    : value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...keys(inner)])
      : [];
  const text = after.toLowerCase();
  return keys(patch.value).every(key => text.includes(`"${key.toLowerCase()}"`));
}

/** Puts the properties back as they were. */
function remember(resource: CfnResource): () => void {
  const properties = (resource as any).cfnProperties;
  const copies = Object.fromEntries(Object.entries(properties).filter(([key]) => key !== 'tags').map(([key, value]) => [key, copy(value)]));
  return () => Object.assign(resource, copies);
}

function copy(value: any): any {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
}
