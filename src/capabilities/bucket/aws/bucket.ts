import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { DataBucket, createDataBucket } from '../../../parts/data-bucket/aws';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { BucketDecisions } from '../decisions';
import { lifecycleRules } from '../lifecycle';
import { EMPTIED_ON_REMOVAL } from '../policies';

/** The bucket itself, in the slot `bucket`, and its one policy, in `bucketPolicy`. */
export function renderDataBucket(
  owner: CapabilityConstruct,
  choices: BucketDecisions,
  key: EncryptingKey | undefined,
): DataBucket {
  return createDataBucket(owner, choices, {
    id: 'Resource',
    key,
    rules: lifecycleRules(choices),
    more: {
      corsConfiguration: corsConfiguration(choices),
      tags: choices.onRemoval === 'delete' ? [{ key: EMPTIED_ON_REMOVAL, value: 'true' }] : undefined,
    },
  });
}

function corsConfiguration({ cors }: BucketDecisions): s3.CfnBucket.CorsConfigurationProperty | undefined {
  if (cors.length === 0) return undefined;
  return {
    corsRules: cors.map(rule => ({
      allowedOrigins: rule.allowedOrigins,
      allowedMethods: rule.allowedMethods,
      allowedHeaders: rule.allowedHeaders,
      exposedHeaders: rule.exposedHeaders,
      maxAge: rule.maxAgeSeconds,
    })),
  };
}
