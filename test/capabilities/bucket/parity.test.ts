import { rendered } from './fixture';
import { written } from './terraform-fixture';
import * as places from '../../../src/capabilities/bucket/places';
import { ManagedBucketProps } from '../../../src/capabilities/bucket/props';
import { samples } from '../../../src/capabilities/bucket/samples';
import { NOWHERE, propsOf, samplesByName } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

type Case = readonly [tier: EnvironmentTier, props: ManagedBucketProps, defaults: { [decision: string]: any }];

/** The path's own choices, then those of platform teams. */
const defaults = [{}, ...samples.otherwise!].map(each =>
  Object.fromEntries(Object.entries(each).map(([decision, value]) => [`bucket.${decision}`, value])),
);
const cases: Case[] = TIERS.flatMap(tier =>
  Object.values(samplesByName(samples)).flatMap(sample =>
    defaults.map((each): Case => [tier, propsOf(sample, NOWHERE), each]),
  ),
);

const parity = new Parity('bucket', places);

/** Resources of Terraform that are properties of the bucket on CloudFormation. */
const OF_TERRAFORM = new RegExp(
  '^(accessLogBucket|bucket)' +
    '(Encryption|PublicAccess|Ownership|Versioning|Lifecycle|Logging|Notification|ObjectLock|Cors)$',
);
/** Resources of CloudFormation that are an argument of the bucket on Terraform: they empty it. */
const OF_CLOUDFORMATION = /^(emptying.+|emptiedBucket)$/;

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, each) => {
    const { bucket: onCdk } = rendered(props, tier, { defaults: each });
    const { bucket: onTerraform, slots: terraform } = written(props, tier, { defaults: each });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.filter(slot => !OF_TERRAFORM.test(slot)).sort()).toEqual(
      onCdk.slots.filter(slot => !OF_CLOUDFORMATION.test(slot)).sort(),
    );
  },
);

test('every place was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a place, or is a difference with a reason', () =>
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
  expect(protecting.filter(name => places.differences.includes(name))).toEqual([]);
});
