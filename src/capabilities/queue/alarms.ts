import { QueueDecisions } from './decisions';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** The alarms of a queue, by slot. */
export function queueAlarms(
  name: string,
  choices: QueueDecisions,
  queueName: string,
  deadLetterQueueName: string,
): { readonly [slot: string]: AlarmProps } {
  if (!choices.alarms) return {};
  const metric = (metricName: string, queue: string): MetricProps => ({
    namespace: 'AWS/SQS',
    name: metricName,
    dimensions: { QueueName: queue },
    statistic: 'Maximum',
  });
  return {
    deadLettersAlarm: {
      description:
        `Messages of ${name} failed ${choices.maxReceiveCount} times and lie in its dead-letter queue. ` +
        'Look at the ' +
        "consumer's logs, mend it, then start a redrive of the dead-letter queue.",
      metric: metric('ApproximateNumberOfMessagesVisible', deadLetterQueueName),
      threshold: choices.deadLettersAlarm,
      periods: choices.deadLettersAlarmMinutes,
    },
    oldestMessageAlarm: {
      description:
        `Messages of ${name} wait too long: the consumer is down, or too slow for what is sent. After ` +
        `${choices.retentionDays} days they are deleted.`,
      metric: metric('ApproximateAgeOfOldestMessage', queueName),
      threshold: choices.oldestMessageAlarmSeconds,
      periods: choices.oldestMessageAlarmMinutes,
    },
  };
}
