import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createAlarm } from '../../../parts/alarm/aws';
import { QueueMetrics } from '../../../parts/message-queue/metrics';
import { messageAlarms } from '../alarms';
import { WorkerChoices } from '../decisions';

/** The alarms on what those notice who wait for their messages. */
export interface MessageAlarms {
  readonly stalledAlarm: cloudwatch.CfnAlarm;
  readonly latencyAlarm: cloudwatch.CfnAlarm;
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
