import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
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
import { privateBucket } from '../../../terraform/private-bucket';
import { dependOn } from '../../../terraform/role';
import { BucketDecisions } from '../decisions';
import { LifecycleRule, lifecycleRules } from '../lifecycle';
import { bucketPolicy } from '../policies';

/** The bucket, and what Terraform has resources of its own for. */
export interface BucketResources {
  /** The bucket. */
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
  /** When objects go, or get cheaper. */
  readonly bucketLifecycle: S3BucketLifecycleConfiguration;
  /** What makes it tell EventBridge of its objects. */
  readonly bucketNotification: S3BucketNotification;
  /** What allows to lock objects, where that is. */
  readonly bucketObjectLock?: S3BucketObjectLockConfigurationA;
  /** Which websites may call it, if any. */
  readonly bucketCors?: S3BucketCorsConfiguration;
}

export function renderBucket(owner: CapabilityConstruct, decided: BucketDecisions, key: KmsKey | undefined): BucketResources {
  const { bucket: s3Bucket, encryption, publicAccess, ownership, versioning, lifecycle, policy } = privateBucket(owner, 'bucket', {
    id: 'Resource',
    encryption: key
      ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn }, bucketKeyEnabled: decided.bucketKey }
      : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
    publicAccessBlocked: decided.publicAccessBlocked,
    aclsDisabled: decided.aclsDisabled,
    versioned: decided.versioned,
    rules: lifecycleRules(decided).map(lifecycleRule),
    policy: bucketArn => bucketPolicy(bucketArn, decided),
    kept: decided.onRemoval === 'retain',
  });
  const bucket = s3Bucket.id;
  const bucketNotification = owner._slot('bucketNotification', new S3BucketNotification(owner, 'BucketNotification', { bucket, eventbridge: decided.eventBridge }));
  return {
    bucket: s3Bucket,
    bucketPolicy: policy,
    bucketEncryption: encryption,
    bucketPublicAccess: publicAccess,
    bucketOwnership: ownership,
    bucketVersioning: versioning,
    bucketLifecycle: lifecycle,
    bucketNotification,
    bucketObjectLock: decided.objectLock ? renderObjectLock(owner, decided, bucket, versioning) : undefined,
    bucketCors: decided.cors.length > 0 ? renderCors(owner, decided, bucket) : undefined,
  };
}

/** Tells S3 where to write who asked for what. */
export function renderLogging(owner: CapabilityConstruct, bucket: S3Bucket, logs: { accessLogBucket: S3Bucket; accessLogBucketPolicy: S3BucketPolicy }): S3BucketLoggingA {
  const logging = owner._slot('bucketLogging', new S3BucketLoggingA(owner, 'BucketLogging', { bucket: bucket.id, targetBucket: logs.accessLogBucket.id, targetPrefix: '' }));
  dependOn(logging, logs.accessLogBucketPolicy);
  return logging;
}

/** A resource of its own: the argument of the bucket itself would replace one that is there already. */
function renderObjectLock(owner: CapabilityConstruct, { lockDays, lockMode }: BucketDecisions, bucket: string, versioning: S3BucketVersioningA): S3BucketObjectLockConfigurationA {
  const objectLock = owner._slot('bucketObjectLock', new S3BucketObjectLockConfigurationA(owner, 'BucketObjectLock', {
    bucket,
    objectLockEnabled: 'Enabled',
    rule: lockDays === null ? undefined : { defaultRetention: { days: lockDays, mode: lockMode!.toUpperCase() } },
  }));
  dependOn(objectLock, versioning);
  return objectLock;
}

function renderCors(owner: CapabilityConstruct, { cors }: BucketDecisions, bucket: string): S3BucketCorsConfiguration {
  return owner._slot('bucketCors', new S3BucketCorsConfiguration(owner, 'BucketCors', {
    bucket,
    corsRule: cors.map(rule => ({
      allowedOrigins: rule.allowedOrigins,
      allowedMethods: rule.allowedMethods,
      allowedHeaders: rule.allowedHeaders,
      exposeHeaders: rule.exposedHeaders,
      maxAgeSeconds: rule.maxAgeSeconds,
    })),
  }));
}

function lifecycleRule({ id, prefix, expireAfterDays, removeMarkers, oldVersionDays, uploadDays, tieringAfterDays }: LifecycleRule): S3BucketLifecycleConfigurationRule {
  return {
    id,
    status: 'Enabled',
    filter: [{ prefix }],
    expiration: expireAfterDays === undefined && removeMarkers === undefined ? undefined : [{ days: expireAfterDays, expiredObjectDeleteMarker: removeMarkers }],
    noncurrentVersionExpiration: oldVersionDays === undefined ? undefined : [{ noncurrentDays: oldVersionDays }],
    abortIncompleteMultipartUpload: uploadDays === undefined ? undefined : [{ daysAfterInitiation: uploadDays }],
    transition: tieringAfterDays === undefined ? undefined : [{ storageClass: 'INTELLIGENT_TIERING', days: tieringAfterDays }],
  };
}
