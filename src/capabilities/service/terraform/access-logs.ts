import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { context } from '../../../terraform/context';
import { json } from '../../../terraform/json';
import { dependOn } from '../../../terraform/role';
import { accessLogPolicy } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** The bucket of the access logs, and what Terraform has resources of its own for. */
export interface AccessLogResources {
  readonly accessLogBucket: S3Bucket;
  readonly accessLogBucketEncryption: S3BucketServerSideEncryptionConfigurationA;
  readonly accessLogBucketPublicAccess: S3BucketPublicAccessBlock;
  readonly accessLogBucketOwnership: S3BucketOwnershipControls;
  readonly accessLogBucketVersioning: S3BucketVersioningA;
  readonly accessLogBucketLifecycle: S3BucketLifecycleConfiguration;
  readonly accessLogBucketPolicy: S3BucketPolicy;
}

/** A private bucket that a load balancer may write its access logs to. */
export function accessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): AccessLogResources {
  const { account, partition } = context(owner);
  const accessLog = owner._slot('accessLogBucket', new S3Bucket(owner, 'AccessLogBucket', {
    // Where logs need not outlive the service, a bucket with logs in it must not keep Terraform from taking it down.
    forceDestroy: !choices.logsKeptOnDeletion,
    lifecycle: choices.logsKeptOnDeletion ? { preventDestroy: true } : undefined,
    tags: owner._tags,
  }));
  const bucket = accessLog.id;
  const accessLogBucketEncryption = owner._slot('accessLogBucketEncryption', new S3BucketServerSideEncryptionConfigurationA(owner, 'AccessLogBucketEncryption', {
    bucket,
    // Load balancers cannot write with a customer's KMS key.
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  }));
  const accessLogBucketPublicAccess = owner._slot('accessLogBucketPublicAccess', new S3BucketPublicAccessBlock(owner, 'AccessLogBucketPublicAccess', {
    bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true,
  }));
  const accessLogBucketOwnership = owner._slot('accessLogBucketOwnership', new S3BucketOwnershipControls(owner, 'AccessLogBucketOwnership', {
    bucket, rule: { objectOwnership: 'BucketOwnerEnforced' },
  }));
  const accessLogBucketVersioning = owner._slot('accessLogBucketVersioning', new S3BucketVersioningA(owner, 'AccessLogBucketVersioning', {
    bucket, versioningConfiguration: { status: 'Enabled' },
  }));
  const accessLogBucketLifecycle = owner._slot('accessLogBucketLifecycle', new S3BucketLifecycleConfiguration(owner, 'AccessLogBucketLifecycle', {
    bucket,
    rule: [{
      id: 'expire',
      status: 'Enabled',
      // All objects.
      filter: [{ prefix: '' }],
      expiration: [{ days: choices.accessLogRetentionDays }],
      noncurrentVersionExpiration: [{ noncurrentDays: choices.accessLogVersionDays }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: choices.accessLogUploadDays }],
    }],
  }));
  const accessLogBucketPolicy = owner._slot('accessLogBucketPolicy', new S3BucketPolicy(owner, 'AccessLogBucketPolicy', {
    bucket,
    policy: json(accessLogPolicy({ bucketArn: accessLog.arn, account, partition })),
  }));
  // S3 refuses changes of one bucket's versions and rules, or of its policy and public access, at the same time.
  dependOn(accessLogBucketLifecycle, accessLogBucketVersioning);
  dependOn(accessLogBucketPolicy, accessLogBucketPublicAccess);
  return {
    accessLogBucket: accessLog, accessLogBucketEncryption, accessLogBucketPublicAccess, accessLogBucketOwnership, accessLogBucketVersioning, accessLogBucketLifecycle, accessLogBucketPolicy,
  };
}
