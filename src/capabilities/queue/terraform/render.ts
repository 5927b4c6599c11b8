import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { renderQueues } from './queues';
import { ManagedQueueResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { renderAlarms } from '../../../parts/alarm/terraform';
import { createDataKey } from '../../../parts/data-key/terraform';
import { OnlyPolicy } from '../../../parts/resource-policy/terraform';
import { upperFirst } from '../../../support/names';
import { queueAlarms } from '../alarms';
import { QueueDecisions } from '../decisions';
import { keyUsers, ownStatements } from '../policies';

export type QueuePolicy = OnlyPolicy<SqsQueuePolicy>;

/** A queue as it was made: its resources, and the policy that others add to. */
export interface RenderedQueue {
  readonly resources: ManagedQueueResources;
  readonly policy: QueuePolicy;
}

export function renderQueue(owner: CapabilityConstruct, choices: QueueDecisions): RenderedQueue {
  const { path } = owner.node;
  const key = createDataKey(owner, choices, `Messages of ${path}.`, keyUsers(choices), choices.onRemoval === 'retain');
  const { queue, deadLetterQueue, deadLetterQueueRedriveAllowPolicy } = renderQueues(owner, choices, key);
  const policy = renderPolicy(owner, 'queuePolicy', queue, choices);
  const deadLetterPolicy = renderPolicy(owner, 'deadLetterQueuePolicy', deadLetterQueue, choices);
  const alarms = queueAlarms(path, choices, queue.name, deadLetterQueue.name);
  const resources = {
    queue,
    deadLetterQueue,
    deadLetterQueueRedriveAllowPolicy,
    get queuePolicy() {
      return policy.resource;
    },
    get deadLetterQueuePolicy() {
      return deadLetterPolicy.resource;
    },
    key: key?.made,
    ...renderAlarms(owner, alarms),
  };
  return { resources, policy };
}

function renderPolicy(owner: CapabilityConstruct, slot: string, queue: SqsQueue, choices: QueueDecisions) {
  return new OnlyPolicy(owner, {
    slot,
    statements: ownStatements(choices, queue.arn),
    make: policy => new SqsQueuePolicy(owner, upperFirst(slot), { queueUrl: queue.id, policy }),
  });
}
