import * as sqs from 'aws-cdk-lib/aws-sqs';
import { renderQueues } from './queues';
import { ManagedQueueResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { renderAlarms } from '../../../parts/alarm/aws';
import { createDataKey } from '../../../parts/data-key/aws';
import { OnlyPolicy } from '../../../parts/resource-policy/aws';
import { upperFirst } from '../../../support/names';
import { queueAlarms } from '../alarms';
import { QueueDecisions } from '../decisions';
import { keyUsers, ownStatements } from '../policies';

export type QueuePolicy = OnlyPolicy<sqs.CfnQueuePolicy>;

/** A queue as it was made: its resources, and the policies that others add to. */
export interface RenderedQueue {
  readonly resources: ManagedQueueResources;
  readonly policy: QueuePolicy;
  readonly deadLetterPolicy: QueuePolicy;
}

export function renderQueue(owner: CapabilityConstruct, choices: QueueDecisions): RenderedQueue {
  const { path } = owner.node;
  const key = createDataKey(owner, choices, `Messages of ${path}.`, keyUsers(choices));
  const { queue, deadLetterQueue } = renderQueues(owner, choices, key);
  const policy = renderPolicy(owner, 'queuePolicy', queue, choices);
  const deadLetterPolicy = renderPolicy(owner, 'deadLetterQueuePolicy', deadLetterQueue, choices);
  const alarms = queueAlarms(path, choices, queue.attrQueueName, deadLetterQueue.attrQueueName);
  const resources = {
    queue,
    deadLetterQueue,
    get queuePolicy() {
      return policy.resource;
    },
    get deadLetterQueuePolicy() {
      return deadLetterPolicy.resource;
    },
    key: key?.made,
    ...renderAlarms(owner, alarms),
  };
  return { resources, policy, deadLetterPolicy };
}

function renderPolicy(owner: CapabilityConstruct, slot: string, queue: sqs.CfnQueue, choices: QueueDecisions) {
  return new OnlyPolicy(owner, {
    slot,
    of: queue,
    statements: ownStatements(choices, queue.attrArn),
    make: policyDocument => new sqs.CfnQueuePolicy(owner, upperFirst(slot), { queues: [queue.ref], policyDocument }),
  });
}
