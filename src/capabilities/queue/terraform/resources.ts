import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';

/** Every resource of a queue. */
export interface ManagedQueueResources {
  /** The queue. */
  readonly queue: SqsQueue;
  /** Where messages go that failed too often. */
  readonly deadLetterQueue: SqsQueue;
  /** Says that no other queue may send its dead letters there. */
  readonly deadLetterQueueRedriveAllowPolicy: SqsQueueRedriveAllowPolicy;
  /** The one policy of the queue, unless clear text is allowed and nobody has added to it. */
  readonly queuePolicy?: SqsQueuePolicy;
  /** The one policy of the dead-letter queue, unless clear text is allowed. */
  readonly deadLetterQueuePolicy?: SqsQueuePolicy;
  /** The key of both queues, unless SQS encrypts with a key of its own. */
  readonly key?: KmsKey;
  /** Something is in the dead-letter queue. */
  readonly deadLettersAlarm?: CloudwatchMetricAlarm;
  /** Messages wait too long. */
  readonly oldestMessageAlarm?: CloudwatchMetricAlarm;
}
