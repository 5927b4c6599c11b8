import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { QueueDecisions } from '../decisions';

/** A queue, and the one that its messages go to when they failed too often. */
export interface Queues {
  readonly queue: sqs.CfnQueue;
  readonly deadLetterQueue: sqs.CfnQueue;
}

export function renderQueues(
  owner: CapabilityConstruct,
  choices: QueueDecisions,
  key: EncryptingKey | undefined,
): Queues {
  const deadLetterQueue = owner._slot(
    'deadLetterQueue',
    withRemovalPolicy(
      new sqs.CfnQueue(owner, 'DeadLetterQueue', {
        ...common(choices, key),
        messageRetentionPeriod: choices.deadLetterRetentionDays * DAY,
        // To name the queue here would be a circle: that one names this, and CloudFormation has no resource that joins
        // two queues
        // later. Both would have to have names of their own. Who may change queues in this account decides instead.
        redriveAllowPolicy: { redrivePermission: 'allowAll' },
      }),
      choices.onRemoval,
    ),
  );

  const queue = owner._slot(
    'queue',
    withRemovalPolicy(
      new sqs.CfnQueue(owner, 'Resource', {
        ...common(choices, key),
        messageRetentionPeriod: choices.retentionDays * DAY,
        visibilityTimeout: choices.visibilityTimeoutSeconds,
        delaySeconds: choices.deliveryDelaySeconds,
        redrivePolicy: { deadLetterTargetArn: deadLetterQueue.attrArn, maxReceiveCount: choices.maxReceiveCount },
        redriveAllowPolicy: { redrivePermission: choices.deadLettersFromOthers ? 'allowAll' : 'denyAll' },
        contentBasedDeduplication: choices.contentBasedDeduplication ?? undefined,
      }),
      choices.onRemoval,
    ),
  );

  return { queue, deadLetterQueue };
}

const DAY = 86_400;

/** The properties of both. The dead letters of a FIFO queue go to a FIFO queue. */
function common(choices: QueueDecisions, key: EncryptingKey | undefined): sqs.CfnQueueProps {
  return {
    receiveMessageWaitTimeSeconds: choices.receiveWaitSeconds,
    maximumMessageSize: choices.mostMessageBytes,
    ...(key
      ? { kmsMasterKeyId: key.arn, kmsDataKeyReusePeriodSeconds: choices.keyReuseSeconds }
      : { sqsManagedSseEnabled: true }),
    ...(choices.fifo
      ? {
          // False is refused by SQS: it stands for a standard queue only where it is left out.
          fifoQueue: true,
          deduplicationScope: choices.highThroughput ? 'messageGroup' : 'queue',
          fifoThroughputLimit: choices.highThroughput ? 'perMessageGroupId' : 'perQueue',
        }
      : {}),
  };
}
