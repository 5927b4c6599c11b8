import { renderDataBucket } from './bucket';
import { renderEmptying } from './emptying';
import { ManagedBucketResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { accessLogs } from '../../../parts/data-bucket/aws';
import { dataKey } from '../../../parts/data-key/aws';
import { BucketDecisions } from '../decisions';
import { keyUsers } from '../policies';

export function renderBucket(owner: CapabilityConstruct, choices: BucketDecisions): ManagedBucketResources {
  const { path } = owner.node;
  const key = choices.ownKey ? dataKey(owner, choices, `Objects of ${path}.`, keyUsers(choices)) : undefined;
  const { bucket, bucketPolicy } = renderDataBucket(owner, choices, key);
  return {
    bucket,
    bucketPolicy,
    key,
    ...accessLogs(owner, choices, bucket),
    ...(choices.onRemoval === 'delete' ? renderEmptying(owner, choices, bucket, key) : {}),
  };
}
