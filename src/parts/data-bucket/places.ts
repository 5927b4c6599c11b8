import { DataBucketChoices } from './decisions';
import { Codecs } from '../../record/codecs';
import { EnginePlace, Place } from '../../record/place';
import { BroughtKeyChoices, broughtKeyPlace } from '../data-key/brought';
import { logBucketPlaces } from '../log-bucket/places';
import { inRule } from '../private-bucket/places';

/**
 * The choices about a bucket of data that show in its resources.
 *
 * @internal
 */
export interface PlacedBucketChoices extends DataBucketChoices, BroughtKeyChoices {
  readonly ownKey: boolean;
  readonly oldVersionDays: number;
  readonly uploadDays: number;
}

/** A property of the bucket, which Terraform has a resource of its own for. */
const of = (cloudformation: string | EnginePlace, slot: string, path: string) => ({
  slot: 'bucket',
  cloudformation,
  terraform: { slot, path },
});

const ENCRYPTION = 'BucketEncryption.ServerSideEncryptionConfiguration[0]';
const PUBLIC_ACCESS = 'PublicAccessBlockConfiguration';
const KEY = of(
  `${ENCRYPTION}.ServerSideEncryptionByDefault.KMSMasterKeyID`,
  'bucketEncryption',
  'rule[0].apply_server_side_encryption_by_default.kms_master_key_id',
);
const WITH_KEY = { ownKey: true };
const LOGGED = { accessLogs: true };

/**
 * Where the decisions about a bucket of data are seen, and those about its access logs. Their rule for all objects has
 * the id `all`.
 *
 * @internal
 */
export const dataBucketPlaces: Place<PlacedBucketChoices>[] = [
  {
    decision: 'versioned',
    ...of('VersioningConfiguration.Status', 'bucketVersioning', 'versioning_configuration.status'),
    unit: 'enabled',
  },
  { decision: 'oldVersionDays', ...inRule('bucket', 'all', 'oldVersionDays') },
  { decision: 'uploadDays', ...inRule('bucket', 'all', 'uploadDays') },
  ...[
    ['BlockPublicAcls', 'block_public_acls'],
    ['BlockPublicPolicy', 'block_public_policy'],
    ['IgnorePublicAcls', 'ignore_public_acls'],
    ['RestrictPublicBuckets', 'restrict_public_buckets'],
  ].map(([cloudformation, terraform]): Place<PlacedBucketChoices> => ({
    decision: 'publicAccessBlocked',
    ...of(`${PUBLIC_ACCESS}.${cloudformation}`, 'bucketPublicAccess', terraform),
  })),
  {
    decision: 'aclsDisabled',
    ...of('OwnershipControls.Rules[0].ObjectOwnership', 'bucketOwnership', 'rule.object_ownership'),
    unit: 'owner-enforced',
  },
  {
    decision: 'tlsRequired',
    slot: 'bucketPolicy',
    cloudformation: { path: 'PolicyDocument.Statement[Sid=TlsOnly]', unit: 'present' },
    terraform: { path: 'policy', unit: 'tls-only' },
  },
  {
    decision: 'minimumTlsVersion',
    slot: 'bucketPolicy',
    cloudformation: {
      path: 'PolicyDocument.Statement[Sid=RecentTlsOnly].Condition.NumericLessThan',
      key: 's3:TlsVersion',
    },
    terraform: { path: 'policy', unit: 'tls-version-in-json' },
  },
  { decision: 'ownKey', ...KEY, unit: 'present' },
  broughtKeyPlace(KEY),
  {
    decision: 'bucketKey',
    ...of(`${ENCRYPTION}.BucketKeyEnabled`, 'bucketEncryption', 'rule[0].bucket_key_enabled'),
    when: WITH_KEY,
  },
  {
    decision: 'objectLock',
    ...of({ path: 'ObjectLockEnabled', unit: 'true' }, 'bucketObjectLock', 'object_lock_enabled'),
    unit: 'enabled',
  },
  {
    decision: 'eventBridge',
    ...of('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', 'bucketNotification', 'eventbridge'),
    unit: 'true',
  },
  {
    decision: 'accessLogs',
    ...of('LoggingConfiguration.DestinationBucketName', 'bucketLogging', 'target_bucket'),
    unit: 'present',
  },
  ...logBucketPlaces(LOGGED),
];

/**
 * The codecs of these places, beside the common ones.
 *
 * @internal
 */
export const dataBucketCodecs: Codecs = {
  'owner-enforced': (ownership?: string) => ownership === 'BucketOwnerEnforced',
  'tls-version-in-json': (policy: string) => /"s3:TlsVersion" = "([\d.]+)"/.exec(policy)?.[1],
};
