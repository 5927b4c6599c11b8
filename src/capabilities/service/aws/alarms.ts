import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { alarm } from '../../../parts/alarm/aws';
import { userAlarms } from '../alarms';
import { ServiceChoices } from '../decisions';
import { UserMetrics } from '../metrics';

/** The alarms that look at the users' side. */
export interface UserAlarms {
  readonly serverErrorAlarm: cloudwatch.CfnAlarm;
  readonly latencyAlarm: cloudwatch.CfnAlarm;
  readonly unhealthyTargetsAlarm: cloudwatch.CfnAlarm;
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
