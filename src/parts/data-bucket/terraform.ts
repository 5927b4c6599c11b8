import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { accessLogDelivery, dataBucketPolicy, defaultRetention } from './data-bucket';
import { DataBucketChoices } from './decisions';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { dependOn } from '../../engines/terraform/role';
import { EncryptingKey } from '../data-key/brought';
import { LogBucket, createLogBucket } from '../log-bucket/terraform';
import { LifecycleRule } from '../private-bucket/private-bucket';
import { PrivateBucket, createPrivateBucket } from '../private-bucket/terraform';

/** A bucket of data, and the resources that Terraform has for its properties. */
export interface DataBucket {
  /** The bucket. */
  readonly bucket: S3Bucket;
  /** Its one policy. */
  readonly bucketPolicy: PrivateBucket['policy'];
  /** Encrypts its objects. */
  readonly bucketEncryption: PrivateBucket['encryption'];
  /** Keeps it from becoming public. */
  readonly bucketPublicAccess: PrivateBucket['publicAccess'];
  /** Says who owns its objects. */
  readonly bucketOwnership: PrivateBucket['ownership'];
  /** Says whether versions are kept. */
  readonly bucketVersioning: S3BucketVersioningA;
  /** Says when objects expire, or move to a cheaper class. */
  readonly bucketLifecycle: PrivateBucket['lifecycle'];
  /** Tells EventBridge of its objects. */
  readonly bucketNotification: S3BucketNotification;
  /** Lets objects be locked, where that was decided. */
  readonly bucketObjectLock?: S3BucketObjectLockConfigurationA;
}

/** The access logs of a bucket, where S3 writes any. */
export interface AccessLogs extends Partial<LogBucket> {
  /** Has S3 write who asked for what. */
  readonly bucketLogging?: S3BucketLoggingA;
}

/** The differences between buckets of data, beside what was decided. */
export interface DataBucketProps {
  /** The construct id of the bucket. */
  readonly id: string;
  readonly key: EncryptingKey | undefined;
  readonly rules: LifecycleRule[];
}

/** A bucket of data, in the slot `bucket`, and what belongs to it but its access logs. */
export function createDataBucket(
  owner: CapabilityConstruct,
  choices: DataBucketChoices,
  { id, key, rules }: DataBucketProps,
): DataBucket {
  const { bucket, encryption, publicAccess, ownership, versioning, lifecycle, policy } = createPrivateBucket(
    owner,
    'bucket',
    {
      ...choices,
      id,
      key,
      rules,
      policy: bucketArn => dataBucketPolicy(bucketArn, choices),
      kept: isKept(choices),
    },
  );
  return {
    bucket,
    bucketPolicy: policy,
    bucketEncryption: encryption,
    bucketPublicAccess: publicAccess,
    bucketOwnership: ownership,
    bucketVersioning: versioning,
    bucketLifecycle: lifecycle,
    bucketNotification: owner._slot(
      'bucketNotification',
      new S3BucketNotification(owner, 'BucketNotification', { bucket: bucket.id, eventbridge: choices.eventBridge }),
    ),
    bucketObjectLock: choices.objectLock ? renderObjectLock(owner, choices, bucket, versioning) : undefined,
  };
}

/** A resource of its own: the argument of the bucket itself would replace one that is there already. */
function renderObjectLock(
  owner: CapabilityConstruct,
  choices: DataBucketChoices,
  bucket: S3Bucket,
  versioning: S3BucketVersioningA,
): S3BucketObjectLockConfigurationA {
  const retention = defaultRetention(choices);
  const objectLock = owner._slot(
    'bucketObjectLock',
    new S3BucketObjectLockConfigurationA(owner, 'BucketObjectLock', {
      bucket: bucket.id,
      objectLockEnabled: 'Enabled',
      rule: retention && { defaultRetention: retention },
    }),
  );
  dependOn(objectLock, versioning);
  return objectLock;
}

/** Has S3 write who asked for what, where that was decided. */
export function createAccessLogs(owner: CapabilityConstruct, choices: DataBucketChoices, bucket: S3Bucket): AccessLogs {
  if (!choices.accessLogs) return {};
  const logs = createLogBucket(owner, choices, accessLogDelivery(bucket.arn, context(owner).account), isKept(choices));
  const bucketLogging = owner._slot(
    'bucketLogging',
    new S3BucketLoggingA(owner, 'BucketLogging', {
      bucket: bucket.id,
      targetBucket: logs.accessLogBucket.id,
      targetPrefix: '',
    }),
  );
  dependOn(bucketLogging, logs.accessLogBucketPolicy);
  return { ...logs, bucketLogging };
}

function isKept({ onRemoval }: DataBucketChoices): boolean {
  return onRemoval === 'retain';
}
