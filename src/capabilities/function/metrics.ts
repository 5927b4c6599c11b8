import { MetricProps } from '../../parts/alarm/alarm';

/** The metrics of a function, as the callers of its alias see it, and of its dead-letter queue. */
export class FunctionMetrics {
  readonly invocations: MetricProps;
  readonly errors: MetricProps;
  readonly throttles: MetricProps;
  readonly duration: MetricProps;
  readonly concurrency: MetricProps;
  readonly iteratorAge: MetricProps;
  readonly deadLetters: MetricProps;

  constructor(functionName: string, aliasName: string, deadLetterQueueName: string) {
    // Not the alias itself: it waits for the deployment, which looks at the alarms.
    const dimensions = { FunctionName: functionName, Resource: `${functionName}:${aliasName}` };
    const metric = (name: string, statistic: string) => ({ namespace: 'AWS/Lambda', name, statistic, dimensions });
    this.invocations = metric('Invocations', 'Sum');
    this.errors = metric('Errors', 'Sum');
    this.throttles = metric('Throttles', 'Sum');
    this.duration = metric('Duration', 'p99');
    this.concurrency = metric('ConcurrentExecutions', 'Maximum');
    this.iteratorAge = metric('IteratorAge', 'Maximum');
    this.deadLetters = {
      namespace: 'AWS/SQS',
      name: 'ApproximateNumberOfMessagesVisible',
      statistic: 'Maximum',
      dimensions: { QueueName: deadLetterQueueName },
    };
  }
}
