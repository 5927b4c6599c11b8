import { BucketDecisions } from './decisions';
import { Carrier, Pair, Read } from '../../record/place';

type When = (decided: BucketDecisions) => boolean;
/** A slot and a path in it. */
type Place = readonly [slot: string, path: string];

const isThere: Read = value => value !== undefined;
const isSet: Read = value => value === true;
const lowerCase: Read = value => value?.toLowerCase();
/** The first element of a block that Terraform writes as a list. */
const inFirst =
  (name: string): Read =>
  (blocks: any) =>
    blocks?.[0]?.[name];

function carrier(
  decision: keyof BucketDecisions & string,
  cloudformation: Place,
  terraform: Place,
  read: Read | Pair<Read> = value => value,
  when?: When,
): Carrier {
  const [ofCloudformation, ofTerraform] = typeof read === 'function' ? [read, read] : read;
  return {
    decision,
    when: when as Carrier['when'],
    cloudformation: { slot: cloudformation[0], path: cloudformation[1], read: ofCloudformation },
    terraform: { slot: terraform[0], path: terraform[1], read: ofTerraform },
  };
}

/** A property of the rule for all objects, which Terraform has a block for. */
function forAll(decision: keyof BucketDecisions & string, path: string, [block, name]: Place): Carrier {
  return carrier(
    decision,
    ['bucket', `LifecycleConfiguration.Rules[Id=all].${path}`],
    ['bucketLifecycle', `rule[id=all].${block}`],
    [value => value, inFirst(name)],
  );
}

/** A property of the rule for the access logs. */
function forLogs(decision: keyof BucketDecisions & string, path: string, [block, name]: Place): Carrier {
  return carrier(
    decision,
    ['accessLogBucket', `LifecycleConfiguration.Rules[Id=expire].${path}`],
    ['accessLogBucketLifecycle', `rule[id=expire].${block}`],
    [value => value, inFirst(name)],
    logged,
  );
}

const logged: When = ({ accessLogs }) => accessLogs;
const withKey: When = ({ ownKey }) => ownKey;
const retained: When = ({ onRemoval }) => onRemoval === 'retain';

const ENCRYPTION: Place = [
  'bucket',
  'BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.KMSMasterKeyID',
];
const [ENCRYPTION_ON_TERRAFORM, BUCKET_KEY_ON_TERRAFORM]: Place[] = [
  ['bucketEncryption', 'rule[0].apply_server_side_encryption_by_default.kms_master_key_id'],
  ['bucketEncryption', 'rule[0].bucket_key_enabled'],
];

const without = (object: object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
const sooner: Pair<Read> = [
  (rules: any[]) =>
    rules
      .filter(({ Id }) => Id !== 'all')
      .map(({ Prefix, ExpirationInDays }) => ({ prefix: Prefix, expireAfterDays: ExpirationInDays })),
  (rules: any[]) =>
    rules
      .filter(({ id }) => id !== 'all')
      .map(({ filter, expiration }) => ({ prefix: filter[0].prefix, expireAfterDays: expiration[0].days })),
];
const websites: Pair<Read> = [
  (rules: any[] = []) =>
    rules.map(rule =>
      without({
        allowedOrigins: rule.AllowedOrigins,
        allowedMethods: rule.AllowedMethods,
        allowedHeaders: rule.AllowedHeaders,
        exposedHeaders: rule.ExposedHeaders,
        maxAgeSeconds: rule.MaxAge,
      }),
    ),
  (rules: any[] = []) =>
    rules.map(rule =>
      without({
        allowedOrigins: rule.allowed_origins,
        allowedMethods: rule.allowed_methods,
        allowedHeaders: rule.allowed_headers,
        exposedHeaders: rule.expose_headers,
        maxAgeSeconds: rule.max_age_seconds,
      }),
    ),
];
const closed: Pair<Read> = [
  access => Object.values(access).every(each => each === true) && Object.keys(access).length === 4,
  access =>
    [
      access.block_public_acls,
      access.block_public_policy,
      access.ignore_public_acls,
      access.restrict_public_buckets,
    ].every(each => each === true),
];

/** Where each decision about a bucket is seen in what CloudFormation and Terraform are given. */
export const carriers: Carrier[] = [
  carrier(
    'versioned',
    ['bucket', 'VersioningConfiguration.Status'],
    ['bucketVersioning', 'versioning_configuration.status'],
    status => status === 'Enabled',
  ),
  forAll('expireAfterDays', 'ExpirationInDays', ['expiration', 'days']),
  carrier('lifecycle', ['bucket', 'LifecycleConfiguration.Rules'], ['bucketLifecycle', 'rule'], sooner),
  carrier('cors', ['bucket', 'CorsConfiguration.CorsRules'], ['bucketCors', 'cors_rule'], websites),
  forAll('oldVersionDays', 'NoncurrentVersionExpiration.NoncurrentDays', [
    'noncurrent_version_expiration',
    'noncurrent_days',
  ]),
  forAll('uploadDays', 'AbortIncompleteMultipartUpload.DaysAfterInitiation', [
    'abort_incomplete_multipart_upload',
    'days_after_initiation',
  ]),
  forAll('tieringAfterDays', 'Transitions[StorageClass=INTELLIGENT_TIERING].TransitionInDays', ['transition', 'days']),
  carrier('publicAccessBlocked', ['bucket', 'PublicAccessBlockConfiguration'], ['bucketPublicAccess', ''], closed),
  carrier(
    'aclsDisabled',
    ['bucket', 'OwnershipControls.Rules[0].ObjectOwnership'],
    ['bucketOwnership', 'rule.object_ownership'],
    ownership => ownership === 'BucketOwnerEnforced',
  ),
  carrier(
    'tlsRequired',
    ['bucketPolicy', 'PolicyDocument.Statement[Sid=TlsOnly]'],
    ['bucketPolicy', 'policy'],
    [isThere, policy => policy.includes('"aws:SecureTransport" = "false"')],
  ),
  carrier(
    'minimumTlsVersion',
    ['bucketPolicy', 'PolicyDocument.Statement[Sid=RecentTlsOnly].Condition.NumericLessThan'],
    ['bucketPolicy', 'policy'],
    [condition => condition['s3:TlsVersion'], policy => /"s3:TlsVersion" = "([\d.]+)"/.exec(policy)?.[1]],
  ),
  carrier('ownKey', ENCRYPTION, ENCRYPTION_ON_TERRAFORM, isThere),
  carrier('keyRotation', ['key', 'EnableKeyRotation'], ['key', 'enable_key_rotation'], undefined, withKey),
  carrier('keyDeletionDays', ['key', 'PendingWindowInDays'], ['key', 'deletion_window_in_days'], undefined, withKey),
  carrier(
    'bucketKey',
    ['bucket', 'BucketEncryption.ServerSideEncryptionConfiguration[0].BucketKeyEnabled'],
    BUCKET_KEY_ON_TERRAFORM,
    undefined,
    withKey,
  ),
  carrier(
    'objectLock',
    ['bucket', 'ObjectLockEnabled'],
    ['bucketObjectLock', 'object_lock_enabled'],
    [isSet, enabled => enabled === 'Enabled'],
  ),
  carrier(
    'onRemoval',
    ['bucket', 'DeletionPolicy'],
    ['bucket', 'force_destroy'],
    [lowerCase, forced => (forced ? 'delete' : 'retain')],
  ),
  carrier(
    'onRemoval',
    ['bucket', 'UpdateReplacePolicy'],
    ['bucket', 'lifecycle.prevent_destroy'],
    [lowerCase, prevented => (prevented ? 'retain' : 'delete')],
    retained,
  ),
  carrier(
    'lockDays',
    ['bucket', 'ObjectLockConfiguration.Rule.DefaultRetention.Days'],
    ['bucketObjectLock', 'rule.default_retention.days'],
  ),
  carrier(
    'lockMode',
    ['bucket', 'ObjectLockConfiguration.Rule.DefaultRetention.Mode'],
    ['bucketObjectLock', 'rule.default_retention.mode'],
    lowerCase,
  ),
  carrier(
    'eventBridge',
    ['bucket', 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled'],
    ['bucketNotification', 'eventbridge'],
    isSet,
  ),
  carrier(
    'accessLogs',
    ['bucket', 'LoggingConfiguration.DestinationBucketName'],
    ['bucketLogging', 'target_bucket'],
    isThere,
  ),
  forLogs('accessLogRetentionDays', 'ExpirationInDays', ['expiration', 'days']),
  forLogs('accessLogVersionDays', 'NoncurrentVersionExpiration.NoncurrentDays', [
    'noncurrent_version_expiration',
    'noncurrent_days',
  ]),
  forLogs('accessLogUploadDays', 'AbortIncompleteMultipartUpload.DaysAfterInitiation', [
    'abort_incomplete_multipart_upload',
    'days_after_initiation',
  ]),
];

/** What the two engines do not say alike. The README has the reasons. */
export const differences: string[] = [
  'emptyingRuntime',
  'emptyingArchitecture',
  'emptyingMemoryMib',
  'emptyingTimeoutSeconds',
  'emptyingConcurrency',
  'emptyingLogDays',
];
