import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SqsQueue, SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { preventDestroy } from '../../../engines/terraform/lifecycle';
import { nameOf } from '../../../engines/terraform/names';
import { QueueDecisions } from '../decisions';

/** A queue, and the one that its messages go to when they failed too often. */
export interface Queues {
  readonly queue: SqsQueue;
  readonly deadLetterQueue: SqsQueue;
  readonly deadLetterQueueRedriveAllowPolicy: SqsQueueRedriveAllowPolicy;
}

export function renderQueues(owner: CapabilityConstruct, decided: QueueDecisions, key: KmsKey | undefined): Queues {
  const deadLetterQueue = owner._slot(
    'deadLetterQueue',
    new SqsQueue(owner, 'DeadLetterQueue', {
      ...common(owner, 'deadLetterQueue', decided, key),
      messageRetentionSeconds: decided.deadLetterRetentionDays * DAY,
    }),
  );

  const queue = owner._slot(
    'queue',
    new SqsQueue(owner, 'Resource', {
      ...common(owner, 'queue', decided, key),
      messageRetentionSeconds: decided.retentionDays * DAY,
      visibilityTimeoutSeconds: decided.visibilityTimeoutSeconds,
      delaySeconds: decided.deliveryDelaySeconds,
      redrivePolicy: json({ deadLetterTargetArn: deadLetterQueue.arn, maxReceiveCount: decided.maxReceiveCount }),
      redriveAllowPolicy: json({ redrivePermission: decided.deadLettersFromOthers ? 'allowAll' : 'denyAll' }),
      contentBasedDeduplication: decided.contentBasedDeduplication ?? undefined,
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

/** What SQS takes, less what Terraform adds to a prefix: 26 characters to make it unique, and `.fifo`. */
const LONGEST_PREFIX = 80 - 26 - '.fifo'.length;

/** What both have. The dead letters of a FIFO queue go to one. */
function common(
  owner: CapabilityConstruct,
  slot: string,
  decided: QueueDecisions,
  key: KmsKey | undefined,
): SqsQueueConfig {
  return {
    namePrefix: `${nameOf(owner, slot, LONGEST_PREFIX - 1)}-`,
    receiveWaitTimeSeconds: decided.receiveWaitSeconds,
    maxMessageSize: decided.mostMessageBytes,
    ...(key
      ? { kmsMasterKeyId: key.arn, kmsDataKeyReusePeriodSeconds: decided.keyReuseSeconds }
      : { sqsManagedSseEnabled: true }),
    ...(decided.fifo
      ? {
          fifoQueue: true,
          deduplicationScope: decided.highThroughput ? 'messageGroup' : 'queue',
          fifoThroughputLimit: decided.highThroughput ? 'perMessageGroupId' : 'perQueue',
        }
      : {}),
    lifecycle: preventDestroy(decided.onRemoval === 'retain'),
    tags: owner._tags,
  };
}
