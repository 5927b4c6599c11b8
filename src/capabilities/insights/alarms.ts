import { InsightsChoices } from './decisions';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** The alarms about events on their way to the bucket, by slot. */
export function insightsAlarms(
  name: string,
  choices: InsightsChoices,
  queueName: string,
  streamName: string,
): { readonly [slot: string]: AlarmProps } {
  if (!choices.alarms) return {};
  const delivery = (metric: string, statistic: string): MetricProps => ({
    namespace: 'AWS/Firehose',
    name: metric,
    dimensions: { DeliveryStreamName: streamName },
    statistic,
  });
  return {
    undeliveredAlarm: {
      description:
        `Events of ${name} could not be given to Firehose and lie in its dead-letter queue. Look at the ERROR_CODE ` +
        'of the messages, mend it, then put them on the bus again.',
      metric: {
        namespace: 'AWS/SQS',
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: queueName },
        statistic: 'Maximum',
      },
      threshold: choices.undeliveredAlarm,
      periods: choices.undeliveredAlarmMinutes,
    },
    freshnessAlarm: {
      description:
        `Events of ${name} do not get to the bucket. Look at the log of the delivery stream. After a day Firehose ` +
        'gives up on them.',
      metric: delivery('DeliveryToS3.DataFreshness', 'Maximum'),
      threshold: choices.freshnessAlarmSeconds,
      periods: choices.freshnessAlarmMinutes,
    },
    deliverySuccessAlarm: {
      description:
        `Firehose fails to write events of ${name} to the bucket. Look at the log of the delivery stream, then at ` +
        'its role, the key and the policy of the bucket.',
      metric: delivery('DeliveryToS3.Success', 'Average'),
      threshold: choices.deliverySuccessAlarm,
      below: true,
      periods: choices.deliverySuccessAlarmMinutes,
    },
  };
}
