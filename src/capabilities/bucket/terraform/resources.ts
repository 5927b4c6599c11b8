import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import { AccessLogs, DataBucket } from '../../../parts/data-bucket/terraform';

/** Every resource of a bucket. */
export interface ManagedBucketResources extends DataBucket, AccessLogs {
  /** Says which websites may call it, if any. */
  readonly bucketCors?: S3BucketCorsConfiguration;
  /** The key of the objects, unless S3 encrypts with its own. */
  readonly key?: KmsKey;
}
