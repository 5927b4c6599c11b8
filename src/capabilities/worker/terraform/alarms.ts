import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { createAlarm } from '../../../parts/alarm/terraform';
import { QueueMetrics } from '../../../parts/message-queue/metrics';
import { messageAlarms } from '../alarms';
import { WorkerChoices } from '../decisions';

/** The alarms on what those notice who wait for their messages. */
export interface MessageAlarms {
  readonly stalledAlarm: CloudwatchMetricAlarm;
  readonly latencyAlarm: CloudwatchMetricAlarm;
}

/** The alarms, where somebody is told, or where a deployment looks at them. */
export function renderMessageAlarms(
  owner: CapabilityConstruct,
  choices: WorkerChoices,
  queue: QueueMetrics,
): MessageAlarms | undefined {
  if (!choices.alarms && !choices.rollbackOnAlarm) return undefined;
  const { stalledAlarm, latencyAlarm } = messageAlarms(owner.node.path, choices, queue);
  return {
    stalledAlarm: createAlarm(owner, 'stalledAlarm', stalledAlarm),
    latencyAlarm: createAlarm(owner, 'latencyAlarm', latencyAlarm),
  };
}
