import { MetricProps } from '../alarm/alarm';

/**
 * What a queue shows.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 *
 * @internal
 */
export class QueueMetrics {
  /** Messages that nobody works on. */
  readonly waiting: MetricProps;
  /** Messages that a consumer took, and has neither finished nor lost. */
  readonly inWork: MetricProps;
  /** How long the oldest message has been there, in seconds. */
  readonly oldest: MetricProps;
  readonly sent: MetricProps;
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
