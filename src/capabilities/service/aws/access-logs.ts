import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { accessLogPolicy } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** A private bucket that a load balancer may write its access logs to. */
export function accessLogBucket(owner: CapabilityConstruct, choices: ServiceChoices): { accessLogBucket: s3.CfnBucket; accessLogBucketPolicy: s3.CfnBucketPolicy } {
  const { account, partition } = Stack.of(owner);
  const days = choices.accessLogRetentionDays;
  const bucket = new s3.CfnBucket(owner, 'AccessLogBucket', {
    // Load balancers cannot write with a customer's KMS key.
    bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    versioningConfiguration: { status: 'Enabled' },
    lifecycleConfiguration: {
      rules: [{
        id: 'expire',
        status: 'Enabled',
        expirationInDays: days,
        noncurrentVersionExpiration: { noncurrentDays: choices.accessLogVersionDays },
        abortIncompleteMultipartUpload: { daysAfterInitiation: choices.accessLogUploadDays },
      }],
    },
  });
  // A bucket with logs in it cannot be deleted by CloudFormation; keeping it is what would happen anyway, without the failure.
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
  owner._slot('accessLogBucket', bucket);
  const policy = owner._slot('accessLogBucketPolicy', new s3.CfnBucketPolicy(owner, 'AccessLogBucketPolicy', {
    bucket: bucket.ref,
    policyDocument: accessLogPolicy({ bucketArn: bucket.attrArn, account, partition }),
  }));
  return { accessLogBucket: bucket, accessLogBucketPolicy: policy };
}
