import { CfnResource, TagManager } from 'aws-cdk-lib';

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
const IGNORED = new Set(['Tags', 'TagsRaw', 'HostedZoneTags', 'CreationPolicy']);

/** Takes a structural clone. Tokens are kept by identity: what they resolve to is decided later, by whoever made them. */
export function photograph(resource: CfnResource): Photograph {
  return {
    properties: clone((resource as any).cfnProperties),
    overrides: clone((resource as any).rawOverrides),
    options: clone({ ...resource.cfnOptions, metadata: undefined }),
    logicalId: (resource as any)._logicalIdOverride ?? '',
  };
}

/** One difference between two moments. */
export interface Difference {
  /** In the template's words. */
  readonly property: string;
  readonly organizationPolicy: boolean;
}

/** What differs between a photograph and the resource as it is now. */
export function differences(before: Photograph, resource: CfnResource): Difference[] {
  if (resource.node.scope?.node.tryFindChild(resource.node.id) !== resource) {
    return [{ property: '(the whole resource was removed)', organizationPolicy: false }];
  }
  const now = photograph(resource);
  const found: string[] = [];
  compare('', before.properties, now.properties, found);
  compare('', before.options, now.options, found);
  const raw: string[] = [];
  compare('', before.overrides, now.overrides, raw);
  found.push(...raw.map(path => `${path.replace(/^Properties\./, '')} (raw override)`));
  if (before.logicalId !== now.logicalId) found.push('(logical id)');
  return found.map(property => ({ property, organizationPolicy: ORGANIZATION_POLICY.has(property) }));
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
  for (const key in value) copy[key] = clone(value[key]);
  return copy;
}

function compare(path: string, before: any, now: any, found: string[]): void {
  if (before === now || TagManager.isTaggable(now) || now instanceof TagManager) return;
  const bothObjects = typeof before === 'object' && typeof now === 'object' && before && now && !isToken(before) && !isToken(now);
  if (!bothObjects || Array.isArray(before) !== Array.isArray(now)) {
    if (before === undefined && now === undefined) return;
    found.push(path);
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const word = Array.isArray(now) || Array.isArray(before) ? `[${named(now[key] ?? before[key]) ?? key}]` : key.charAt(0).toUpperCase() + key.slice(1);
    if (IGNORED.has(word)) continue;
    compare(word.startsWith('[') || !path ? path + word : `${path}.${word}`, before[key], now[key], found);
  }
}

/** Elements with a name are spoken of by it, as in a patch's path. */
function named(element: any): string | undefined {
  return typeof element?.name === 'string' ? `Name=${element.name}` : undefined;
}
