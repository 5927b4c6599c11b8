import { rendered, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/bucket/places';
import { ManagedBucketProps } from '../../../src/capabilities/bucket/props';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'bucket.oldVersionDays': 5,
  'bucket.uploadDays': 3,
  'bucket.tieringAfterDays': 0,
  'bucket.minimumTlsVersion': '1.3',
  'bucket.ownKey': true,
  'bucket.keyRotation': false,
  'bucket.keyDeletionDays': 7,
  'bucket.bucketKey': false,
  'bucket.objectLock': true,
  'bucket.lockDays': 10,
  'bucket.lockMode': 'compliance',
  'bucket.accessLogs': true,
  'bucket.accessLogRetentionDays': 20,
  'bucket.accessLogVersionDays': 2,
  'bucket.accessLogUploadDays': 4,
};
const open = {
  'bucket.publicAccessBlocked': false,
  'bucket.aclsDisabled': false,
  'bucket.tlsRequired': false,
  'bucket.ownKey': false,
  'bucket.objectLock': false,
  'bucket.eventBridge': false,
  'bucket.accessLogs': false,
  'bucket.expireAfterDays': 30,
};
const cases: [EnvironmentTier, ManagedBucketProps, { [decision: string]: any }][] = TIERS.flatMap(tier => [
  ...Object.values(VARIANTS).map((props): (typeof cases)[number] => [tier, props, {}]),
  [tier, {}, otherwise],
  [tier, {}, open],
  [tier, {}, { ...otherwise, 'bucket.onRemoval': 'delete' }],
  [tier, {}, { 'bucket.onRemoval': 'retain' }],
]);

const parity = new Parity('bucket', carriers, differences);

/** What Terraform has a resource of its own for, and CloudFormation a property of the bucket. */
const OF_TERRAFORM =
  /^(accessLogBucket|bucket)(Encryption|PublicAccess|Ownership|Versioning|Lifecycle|Logging|Notification|ObjectLock|Cors)$/;
/** What empties a bucket on CloudFormation, and is an argument on Terraform. */
const OF_CLOUDFORMATION = /^(emptying.+|emptiedBucket)$/;

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, defaults) => {
    const { bucket: onCdk } = rendered(props, tier, { defaults });
    const { bucket: onTerraform, slots: terraform } = written(props, tier, { defaults });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.filter(slot => !OF_TERRAFORM.test(slot)).sort()).toEqual(
      onCdk.slots.filter(slot => !OF_CLOUDFORMATION.test(slot)).sort(),
    );
  },
);

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, or is a difference with a reason', () =>
  parity.expectTold(rendered().bucket.decisions));

test('nothing that protects is a difference', () => {
  const protecting = [
    'versioned',
    'publicAccessBlocked',
    'aclsDisabled',
    'tlsRequired',
    'minimumTlsVersion',
    'ownKey',
    'keyRotation',
    'keyDeletionDays',
    'bucketKey',
    'objectLock',
    'lockDays',
    'lockMode',
    'onRemoval',
    'oldVersionDays',
    'accessLogs',
  ];
  expect(protecting.filter(name => differences.includes(name))).toEqual([]);
});
