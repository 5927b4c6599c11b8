import { CfnResource, TagManager } from 'aws-cdk-lib';
import { Difference } from '../core/slot-book';

/** What a resource looked like at one moment: its properties, raw overrides, options, logical id and presence. */
export interface Photograph {
  readonly properties: any;
  readonly overrides: any;
  readonly options: any;
  readonly logicalId: string;
}

/** Properties and options that a platform team sets for everybody, with Aspects. */
const ORGANIZATION_POLICY = new Set(['DeletionPolicy', 'UpdateReplacePolicy', 'PermissionsBoundary']);

/** Tags come from everywhere, and are nobody's escape. */
const IGNORED = new Set(['tags', 'tagsRaw', 'hostedZoneTags', 'creationPolicy', 'Tags', 'TagsRaw', 'HostedZoneTags', 'CreationPolicy']);

/** Marks a change that went past the typed properties. */
const RAW = ' (raw override)';

/** Takes a structural clone. Tokens are kept by identity: what they resolve to is decided later, by whoever made them. */
export function photograph(resource: CfnResource): Photograph {
  const { properties, overrides, options, logicalId } = present(resource);
  return { properties: clone(properties), overrides: clone(overrides), options: clone(options), logicalId };
}

/** The resource as it is now, shared with it: to look at, not to keep. */
function present(resource: CfnResource): Photograph {
  return {
    properties: (resource as any).cfnProperties,
    overrides: (resource as any).rawOverrides,
    options: { ...resource.cfnOptions, metadata: undefined },
    logicalId: (resource as any)._logicalIdOverride ?? '',
  };
}

/** What differs between a photograph and the resource as it is now. */
export function differences(before: Photograph, resource: CfnResource): Difference[] {
  if (resource.node.scope?.node.tryFindChild(resource.node.id) !== resource) {
    return [{ property: '(the whole resource was removed)', organizationPolicy: false }];
  }
  const now = present(resource);
  // Nearly always nothing has changed, and then no paths need to be spelled out.
  if (before.logicalId === now.logicalId && same(before.properties, now.properties) && same(before.options, now.options) && same(before.overrides, now.overrides)) return [];
  const found: string[] = [];
  compare('', before.properties, now.properties, found);
  compare('', before.options, now.options, found);
  const raw: string[] = [];
  const [{ Properties: propertiesBefore = {}, ...restBefore }, { Properties: propertiesNow = {}, ...restNow }] = [before.overrides, now.overrides];
  compare('', propertiesBefore, propertiesNow, raw);
  compare('', restBefore, restNow, raw);
  found.push(...raw.map(path => path + RAW));
  if (before.logicalId !== now.logicalId) found.push('(logical id)');
  return found.map(property => ({ property, organizationPolicy: ORGANIZATION_POLICY.has(property.replace(RAW, '')) }));
}

function isToken(value: any): boolean {
  return typeof value === 'object' && value !== null && typeof value.resolve === 'function';
}

function isPlain(value: any): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
}

function clone(value: any): any {
  if (typeof value !== 'object' || value === null || isToken(value) || !isPlain(value)) return value;
  if (Array.isArray(value)) return value.map(clone);
  const copy: any = {};
  for (const key in value) {
    if (!IGNORED.has(key)) copy[key] = clone(value[key]);
  }
  return copy;
}

/** Whether there is nothing that `compare` would find. May say no where there is nothing. */
function same(before: any, now: any): boolean {
  if (before === now) return true;
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) return false;
  if (isToken(before) || isToken(now) || Array.isArray(before) !== Array.isArray(now)) return false;
  for (const key in now) {
    if (!IGNORED.has(key) && !same(before[key], now[key])) return false;
  }
  for (const key in before) {
    if (!(key in now) && before[key] !== undefined && !IGNORED.has(key)) return false;
  }
  return true;
}

function compare(path: string, before: any, now: any, found: string[]): void {
  if (before === now || now instanceof TagManager || (now && TagManager.isTaggable(now))) return;
  const bothObjects = typeof before === 'object' && typeof now === 'object' && before && now && !isToken(before) && !isToken(now);
  if (!bothObjects || Array.isArray(before) !== Array.isArray(now)) {
    if (before === undefined && now === undefined) return;
    found.push(path);
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (IGNORED.has(key)) continue;
    const word = Array.isArray(now) || Array.isArray(before) ? `[${named(now[key] ?? before[key]) ?? key}]` : key.charAt(0).toUpperCase() + key.slice(1);
    compare(word.startsWith('[') || !path ? path + word : `${path}.${word}`, before[key], now[key], found);
  }
}

/** Elements with a name are spoken of by it, as in a patch's path. */
function named(element: any): string | undefined {
  return typeof element?.name === 'string' ? `Name=${element.name}` : undefined;
}
