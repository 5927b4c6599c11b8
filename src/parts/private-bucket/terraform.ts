import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import {
  S3BucketLifecycleConfiguration,
  S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import * as sse from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { LifecycleRule, objectOwnership, publicAccess } from './private-bucket';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { json } from '../../engines/terraform/json';
import { preventDestroy } from '../../engines/terraform/lifecycle';
import { dependOn } from '../../engines/terraform/role';
import { upperFirst } from '../../support/names';
import { EncryptingKey } from '../data-key/brought';

/** The differences between one bucket and another. */
export interface PrivateBucketProps {
  /** The construct id of the bucket. Those of the resources around it begin with its slot. */
  readonly id: string;
  /** The key of the objects, unless S3 encrypts with a key of its own. */
  readonly key: EncryptingKey | undefined;
  /** Whether one call to that key serves for many objects. */
  readonly bucketKey?: boolean;
  readonly publicAccessBlocked: boolean;
  readonly aclsDisabled: boolean;
  readonly versioned: boolean;
  readonly rules: LifecycleRule[];
  readonly policy: (bucketArn: string) => object;
  /** Whether no plan may destroy it. Otherwise Terraform destroys it with all that is in it. */
  readonly kept: boolean;
}

/** A bucket, and the resources that Terraform has for its properties. */
export interface PrivateBucket {
  readonly bucket: S3Bucket;
  readonly encryption: sse.S3BucketServerSideEncryptionConfigurationA;
  readonly publicAccess: S3BucketPublicAccessBlock;
  readonly ownership: S3BucketOwnershipControls;
  readonly versioning: S3BucketVersioningA;
  readonly lifecycle: S3BucketLifecycleConfiguration;
  readonly policy: S3BucketPolicy;
}

/** A bucket that nothing makes public, in a slot. Its other resources are in slots that begin with that name. */
export function createPrivateBucket(
  owner: CapabilityConstruct,
  slot: string,
  props: PrivateBucketProps,
): PrivateBucket {
  const id = upperFirst(slot);
  const s3Bucket = owner._slot(
    slot,
    new S3Bucket(owner, props.id, {
      forceDestroy: !props.kept,
      lifecycle: preventDestroy(props.kept),
      tags: owner._tags,
    }),
  );
  const bucket = s3Bucket.id;
  const encryption = renderEncryption(owner, slot, bucket, props);
  const access = owner._slot(
    `${slot}PublicAccess`,
    new S3BucketPublicAccessBlock(owner, `${id}PublicAccess`, { bucket, ...publicAccess(props.publicAccessBlocked) }),
  );
  const ownership = owner._slot(
    `${slot}Ownership`,
    new S3BucketOwnershipControls(owner, `${id}Ownership`, {
      bucket,
      rule: { objectOwnership: objectOwnership(props.aclsDisabled) },
    }),
  );
  const versioning = owner._slot(
    `${slot}Versioning`,
    new S3BucketVersioningA(owner, `${id}Versioning`, {
      bucket,
      versioningConfiguration: { status: props.versioned ? 'Enabled' : 'Suspended' },
    }),
  );
  const lifecycle = owner._slot(
    `${slot}Lifecycle`,
    new S3BucketLifecycleConfiguration(owner, `${id}Lifecycle`, { bucket, rule: props.rules.map(lifecycleRule) }),
  );
  const policy = owner._slot(
    `${slot}Policy`,
    new S3BucketPolicy(owner, `${id}Policy`, { bucket, policy: json(props.policy(s3Bucket.arn)) }),
  );
  // S3 refuses changes of one bucket's versions and rules, or of its policy and public access, at the same time.
  dependOn(lifecycle, versioning);
  dependOn(policy, access);
  return { bucket: s3Bucket, encryption, publicAccess: access, ownership, versioning, lifecycle, policy };
}

function renderEncryption(
  owner: CapabilityConstruct,
  slot: string,
  bucket: string,
  { key, bucketKey }: PrivateBucketProps,
): PrivateBucket['encryption'] {
  const rule = key
    ? {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
        bucketKeyEnabled: bucketKey,
      }
    : { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };
  const id = `${upperFirst(slot)}Encryption`;
  return owner._slot(
    `${slot}Encryption`,
    new sse.S3BucketServerSideEncryptionConfigurationA(owner, id, { bucket, rule: [rule] }),
  );
}

function lifecycleRule({
  id,
  prefix,
  expireAfterDays,
  removeMarkers,
  oldVersionDays,
  uploadDays,
  tieringAfterDays,
}: LifecycleRule): S3BucketLifecycleConfigurationRule {
  return {
    id,
    status: 'Enabled',
    filter: [{ prefix }],
    expiration:
      expireAfterDays === undefined && removeMarkers === undefined
        ? undefined
        : [{ days: expireAfterDays, expiredObjectDeleteMarker: removeMarkers }],
    noncurrentVersionExpiration: oldVersionDays === undefined ? undefined : [{ noncurrentDays: oldVersionDays }],
    abortIncompleteMultipartUpload: uploadDays === undefined ? undefined : [{ daysAfterInitiation: uploadDays }],
    transition:
      tieringAfterDays === undefined ? undefined : [{ storageClass: 'INTELLIGENT_TIERING', days: tieringAfterDays }],
  };
}
