import * as kms from 'aws-cdk-lib/aws-kms';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { DataBucket, dataBucket } from '../../../parts/data-bucket/aws';
import { BucketDecisions } from '../decisions';
import { lifecycleRules } from '../lifecycle';
import { EMPTIED_ON_REMOVAL } from '../policies';

/** The bucket itself, in the slot `bucket`, and its one policy, in `bucketPolicy`. */
export function renderBucket(
  owner: CapabilityConstruct,
  decided: BucketDecisions,
  key: kms.CfnKey | undefined,
): DataBucket {
  return dataBucket(owner, decided, {
    id: 'Resource',
    key,
    rules: lifecycleRules(decided),
    more: {
      corsConfiguration:
        decided.cors.length === 0
          ? undefined
          : {
              corsRules: decided.cors.map(rule => ({
                allowedOrigins: rule.allowedOrigins,
                allowedMethods: rule.allowedMethods,
                allowedHeaders: rule.allowedHeaders,
                exposedHeaders: rule.exposedHeaders,
                maxAge: rule.maxAgeSeconds,
              })),
            },
      tags: decided.onRemoval === 'delete' ? [{ key: EMPTIED_ON_REMOVAL, value: 'true' }] : undefined,
    },
  });
}
