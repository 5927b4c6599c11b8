import { MetricProps } from '../alarm/alarm';

/**
 * The metrics of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * @internal
 */
export class QueueMetrics {
  /** The number of messages that no consumer has taken. */
  readonly waiting: MetricProps;
  /** The number of messages that a consumer has taken, and has neither deleted nor given back. */
  readonly inWork: MetricProps;
  /** The age of the oldest message, in seconds. */
  readonly oldest: MetricProps;
  /** The number of messages that were sent. */
  readonly sent: MetricProps;
  /** The number of messages that were deleted, because a consumer was done with them. */
  readonly finished: MetricProps;

  constructor(queueName: string) {
    const metric = (name: string, statistic: string) => ({
      namespace: 'AWS/SQS',
      name,
      statistic,
      dimensions: { QueueName: queueName },
    });
    this.waiting = metric('ApproximateNumberOfMessagesVisible', 'Maximum');
    this.inWork = metric('ApproximateNumberOfMessagesNotVisible', 'Maximum');
    this.oldest = metric('ApproximateAgeOfOldestMessage', 'Maximum');
    this.sent = metric('NumberOfMessagesSent', 'Sum');
    this.finished = metric('NumberOfMessagesDeleted', 'Sum');
  }
}
