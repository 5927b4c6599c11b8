import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { createAlarm } from '../../../parts/alarm/terraform';
import { userAlarms } from '../alarms';
import { ServiceChoices } from '../decisions';
import { UserMetrics } from '../metrics';

/** The alarms on what users notice. */
export interface UserAlarms {
  readonly serverErrorAlarm: CloudwatchMetricAlarm;
  readonly latencyAlarm: CloudwatchMetricAlarm;
  readonly unhealthyTargetsAlarm: CloudwatchMetricAlarm;
}

/** The alarms, where somebody is told, or where a deployment looks at them. */
export function renderUserAlarms(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  metrics: UserMetrics,
): UserAlarms | undefined {
  if (!choices.alarms && !choices.rollbackOnAlarm) return undefined;
  const { serverErrorAlarm, latencyAlarm, unhealthyTargetsAlarm } = userAlarms(owner.node.path, choices, metrics);
  return {
    serverErrorAlarm: createAlarm(owner, 'serverErrorAlarm', serverErrorAlarm),
    latencyAlarm: createAlarm(owner, 'latencyAlarm', latencyAlarm),
    unhealthyTargetsAlarm: createAlarm(owner, 'unhealthyTargetsAlarm', unhealthyTargetsAlarm),
  };
}
