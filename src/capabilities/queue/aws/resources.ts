import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/** Every resource of a queue, as its L1. */
export interface ManagedQueueResources {
  /** The queue. */
  readonly queue: sqs.CfnQueue;
  /** Where messages go that failed too often. */
  readonly deadLetterQueue: sqs.CfnQueue;
  /**
   * The one policy of the queue.
   *
   * @default - clear text is allowed, and nobody has added to it
   */
  readonly queuePolicy?: sqs.CfnQueuePolicy;
  /**
   * The one policy of the dead-letter queue.
   *
   * @default - clear text is allowed, and nobody has added to it
   */
  readonly deadLetterQueuePolicy?: sqs.CfnQueuePolicy;
  /**
   * The key of both queues.
   *
   * @default - SQS encrypts with a key of its own
   */
  readonly key?: kms.CfnKey;
  /**
   * Something is in the dead-letter queue.
   *
   * @default - no alarm
   */
  readonly deadLettersAlarm?: cloudwatch.CfnAlarm;
  /**
   * Messages wait too long.
   *
   * @default - no alarm
   */
  readonly oldestMessageAlarm?: cloudwatch.CfnAlarm;
}
