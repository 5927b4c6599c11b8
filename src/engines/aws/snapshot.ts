import { CfnResource, TagManager } from 'aws-cdk-lib';
import { Difference } from '../../record/slot-engine';
import { StructuralComparison } from '../../record/structural-comparison';
import { isAttached } from '../../support/tree';

/** The state of a resource at one moment: its properties, raw overrides, options, logical id and presence. */
export interface Snapshot {
  readonly properties: any;
  readonly overrides: any;
  readonly options: any;
  readonly logicalId: string;
}

/** The properties and options that a platform team sets for everybody, with Aspects. */
const ORGANIZATION_POLICY = new Set(['DeletionPolicy', 'UpdateReplacePolicy', 'PermissionsBoundary']);

/** Tags come from everywhere, so a change of them is no escape. */
const STRUCTURE = new StructuralComparison(
  new Set([
    'tags',
    'tagsRaw',
    'hostedZoneTags',
    'creationPolicy',
    'Tags',
    'TagsRaw',
    'HostedZoneTags',
    'CreationPolicy',
  ]),
  key => key.charAt(0).toUpperCase() + key.slice(1),
  value => value instanceof TagManager || (value && TagManager.isTaggable(value)),
);

/** Marks a change that was not made by the typed properties. */
const RAW = ' (raw override)';

/**
 * Takes a snapshot: a structural clone, with tokens by identity. Whoever made a token decides later what it resolves
 * to.
 */
export function snapshot(resource: CfnResource): Snapshot {
  const { properties, overrides, options, logicalId } = present(resource);
  return {
    properties: STRUCTURE.clone(properties),
    overrides: STRUCTURE.clone(overrides),
    options: STRUCTURE.clone(options),
    logicalId,
  };
}

/** The current state, which shares its values with the resource: to be read at once, not to be kept. */
function present(resource: CfnResource): Snapshot {
  return {
    properties: (resource as any).cfnProperties,
    overrides: (resource as any).rawOverrides,
    options: { ...resource.cfnOptions, metadata: undefined },
    logicalId: (resource as any)._logicalIdOverride ?? '',
  };
}

/** The differences between a snapshot and the resource as it is now. */
export function differences(before: Snapshot, resource: CfnResource): Difference[] {
  if (!isAttached(resource)) {
    return [{ property: '(the whole resource was removed)', organizationPolicy: false }];
  }
  const now = present(resource);
  const unchanged = (['properties', 'options', 'overrides'] as const).every(part =>
    STRUCTURE.same(before[part], now[part]),
  );
  // Nearly always nothing has changed, and then no paths need to be computed.
  if (unchanged && before.logicalId === now.logicalId) return [];
  const [{ Properties: propertiesBefore = {}, ...restBefore }, { Properties: propertiesNow = {}, ...restNow }] = [
    before.overrides,
    now.overrides,
  ];
  const raw = [
    ...STRUCTURE.differences(propertiesBefore, propertiesNow),
    ...STRUCTURE.differences(restBefore, restNow),
  ];
  const found = [
    ...STRUCTURE.differences(before.properties, now.properties),
    ...STRUCTURE.differences(before.options, now.options),
    ...raw.map(path => path + RAW),
  ];
  if (before.logicalId !== now.logicalId) found.push('(logical id)');
  return found.map(property => ({ property, organizationPolicy: ORGANIZATION_POLICY.has(property.replace(RAW, '')) }));
}
