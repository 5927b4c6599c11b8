import { renderDataBucket } from './bucket';
import { renderEmptying } from './emptying';
import { ManagedBucketResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createAccessLogs } from '../../../parts/data-bucket/aws';
import { createDataKey } from '../../../parts/data-key/aws';
import { BucketDecisions } from '../decisions';
import { keyUsers } from '../policies';

export function renderBucket(owner: CapabilityConstruct, choices: BucketDecisions): ManagedBucketResources {
  const { path } = owner.node;
  const key = createDataKey(owner, choices, `Objects of ${path}.`, keyUsers(choices));
  const { bucket, bucketPolicy } = renderDataBucket(owner, choices, key);
  return {
    bucket,
    bucketPolicy,
    key: key?.made,
    ...createAccessLogs(owner, choices, bucket),
    ...(choices.onRemoval === 'delete' ? renderEmptying(owner, choices, bucket, key) : {}),
  };
}
