import { renderCors } from './cors';
import { ManagedBucketResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { accessLogs, dataBucket } from '../../../parts/data-bucket/terraform';
import { dataKey } from '../../../parts/data-key/terraform';
import { BucketDecisions } from '../decisions';
import { lifecycleRules } from '../lifecycle';
import { keyUsers } from '../policies';

export function renderBucket(owner: CapabilityConstruct, choices: BucketDecisions): ManagedBucketResources {
  const { path } = owner.node;
  const key = choices.ownKey
    ? dataKey(owner, choices, `Objects of ${path}.`, keyUsers(choices), choices.onRemoval === 'retain')
    : undefined;
  const rendered = dataBucket(owner, choices, { id: 'Resource', key, rules: lifecycleRules(choices) });
  const { bucket } = rendered;
  return {
    ...rendered,
    bucketCors: choices.cors.length > 0 ? renderCors(owner, choices, bucket) : undefined,
    key,
    ...accessLogs(owner, choices, bucket),
  };
}
