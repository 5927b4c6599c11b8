import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from '../../../aws/capability-construct';
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
        noncurrentVersionExpiration: { noncurrentDays: 1 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      }],
    },
  });
  // A bucket with logs in it cannot be deleted by CloudFormation; keeping it is what would happen anyway, without the failure.
  bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
  owner._slot('accessLogBucket', bucket);
  const policy = owner._slot('accessLogBucketPolicy', new s3.CfnBucketPolicy(owner, 'AccessLogBucketPolicy', {
    bucket: bucket.ref,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'LoadBalancerLogs',
          Effect: 'Allow',
          Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: `${bucket.attrArn}/AWSLogs/${account}/*`,
          Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': `arn:${partition}:elasticloadbalancing:*:${account}:loadbalancer/*` } },
        },
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [bucket.attrArn, `${bucket.attrArn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  }));
  return { accessLogBucket: bucket, accessLogBucketPolicy: policy };
}
