import { readFileSync } from 'fs';
import { rendered, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/bucket/carriers';
import { ManagedBucketProps } from '../../../src/capabilities/bucket/props';
import { carried } from '../../../src/core/carrier';
import { Decision } from '../../../src/core/decision';
import { EnvironmentTier, TIERS } from '../../../src/core/tier';

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'bucket.oldVersionDays': 5, 'bucket.uploadDays': 3, 'bucket.tieringAfterDays': 0, 'bucket.minimumTlsVersion': '1.3', 'bucket.ownKey': true, 'bucket.keyRotation': false,
  'bucket.keyDeletionDays': 7, 'bucket.bucketKey': false, 'bucket.objectLock': true, 'bucket.lockDays': 10, 'bucket.lockMode': 'compliance', 'bucket.accessLogs': true,
  'bucket.accessLogRetentionDays': 20, 'bucket.accessLogVersionDays': 2, 'bucket.accessLogUploadDays': 4,
};
const open = {
  'bucket.publicAccessBlocked': false, 'bucket.aclsDisabled': false, 'bucket.tlsRequired': false, 'bucket.ownKey': false, 'bucket.objectLock': false, 'bucket.eventBridge': false,
  'bucket.accessLogs': false, 'bucket.expireAfterDays': 30,
};
const cases: [EnvironmentTier, ManagedBucketProps, { [decision: string]: any }][] = TIERS.flatMap(tier => [
  ...Object.values(VARIANTS).map((props): typeof cases[number] => [tier, props, {}]),
  [tier, {}, otherwise], [tier, {}, open], [tier, {}, { ...otherwise, 'bucket.onRemoval': 'delete' }], [tier, {}, { 'bucket.onRemoval': 'retain' }],
]);

/** The carriers that had something to carry in some case. */
const used = new Set<object>();

/** What Terraform has a resource of its own for, and CloudFormation a property of the bucket. */
const OF_TERRAFORM = /^(accessLogBucket|bucket)(Encryption|PublicAccess|Ownership|Versioning|Lifecycle|Logging|Notification|ObjectLock|Cors)$/;
/** What empties a bucket on CloudFormation, and is an argument on Terraform. */
const OF_CLOUDFORMATION = /^(emptying.+|emptiedBucket)$/;

test.each(cases.map((each, index) => [index, ...each] as const))('case %i, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const { bucket: onCdk, whole } = rendered(props, tier, { defaults });
  const { bucket: onTerraform, slots: terraform } = written(props, tier, { defaults });
  expect(onTerraform.decisions).toEqual(onCdk.decisions);
  expect(onTerraform.slots.filter(slot => !OF_TERRAFORM.test(slot)).sort()).toEqual(onCdk.slots.filter(slot => !OF_CLOUDFORMATION.test(slot)).sort());

  const cloudformation = Object.fromEntries(onCdk.slots.map(slot => {
    const { Properties, DeletionPolicy, UpdateReplacePolicy } = whole(slot);
    return [slot, { ...Properties, DeletionPolicy, UpdateReplacePolicy }];
  }));
  const values = valuesOf(onCdk.decisions);
  const standing = carriers.filter(({ when }) => when?.(values) ?? true);
  standing.forEach(carrier => used.add(carrier));
  const found = (engine: 'cloudformation' | 'terraform', resources: any) =>
    standing.map(carrier => [carrier.decision, carrier[engine].slot, carried(carrier[engine], resources) ?? null]);
  const expected = (engine: 'cloudformation' | 'terraform') => standing.map(carrier => [carrier.decision, carrier[engine].slot, values[carrier.decision]]);
  expect(found('cloudformation', cloudformation)).toEqual(expected('cloudformation'));
  expect(found('terraform', terraform)).toEqual(expected('terraform'));
});

test('every carrier was needed', () => {
  expect(carriers.filter(carrier => !used.has(carrier))).toEqual([]);
});

test('every decision has a carrier, or is a difference with a reason', () => {
  const names = Object.keys(valuesOf(rendered().bucket.decisions));
  const carriedNames = new Set(carriers.map(({ decision }) => decision));
  expect(names.filter(name => !carriedNames.has(name) && !differences.includes(name))).toEqual([]);
  expect([...carriedNames, ...differences].filter(name => !names.includes(name))).toEqual([]);
  const [, table] = readFileSync('src/capabilities/bucket/README.md', 'utf8').split('## Differences between the engines');
  const rows = [...table.split('\n## ')[0].matchAll(/^\| `(\w+)` \| .{20,} \|$/gm)].map(([, name]) => name);
  expect(rows).toEqual(differences);
});

test('nothing that protects is a difference', () => {
  const protecting = [
    'versioned', 'publicAccessBlocked', 'aclsDisabled', 'tlsRequired', 'minimumTlsVersion', 'ownKey', 'keyRotation', 'keyDeletionDays', 'bucketKey', 'objectLock', 'lockDays',
    'lockMode', 'onRemoval', 'oldVersionDays', 'accessLogs',
  ];
  expect(protecting.filter(name => differences.includes(name))).toEqual([]);
});

function valuesOf(decisions: Decision[]): { [decision: string]: any } {
  return Object.fromEntries(decisions.map(({ name, value }) => [name.replace('bucket.', ''), value]));
}
