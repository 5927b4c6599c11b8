import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3BucketCorsConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-cors-configuration';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { DataBucket, dataBucket } from '../../../parts/data-bucket/terraform';
import { BucketDecisions } from '../decisions';
import { lifecycleRules } from '../lifecycle';

/** The bucket, and what Terraform has resources of its own for. */
export interface BucketResources extends DataBucket {
  /** Which websites may call it, if any. */
  readonly bucketCors?: S3BucketCorsConfiguration;
}

export function renderBucket(
  owner: CapabilityConstruct,
  decided: BucketDecisions,
  key: KmsKey | undefined,
): BucketResources {
  const rendered = dataBucket(owner, decided, { id: 'Resource', key, rules: lifecycleRules(decided) });
  return {
    ...rendered,
    bucketCors: decided.cors.length > 0 ? renderCors(owner, decided, rendered.bucket.id) : undefined,
  };
}

function renderCors(owner: CapabilityConstruct, { cors }: BucketDecisions, bucket: string): S3BucketCorsConfiguration {
  return owner._slot(
    'bucketCors',
    new S3BucketCorsConfiguration(owner, 'BucketCors', {
      bucket,
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
