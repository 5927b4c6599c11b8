import { TopicChoices } from './decisions';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** The alarms of a topic, by slot. */
export function topicAlarms(path: string, choices: TopicChoices, topicName: string): { [slot: string]: AlarmProps } {
  if (!choices.alarms) return {};
  // https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
  const metric = (name: string): MetricProps => ({
    namespace: 'AWS/SNS',
    name,
    dimensions: { TopicName: topicName },
    statistic: 'Sum',
  });
  return {
    failedAlarm: {
      description:
        `Messages of ${path} could not be delivered: a subscriber is gone, or refuses them. Look at the dead-letter ` +
        'queues of its subscriptions, mend the subscriber, then start their redrive.',
      metric: metric('NumberOfNotificationsFailed'),
      threshold: choices.failedAlarm,
      periods: choices.failedAlarmMinutes,
    },
    lostAlarm: {
      description:
        `Messages of ${path} could neither be delivered nor be kept in a dead-letter queue: they are gone. Look at ` +
        "the policies of the subscriptions' dead-letter queues and of their key.",
      metric: metric('NumberOfNotificationsFailedToRedriveToDlq'),
      threshold: choices.lostAlarm,
      periods: 1,
    },
  };
}
