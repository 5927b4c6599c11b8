import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { GoldenPathFunctionResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { REDRIVE_ALLOW_POLICY } from '../../../parts/message-queue/policies';
import { SECONDS_PER_DAY } from '../../../support/durations';
import { deadLetterPolicy, fromEventBridge } from '../dead-letters';
import { FunctionChoices } from '../decisions';

/** The dead-letter queue, and its policy. */
export type DeadLetterResources = Pick<GoldenPathFunctionResources, 'deadLetterQueue' | 'deadLetterQueuePolicy'>;

/**
 * Makes one queue for all dead letters: failed asynchronous calls, changes of a table, and events and schedules that
 * could not be delivered.
 */
export function renderDeadLetters(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  key: EncryptingKey | undefined,
): DeadLetterResources {
  const deadLetterQueue = owner._slot(
    'deadLetterQueue',
    new SqsQueue(owner, 'DeadLetterQueue', {
      messageRetentionSeconds: choices.deadLetterRetentionDays * SECONDS_PER_DAY,
      kmsMasterKeyId: key?.arn,
      redriveAllowPolicy: JSON.stringify(REDRIVE_ALLOW_POLICY),
      sqsManagedSseEnabled: key ? undefined : true,
      lifecycle: preventDestroy(choices.onRemoval === 'retain'),
      tags: owner._tags,
    }),
  );
  const subject = {
    queueArn: deadLetterQueue.arn,
    account: context(owner).account,
    fromEventBridge: fromEventBridge(choices),
  };
  const deadLetterQueuePolicy = owner._slot(
    'deadLetterQueuePolicy',
    new SqsQueuePolicy(owner, 'DeadLetterQueuePolicy', {
      queueUrl: deadLetterQueue.url,
      policy: json(deadLetterPolicy(subject)),
    }),
  );
  return { deadLetterQueue, deadLetterQueuePolicy };
}
