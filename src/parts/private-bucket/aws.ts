import * as s3 from 'aws-cdk-lib/aws-s3';
import { LifecycleRule, objectOwnership, publicAccess } from './private-bucket';
import { EncryptingKey } from '../data-key/brought';

/** The differences between one bucket and another. */
export interface PrivateBucketChoices {
  /** The key of the objects, unless S3 encrypts with a key of its own. */
  readonly key?: EncryptingKey;
  /** Whether one call to that key serves for many objects. */
  readonly bucketKey?: boolean;
  readonly publicAccessBlocked: boolean;
  readonly aclsDisabled: boolean;
  readonly versioned: boolean;
  readonly rules: LifecycleRule[];
}

/** The properties of a bucket that nothing makes public. */
export function privateBucketProps({
  key,
  bucketKey,
  publicAccessBlocked,
  aclsDisabled,
  versioned,
  rules,
}: PrivateBucketChoices): s3.CfnBucketProps {
  return {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [
        key
          ? {
              serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
              bucketKeyEnabled: bucketKey,
            }
          : { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
      ],
    },
    publicAccessBlockConfiguration: publicAccess(publicAccessBlocked),
    ownershipControls: { rules: [{ objectOwnership: objectOwnership(aclsDisabled) }] },
    versioningConfiguration: { status: versioned ? 'Enabled' : 'Suspended' },
    lifecycleConfiguration: { rules: rules.map(lifecycleRule) },
  };
}

function lifecycleRule({
  id,
  prefix,
  expireAfterDays,
  removeMarkers,
  oldVersionDays,
  uploadDays,
  tieringAfterDays,
}: LifecycleRule): s3.CfnBucket.RuleProperty {
  return {
    id,
    status: 'Enabled',
    prefix: prefix || undefined,
    expirationInDays: expireAfterDays,
    expiredObjectDeleteMarker: removeMarkers,
    noncurrentVersionExpiration: oldVersionDays === undefined ? undefined : { noncurrentDays: oldVersionDays },
    abortIncompleteMultipartUpload: uploadDays === undefined ? undefined : { daysAfterInitiation: uploadDays },
    transitions:
      tieringAfterDays === undefined
        ? undefined
        : [{ storageClass: 'INTELLIGENT_TIERING', transitionInDays: tieringAfterDays }],
  };
}
