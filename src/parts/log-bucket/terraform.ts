import { LogBucketChoices } from './decisions';
import { LogDelivery, logBucketPolicy, logBucketRules } from './log-bucket';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { PrivateBucket, createPrivateBucket } from '../private-bucket/terraform';

/** The bucket of the access logs of one construct, and the resources that Terraform has for its properties. */
export interface LogBucket {
  readonly accessLogBucket: PrivateBucket['bucket'];
  readonly accessLogBucketEncryption: PrivateBucket['encryption'];
  readonly accessLogBucketPublicAccess: PrivateBucket['publicAccess'];
  readonly accessLogBucketOwnership: PrivateBucket['ownership'];
  readonly accessLogBucketVersioning: PrivateBucket['versioning'];
  readonly accessLogBucketLifecycle: PrivateBucket['lifecycle'];
  readonly accessLogBucketPolicy: PrivateBucket['policy'];
}

/**
 * A private bucket that one service of AWS may write access logs to.
 *
 * @param kept whether the logs outlive what they are about
 */
export function createLogBucket(
  owner: CapabilityConstruct,
  choices: LogBucketChoices,
  delivery: LogDelivery,
  kept: boolean,
): LogBucket {
  const { bucket, encryption, publicAccess, ownership, versioning, lifecycle, policy } = createPrivateBucket(
    owner,
    'accessLogBucket',
    {
      id: 'AccessLogBucket',
      // Neither load balancers nor S3 itself can deliver logs to a bucket with a customer's KMS key.
      key: undefined,
      publicAccessBlocked: true,
      aclsDisabled: true,
      versioned: true,
      rules: logBucketRules(choices),
      policy: bucketArn => logBucketPolicy(bucketArn, delivery),
      kept,
    },
  );
  return {
    accessLogBucket: bucket,
    accessLogBucketEncryption: encryption,
    accessLogBucketPublicAccess: publicAccess,
    accessLogBucketOwnership: ownership,
    accessLogBucketVersioning: versioning,
    accessLogBucketLifecycle: lifecycle,
    accessLogBucketPolicy: policy,
  };
}
