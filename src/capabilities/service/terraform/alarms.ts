import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { alarm } from '../../../parts/alarm/terraform';
import { userAlarms } from '../alarms';
import { ServiceChoices } from '../decisions';
import { UserMetrics } from '../metrics';

/** The alarms that look at the users' side. */
export interface UserAlarms {
  readonly serverErrorAlarm: CloudwatchMetricAlarm;
  readonly latencyAlarm: CloudwatchMetricAlarm;
  readonly unhealthyTargetsAlarm: CloudwatchMetricAlarm;
}

export function renderUserAlarms(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  metrics: UserMetrics,
): UserAlarms {
  const { serverErrorAlarm, latencyAlarm, unhealthyTargetsAlarm } = userAlarms(owner.node.path, choices, metrics);
  return {
    serverErrorAlarm: alarm(owner, 'serverErrorAlarm', serverErrorAlarm),
    latencyAlarm: alarm(owner, 'latencyAlarm', latencyAlarm),
    unhealthyTargetsAlarm: alarm(owner, 'unhealthyTargetsAlarm', unhealthyTargetsAlarm),
  };
}
