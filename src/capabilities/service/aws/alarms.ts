import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createAlarm } from '../../../parts/alarm/aws';
import { userAlarms } from '../alarms';
import { ServiceChoices } from '../decisions';
import { UserMetrics } from '../metrics';

/** The alarms on what users notice. */
export interface UserAlarms {
  readonly serverErrorAlarm: cloudwatch.CfnAlarm;
  readonly latencyAlarm: cloudwatch.CfnAlarm;
  readonly unhealthyTargetsAlarm: cloudwatch.CfnAlarm;
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
