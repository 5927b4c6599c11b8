import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration, S3BucketLifecycleConfigurationRule } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { context } from '../../../terraform/context';
import { LogBucket, logBucket } from '../../../terraform/log-bucket';
import { privateBucket } from '../../../terraform/private-bucket';
import { dependOn } from '../../../terraform/role';
import { InsightsDecisions } from '../decisions';
import { LifecycleRule, lifecycleRules } from '../lifecycle';
import { accessLogs, bucketPolicy } from '../policies';

/** The bucket of all that is collected, and what Terraform has resources of its own for. */
export interface BucketResources extends Partial<LogBucket> {
  /** All that was collected, and the results of queries. */
  readonly bucket: S3Bucket;
  /** Its one policy. */
  readonly bucketPolicy: S3BucketPolicy;
  /** What objects are encrypted with. */
  readonly bucketEncryption: S3BucketServerSideEncryptionConfigurationA;
  /** What keeps it from becoming public. */
  readonly bucketPublicAccess: S3BucketPublicAccessBlock;
  /** Who owns what is in it. */
  readonly bucketOwnership: S3BucketOwnershipControls;
  /** Whether versions are kept. */
  readonly bucketVersioning: S3BucketVersioningA;
  /** When objects go. */
  readonly bucketLifecycle: S3BucketLifecycleConfiguration;
  /** What makes it tell EventBridge of its objects. */
  readonly bucketNotification: S3BucketNotification;
  /** What allows to lock objects, where that is. */
  readonly bucketObjectLock?: S3BucketObjectLockConfigurationA;
  /** What makes S3 write who asked for what, where it does. */
  readonly bucketLogging?: S3BucketLoggingA;
}

export function renderBucket(owner: CapabilityConstruct, decided: InsightsDecisions, key: KmsKey | undefined): BucketResources {
  const kept = decided.onRemoval === 'retain';
  const { bucket: s3Bucket, encryption, publicAccess, ownership, versioning, lifecycle, policy } = privateBucket(owner, 'bucket', {
    id: 'Bucket',
    encryption: key
      ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn }, bucketKeyEnabled: decided.bucketKey }
      : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
    publicAccessBlocked: decided.publicAccessBlocked,
    aclsDisabled: decided.aclsDisabled,
    versioned: decided.versioned,
    rules: lifecycleRules(decided).map(lifecycleRule),
    policy: bucketArn => bucketPolicy(bucketArn, decided),
    kept,
  });
  const bucket = s3Bucket.id;
  const bucketNotification = owner._slot('bucketNotification', new S3BucketNotification(owner, 'BucketNotification', { bucket, eventbridge: decided.eventBridge }));
  let bucketObjectLock: S3BucketObjectLockConfigurationA | undefined;
  if (decided.objectLock) {
    bucketObjectLock = owner._slot('bucketObjectLock', new S3BucketObjectLockConfigurationA(owner, 'BucketObjectLock', { bucket, objectLockEnabled: 'Enabled' }));
    dependOn(bucketObjectLock, versioning);
  }
  const logs = decided.accessLogs ? logBucket(owner, decided, accessLogs(s3Bucket.arn, context(owner).account), kept) : undefined;
  return {
    bucket: s3Bucket,
    bucketPolicy: policy,
    bucketEncryption: encryption,
    bucketPublicAccess: publicAccess,
    bucketOwnership: ownership,
    bucketVersioning: versioning,
    bucketLifecycle: lifecycle,
    bucketNotification,
    bucketObjectLock,
    ...logs,
    bucketLogging: logs && renderLogging(owner, s3Bucket, logs),
  };
}

function renderLogging(owner: CapabilityConstruct, bucket: S3Bucket, { accessLogBucket, accessLogBucketPolicy }: LogBucket): S3BucketLoggingA {
  const logging = owner._slot('bucketLogging', new S3BucketLoggingA(owner, 'BucketLogging', { bucket: bucket.id, targetBucket: accessLogBucket.id, targetPrefix: '' }));
  dependOn(logging, accessLogBucketPolicy);
  return logging;
}

function lifecycleRule({ id, prefix, expireAfterDays, oldVersionDays, uploadDays }: LifecycleRule): S3BucketLifecycleConfigurationRule {
  return {
    id,
    status: 'Enabled',
    filter: [{ prefix }],
    expiration: expireAfterDays === undefined ? undefined : [{ days: expireAfterDays }],
    noncurrentVersionExpiration: oldVersionDays === undefined ? undefined : [{ noncurrentDays: oldVersionDays }],
    abortIncompleteMultipartUpload: uploadDays === undefined ? undefined : [{ daysAfterInitiation: uploadDays }],
  };
}
