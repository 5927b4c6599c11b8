import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { QueueDecisions } from '../decisions';

/** A queue, and the one that its messages go to when they failed too often. */
export interface Queues {
  readonly queue: sqs.CfnQueue;
  readonly deadLetterQueue: sqs.CfnQueue;
}

export function renderQueues(owner: CapabilityConstruct, decided: QueueDecisions, key: kms.CfnKey | undefined): Queues {
  const deadLetterQueue = owner._slot(
    'deadLetterQueue',
    withRemovalPolicy(
      new sqs.CfnQueue(owner, 'DeadLetterQueue', {
        ...common(decided, key),
        messageRetentionPeriod: decided.deadLetterRetentionDays * DAY,
        // To name the queue here would be a circle: that one names this, and CloudFormation has no resource that joins
        // two queues
        // later. Both would have to have names of their own. Who may change queues in this account decides instead.
        redriveAllowPolicy: { redrivePermission: 'allowAll' },
      }),
      decided.onRemoval,
    ),
  );

  const queue = owner._slot(
    'queue',
    withRemovalPolicy(
      new sqs.CfnQueue(owner, 'Resource', {
        ...common(decided, key),
        messageRetentionPeriod: decided.retentionDays * DAY,
        visibilityTimeout: decided.visibilityTimeoutSeconds,
        delaySeconds: decided.deliveryDelaySeconds,
        redrivePolicy: { deadLetterTargetArn: deadLetterQueue.attrArn, maxReceiveCount: decided.maxReceiveCount },
        redriveAllowPolicy: { redrivePermission: decided.deadLettersFromOthers ? 'allowAll' : 'denyAll' },
        contentBasedDeduplication: decided.contentBasedDeduplication ?? undefined,
      }),
      decided.onRemoval,
    ),
  );

  return { queue, deadLetterQueue };
}

const DAY = 86_400;

/** What both have. The dead letters of a FIFO queue go to one. */
function common(decided: QueueDecisions, key: kms.CfnKey | undefined): sqs.CfnQueueProps {
  return {
    receiveMessageWaitTimeSeconds: decided.receiveWaitSeconds,
    maximumMessageSize: decided.mostMessageBytes,
    ...(key
      ? { kmsMasterKeyId: key.attrArn, kmsDataKeyReusePeriodSeconds: decided.keyReuseSeconds }
      : { sqsManagedSseEnabled: true }),
    ...(decided.fifo
      ? {
          // False is refused by SQS: it stands for a standard queue only where it is left out.
          fifoQueue: true,
          deduplicationScope: decided.highThroughput ? 'messageGroup' : 'queue',
          fifoThroughputLimit: decided.highThroughput ? 'perMessageGroupId' : 'perQueue',
        }
      : {}),
  };
}
