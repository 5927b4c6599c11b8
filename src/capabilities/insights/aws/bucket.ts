import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { LogBucket, logBucket } from '../../../aws/log-bucket';
import { guarding, withRemovalPolicy } from '../../../aws/removal';
import { objectOwnership, publicAccess } from '../../../core/private-bucket';
import { InsightsDecisions } from '../decisions';
import { LifecycleRule, lifecycleRules } from '../lifecycle';
import { accessLogs, bucketPolicy } from '../policies';

/** The bucket of all that is collected. */
export interface RenderedBucket extends Partial<LogBucket> {
  readonly bucket: s3.CfnBucket;
  readonly bucketPolicy: s3.CfnBucketPolicy;
}

/** The bucket, in the slot `bucket`, its policy, and the bucket of its access logs. */
export function renderBucket(owner: CapabilityConstruct, decided: InsightsDecisions, key: kms.CfnKey | undefined): RenderedBucket {
  const bucket = owner._slot('bucket', withRemovalPolicy(new s3.CfnBucket(owner, 'Bucket', {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [key
        ? { serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.attrArn }, bucketKeyEnabled: decided.bucketKey }
        : { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    },
    publicAccessBlockConfiguration: publicAccess(decided.publicAccessBlocked),
    ownershipControls: { rules: [{ objectOwnership: objectOwnership(decided.aclsDisabled) }] },
    versioningConfiguration: { status: decided.versioned ? 'Enabled' : 'Suspended' },
    objectLockEnabled: decided.objectLock || undefined,
    lifecycleConfiguration: { rules: lifecycleRules(decided).map(lifecycleRule) },
    notificationConfiguration: decided.eventBridge ? { eventBridgeConfiguration: { eventBridgeEnabled: true } } : undefined,
  }), decided.onRemoval));
  const policy = guarding(new s3.CfnBucketPolicy(owner, 'BucketPolicy', { bucket: bucket.ref, policyDocument: bucketPolicy(bucket.attrArn, decided) }), bucket);
  owner._slot('bucketPolicy', policy);
  return { bucket, bucketPolicy: policy, ...decided.accessLogs ? logged(owner, decided, bucket) : {} };
}

function logged(owner: CapabilityConstruct, decided: InsightsDecisions, bucket: s3.CfnBucket): LogBucket {
  const logs = logBucket(owner, decided, accessLogs(bucket.attrArn, Stack.of(owner).account));
  owner._amend('bucket', () => bucket.loggingConfiguration = { destinationBucketName: logs.accessLogBucket.ref });
  return logs;
}

function lifecycleRule({ id, prefix, expireAfterDays, oldVersionDays, uploadDays }: LifecycleRule): s3.CfnBucket.RuleProperty {
  return {
    id,
    status: 'Enabled',
    prefix: prefix || undefined,
    expirationInDays: expireAfterDays,
    noncurrentVersionExpiration: oldVersionDays === undefined ? undefined : { noncurrentDays: oldVersionDays },
    abortIncompleteMultipartUpload: uploadDays === undefined ? undefined : { daysAfterInitiation: uploadDays },
  };
}
