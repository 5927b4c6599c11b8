// What goldenpath's ManagedBucket has on the production tier, written by hand with CDK's L2s.
const { Duration, RemovalPolicy, aws_s3: s3 } = require('aws-cdk-lib');
const { dataKey } = require('./hand-written-key.cjs');

const closed = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

/** A bucket for access logs. */
const accessLogBucket = scope =>
  new s3.Bucket(scope, 'AccessLogBucket', {
    ...closed,
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: [
      {
        id: 'expire',
        expiration: Duration.days(365),
        noncurrentVersionExpiration: Duration.days(1),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
exports.accessLogBucket = accessLogBucket;

exports.bucket = scope => {
  const bucket = new s3.Bucket(scope, 'Resource', {
    ...closed,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: dataKey(scope, 'Key', `Objects of ${scope.node.path}.`, ['s3']),
    bucketKeyEnabled: true,
    minimumTLSVersion: 1.2,
    objectLockEnabled: true,
    serverAccessLogsBucket: accessLogBucket(scope),
    lifecycleRules: [
      {
        id: 'all',
        abortIncompleteMultipartUploadAfter: Duration.days(7),
        expiredObjectDeleteMarker: true,
        noncurrentVersionExpiration: Duration.days(90),
        transitions: [{ storageClass: s3.StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }],
      },
    ],
  });
  // On the L1: `eventBridgeEnabled` of the L2 makes a custom resource with a function, in each stack.
  bucket.node.defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  return bucket;
};
