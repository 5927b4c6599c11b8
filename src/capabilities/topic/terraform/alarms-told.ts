import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { TerraformStack } from 'cdktf';
import { resolved } from '../../../engines/terraform/escape';

/** Whether an alarm of this stack tells the topic. CloudWatch then publishes to it, in its own name. */
export function isToldOfAlarms(topic: SnsTopic): boolean {
  const stack = TerraformStack.of(topic);
  const told = `\${aws_sns_topic.${topic.friendlyUniqueId}.arn}`;
  const alarms = stack.node.findAll().filter(child => child instanceof CloudwatchMetricAlarm);
  return alarms.some(({ alarmActionsInput, okActionsInput, insufficientDataActionsInput }) =>
    JSON.stringify(resolved(topic, [alarmActionsInput, okActionsInput, insufficientDataActionsInput])).includes(told),
  );
}
