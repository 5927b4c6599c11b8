import { RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LogBucketChoices } from './decisions';
import { LogDelivery, logBucketPolicy, logBucketRules } from './log-bucket';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { guarding } from '../../engines/aws/removal';
import { privateBucketProps } from '../private-bucket/aws';

/** The bucket of the access logs of one construct. */
export interface LogBucket {
  readonly accessLogBucket: s3.CfnBucket;
  readonly accessLogBucketPolicy: s3.CfnBucketPolicy;
}

/**
 * A private bucket that one service of AWS may write access logs to, in the slots `accessLogBucket` and
 * `accessLogBucketPolicy`.
 */
export function createLogBucket(
  owner: CapabilityConstruct,
  choices: LogBucketChoices,
  delivery: LogDelivery,
): LogBucket {
  const bucket = new s3.CfnBucket(
    owner,
    'AccessLogBucket',
    privateBucketProps({
      // Neither load balancers nor S3 itself can deliver logs to a bucket with a customer's KMS key.
      key: undefined,
      publicAccessBlocked: true,
      aclsDisabled: true,
      versioned: true,
      rules: logBucketRules(choices),
    }),
  );
  // CloudFormation cannot delete a bucket with logs in it: it would fail, and the bucket would stay all the same. Even
  // a new one is not empty: a load balancer writes a test file when logging is switched on.
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
  owner._slot('accessLogBucket', bucket);
  const policy = owner._slot(
    'accessLogBucketPolicy',
    guarding(
      new s3.CfnBucketPolicy(owner, 'AccessLogBucketPolicy', {
        bucket: bucket.ref,
        policyDocument: logBucketPolicy(bucket.attrArn, delivery),
      }),
      bucket,
    ),
  );
  return { accessLogBucket: bucket, accessLogBucketPolicy: policy };
}
