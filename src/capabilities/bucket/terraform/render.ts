import { renderCors } from './cors';
import { ManagedBucketResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { createAccessLogs, createDataBucket } from '../../../parts/data-bucket/terraform';
import { createDataKey } from '../../../parts/data-key/terraform';
import { BucketDecisions } from '../decisions';
import { lifecycleRules } from '../lifecycle';
import { keyUsers } from '../policies';

export function renderBucket(owner: CapabilityConstruct, choices: BucketDecisions): ManagedBucketResources {
  const { path } = owner.node;
  // Nothing is logged here: Terraform empties a bucket without a function.
  const users = { ...keyUsers(choices), certain: [] };
  const key = createDataKey(owner, choices, `Objects of ${path}.`, users, choices.onRemoval === 'retain');
  const rendered = createDataBucket(owner, choices, { id: 'Resource', key, rules: lifecycleRules(choices) });
  const { bucket } = rendered;
  return {
    ...rendered,
    bucketCors: choices.cors.length > 0 ? renderCors(owner, choices, bucket) : undefined,
    key: key?.made,
    ...createAccessLogs(owner, choices, bucket),
  };
}
