import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { LogBucketChoices, LogDelivery, logBucketPolicy, logBucketRules } from './log-bucket';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { privateBucket } from '../private-bucket/terraform';

/** The bucket of the access logs of one construct, and what Terraform has resources of its own for. */
export interface LogBucket {
  readonly accessLogBucket: S3Bucket;
  readonly accessLogBucketEncryption: S3BucketServerSideEncryptionConfigurationA;
  readonly accessLogBucketPublicAccess: S3BucketPublicAccessBlock;
  readonly accessLogBucketOwnership: S3BucketOwnershipControls;
  readonly accessLogBucketVersioning: S3BucketVersioningA;
  readonly accessLogBucketLifecycle: S3BucketLifecycleConfiguration;
  readonly accessLogBucketPolicy: S3BucketPolicy;
}

/**
 * A private bucket that one service of AWS may write access logs to.
 *
 * @param kept whether the logs outlive what they are about
 */
export function logBucket(
  owner: CapabilityConstruct,
  choices: LogBucketChoices,
  delivery: LogDelivery,
  kept: boolean,
): LogBucket {
  const { bucket, encryption, publicAccess, ownership, versioning, lifecycle, policy } = privateBucket(
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
