import { SqsQueue, SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { QueueDecisions } from '../decisions';

/** A queue, and the one that its messages go to when they failed too often. */
export interface Queues {
  readonly queue: SqsQueue;
  readonly deadLetterQueue: SqsQueue;
  readonly deadLetterQueueRedriveAllowPolicy: SqsQueueRedriveAllowPolicy;
}

export function renderQueues(
  owner: CapabilityConstruct,
  choices: QueueDecisions,
  key: EncryptingKey | undefined,
): Queues {
  const deadLetterQueue = owner._slot(
    'deadLetterQueue',
    new SqsQueue(owner, 'DeadLetterQueue', {
      ...common(owner, 'deadLetterQueue', choices, key),
      messageRetentionSeconds: choices.deadLetterRetentionDays * DAY,
    }),
  );

  const queue = owner._slot(
    'queue',
    new SqsQueue(owner, 'Resource', {
      ...common(owner, 'queue', choices, key),
      messageRetentionSeconds: choices.retentionDays * DAY,
      visibilityTimeoutSeconds: choices.visibilityTimeoutSeconds,
      delaySeconds: choices.deliveryDelaySeconds,
      redrivePolicy: json({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount: choices.maxReceiveCount }),
      redriveAllowPolicy: json({ redrivePermission: choices.deadLettersFromOthers ? 'allowAll' : 'denyAll' }),
      contentBasedDeduplication: choices.contentBasedDeduplication ?? undefined,
    }),
  );

  // The two queues name each other, so this one comes last.
  const deadLetterQueueRedriveAllowPolicy = owner._slot(
    'deadLetterQueueRedriveAllowPolicy',
    new SqsQueueRedriveAllowPolicy(owner, 'DeadLetterQueueRedriveAllowPolicy', {
      queueUrl: deadLetterQueue.id,
      redriveAllowPolicy: json({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    }),
  );

  return { queue, deadLetterQueue, deadLetterQueueRedriveAllowPolicy };
}

const DAY = 86_400;

/** The longest name of SQS, less what Terraform adds to a prefix: 26 characters to make it unique, and `.fifo`. */
const LONGEST_PREFIX = 80 - 26 - '.fifo'.length;

/** The properties of both. The dead letters of a FIFO queue go to a FIFO queue. */
function common(
  owner: CapabilityConstruct,
  slot: string,
  choices: QueueDecisions,
  key: EncryptingKey | undefined,
): SqsQueueConfig {
  return {
    namePrefix: `${nameOf(owner, slot, LONGEST_PREFIX - 1)}-`,
    receiveWaitTimeSeconds: choices.receiveWaitSeconds,
    maxMessageSize: choices.mostMessageBytes,
    ...(key
      ? { kmsMasterKeyId: key.arn, kmsDataKeyReusePeriodSeconds: choices.keyReuseSeconds }
      : { sqsManagedSseEnabled: true }),
    ...(choices.fifo
      ? {
          fifoQueue: true,
          deduplicationScope: choices.highThroughput ? 'messageGroup' : 'queue',
          fifoThroughputLimit: choices.highThroughput ? 'perMessageGroupId' : 'perQueue',
        }
      : {}),
    lifecycle: preventDestroy(choices.onRemoval === 'retain'),
    tags: owner._tags,
  };
}
