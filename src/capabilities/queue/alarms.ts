import { QueueDecisions } from './decisions';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** What can go wrong with a queue, by the slot of the alarm. */
export function queueAlarms(
  name: string,
  decided: QueueDecisions,
  queueName: string,
  deadLetterQueueName: string,
): { readonly [slot: string]: AlarmProps } {
  if (!decided.alarms) return {};
  const metric = (metricName: string, queue: string): MetricProps => ({
    namespace: 'AWS/SQS',
    name: metricName,
    dimensions: { QueueName: queue },
    statistic: 'Maximum',
  });
  return {
    deadLettersAlarm: {
      description:
        `Messages of ${name} failed ${decided.maxReceiveCount} times and lie in its dead-letter queue. ` +
        'Look at the ' +
        "consumer's logs, mend it, then start a redrive of the dead-letter queue.",
      metric: metric('ApproximateNumberOfMessagesVisible', deadLetterQueueName),
      threshold: decided.deadLettersAlarm,
      periods: decided.deadLettersAlarmMinutes,
    },
    oldestMessageAlarm: {
      description:
        `Messages of ${name} wait too long: the consumer is down, or too slow for what is sent. After ` +
        `${decided.retentionDays} days they are deleted.`,
      metric: metric('ApproximateAgeOfOldestMessage', queueName),
      threshold: decided.oldestMessageAlarmSeconds,
      periods: decided.oldestMessageAlarmMinutes,
    },
  };
}
