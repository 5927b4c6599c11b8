import { RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from './capability-construct';
import { LogBucketChoices, LogDelivery, logBucketPolicy } from '../core/log-bucket';
import { objectOwnership, publicAccess } from '../core/private-bucket';

/** The bucket of the access logs of one construct. */
export interface LogBucket {
  readonly accessLogBucket: s3.CfnBucket;
  readonly accessLogBucketPolicy: s3.CfnBucketPolicy;
}

/** A private bucket that one service of AWS may write access logs to, in the slots `accessLogBucket` and `accessLogBucketPolicy`. */
export function logBucket(owner: CapabilityConstruct, choices: LogBucketChoices, delivery: LogDelivery): LogBucket {
  const bucket = new s3.CfnBucket(owner, 'AccessLogBucket', {
    // Neither load balancers nor S3 itself can deliver logs to a bucket with a customer's KMS key.
    bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
    publicAccessBlockConfiguration: publicAccess(true),
    ownershipControls: { rules: [{ objectOwnership: objectOwnership(true) }] },
    versioningConfiguration: { status: 'Enabled' },
    lifecycleConfiguration: {
      rules: [{
        id: 'expire',
        status: 'Enabled',
        expirationInDays: choices.accessLogRetentionDays,
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
    policyDocument: logBucketPolicy(bucket.attrArn, delivery),
  }));
  return { accessLogBucket: bucket, accessLogBucketPolicy: policy };
}
