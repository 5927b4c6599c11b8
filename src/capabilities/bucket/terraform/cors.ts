import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { BucketDecisions } from '../decisions';

/** Lets websites call the bucket from a browser. */
export function renderCors(
  owner: CapabilityConstruct,
  { cors }: BucketDecisions,
  bucket: S3Bucket,
): S3BucketCorsConfiguration {
  return owner._slot(
    'bucketCors',
    new S3BucketCorsConfiguration(owner, 'BucketCors', {
      bucket: bucket.id,
      corsRule: cors.map(rule => ({
        allowedOrigins: rule.allowedOrigins,
        allowedMethods: rule.allowedMethods,
        allowedHeaders: rule.allowedHeaders,
        exposeHeaders: rule.exposedHeaders,
        maxAgeSeconds: rule.maxAgeSeconds,
      })),
    }),
  );
}
