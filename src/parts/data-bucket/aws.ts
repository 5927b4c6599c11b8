import { Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { accessLogDelivery, dataBucketPolicy, defaultRetention } from './data-bucket';
import { DataBucketChoices } from './decisions';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { guarding, withRemovalPolicy } from '../../engines/aws/removal';
import { EncryptingKey } from '../data-key/brought';
import { LogBucket, createLogBucket } from '../log-bucket/aws';
import { privateBucketProps } from '../private-bucket/aws';
import { LifecycleRule } from '../private-bucket/private-bucket';

/** A bucket of data, and its one policy. */
export interface DataBucket {
  readonly bucket: s3.CfnBucket;
  readonly bucketPolicy: s3.CfnBucketPolicy;
}

/** The differences between buckets of data, beside what was decided. */
export interface DataBucketProps {
  /** The construct id of the bucket. */
  readonly id: string;
  readonly key: EncryptingKey | undefined;
  readonly rules: LifecycleRule[];
  /** Properties that only this one has. */
  readonly more?: s3.CfnBucketProps;
}

/** A bucket of data, in the slot `bucket`, and its policy. */
export function createDataBucket(
  owner: CapabilityConstruct,
  choices: DataBucketChoices,
  { id, key, rules, more }: DataBucketProps,
): DataBucket {
  const retention = defaultRetention(choices);
  const bucket = owner._slot(
    'bucket',
    withRemovalPolicy(
      new s3.CfnBucket(owner, id, {
        ...privateBucketProps({ ...choices, key, rules }),
        objectLockEnabled: choices.objectLock || undefined,
        objectLockConfiguration: retention && { objectLockEnabled: 'Enabled', rule: { defaultRetention: retention } },
        notificationConfiguration: choices.eventBridge
          ? { eventBridgeConfiguration: { eventBridgeEnabled: true } }
          : undefined,
        ...more,
      }),
      choices.onRemoval,
    ),
  );
  const bucketPolicy = owner._slot(
    'bucketPolicy',
    guarding(
      new s3.CfnBucketPolicy(owner, 'BucketPolicy', {
        bucket: bucket.ref,
        policyDocument: dataBucketPolicy(bucket.attrArn, choices),
      }),
      bucket,
    ),
  );
  return { bucket, bucketPolicy };
}

/** Has S3 write who asked for what, where that was decided. */
export function createAccessLogs(
  owner: CapabilityConstruct,
  choices: DataBucketChoices,
  bucket: s3.CfnBucket,
): Partial<LogBucket> {
  if (!choices.accessLogs) return {};
  const logs = createLogBucket(owner, choices, accessLogDelivery(bucket.attrArn, Stack.of(owner).account));
  owner._amend('bucket', () => (bucket.loggingConfiguration = { destinationBucketName: logs.accessLogBucket.ref }));
  return logs;
}
