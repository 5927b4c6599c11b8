import { CfnTag } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { guarding, withRemovalPolicy } from '../../../aws/removal';
import { objectOwnership, publicAccess } from '../../../core/private-bucket';
import { BucketDecisions } from '../decisions';
import { LifecycleRule, lifecycleRules } from '../lifecycle';
import { bucketPolicy, EMPTIED_ON_REMOVAL } from '../policies';

/** The bucket itself, in the slot `bucket`, and its one policy, in `bucketPolicy`. */
export function renderBucket(owner: CapabilityConstruct, decided: BucketDecisions, key: kms.CfnKey | undefined): { bucket: s3.CfnBucket; bucketPolicy: s3.CfnBucketPolicy } {
  const bucket = owner._slot('bucket', withRemovalPolicy(new s3.CfnBucket(owner, 'Resource', {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [key
        ? { serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.attrArn }, bucketKeyEnabled: decided.bucketKey }
        : { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    },
    publicAccessBlockConfiguration: publicAccess(decided.publicAccessBlocked),
    ownershipControls: { rules: [{ objectOwnership: objectOwnership(decided.aclsDisabled) }] },
    versioningConfiguration: { status: decided.versioned ? 'Enabled' : 'Suspended' },
    objectLockEnabled: decided.objectLock || undefined,
    objectLockConfiguration: decided.lockDays === null ? undefined : {
      objectLockEnabled: 'Enabled',
      rule: { defaultRetention: { days: decided.lockDays, mode: decided.lockMode!.toUpperCase() } },
    },
    lifecycleConfiguration: { rules: lifecycleRules(decided).map(lifecycleRule) },
    corsConfiguration: decided.cors.length === 0 ? undefined : {
      corsRules: decided.cors.map(rule => ({
        allowedOrigins: rule.allowedOrigins,
        allowedMethods: rule.allowedMethods,
        allowedHeaders: rule.allowedHeaders,
        exposedHeaders: rule.exposedHeaders,
        maxAge: rule.maxAgeSeconds,
      })),
    },
    notificationConfiguration: decided.eventBridge ? { eventBridgeConfiguration: { eventBridgeEnabled: true } } : undefined,
    tags: decided.onRemoval === 'delete' ? EMPTIED : undefined,
  }), decided.onRemoval));
  const policy = guarding(new s3.CfnBucketPolicy(owner, 'BucketPolicy', { bucket: bucket.ref, policyDocument: bucketPolicy(bucket.attrArn, decided) }), bucket);
  return { bucket, bucketPolicy: owner._slot('bucketPolicy', policy) };
}

const EMPTIED: CfnTag[] = [{ key: EMPTIED_ON_REMOVAL, value: 'true' }];

function lifecycleRule({ id, prefix, expireAfterDays, removeMarkers, oldVersionDays, uploadDays, tieringAfterDays }: LifecycleRule): s3.CfnBucket.RuleProperty {
  return {
    id,
    status: 'Enabled',
    prefix: prefix || undefined,
    expirationInDays: expireAfterDays,
    expiredObjectDeleteMarker: removeMarkers,
    noncurrentVersionExpiration: oldVersionDays === undefined ? undefined : { noncurrentDays: oldVersionDays },
    abortIncompleteMultipartUpload: uploadDays === undefined ? undefined : { daysAfterInitiation: uploadDays },
    transitions: tieringAfterDays === undefined ? undefined : [{ storageClass: 'INTELLIGENT_TIERING', transitionInDays: tieringAfterDays }],
  };
}
