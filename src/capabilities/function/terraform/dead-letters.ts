import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { REDRIVE_ALLOW_POLICY } from '../../../parts/message-queue/policies';
import { deadLetterPolicy } from '../dead-letters';
import { FunctionChoices } from '../decisions';

/** The queue of what nobody could work on, and who may send there. */
export interface DeadLetterResources {
  readonly deadLetterQueue: SqsQueue;
  readonly deadLetterQueuePolicy: SqsQueuePolicy;
}

/**
 * A queue for all that gets lost: calls that nobody waits for, changes of a table, events and schedules that could not
 * be handed over.
 */
export function deadLetters(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  key: KmsKey | undefined,
  fromEventBridge: boolean,
): DeadLetterResources {
  const deadLetterQueue = owner._slot(
    'deadLetterQueue',
    new SqsQueue(owner, 'DeadLetterQueue', {
      messageRetentionSeconds: choices.deadLetterRetentionDays * 86_400,
      kmsMasterKeyId: key?.arn,
      redriveAllowPolicy: JSON.stringify(REDRIVE_ALLOW_POLICY),
      sqsManagedSseEnabled: key ? undefined : true,
      lifecycle: preventDestroy(choices.onRemoval === 'retain'),
      tags: owner._tags,
    }),
  );
  const deadLetterQueuePolicy = owner._slot(
    'deadLetterQueuePolicy',
    new SqsQueuePolicy(owner, 'DeadLetterQueuePolicy', {
      queueUrl: deadLetterQueue.url,
      policy: json(
        deadLetterPolicy({ queueArn: deadLetterQueue.arn, account: context(owner).account, fromEventBridge }),
      ),
    }),
  );
  return { deadLetterQueue, deadLetterQueuePolicy };
}
