import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { DashboardSubject } from './dashboard';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';

/**
 * The subject of the dashboard of a capability.
 *
 * @param among the resources that watch it: the alarms among them are on the dashboard
 */
export function dashboardSubject(
  owner: CapabilityConstruct,
  among: object,
  logGroup: logs.CfnLogGroup,
): DashboardSubject {
  return {
    name: owner.node.path,
    owner: owner.owner!,
    tier: owner._ledger.path.tier,
    region: Stack.of(owner).region,
    alarmArns: Object.values(among)
      .filter(each => each instanceof cloudwatch.CfnAlarm)
      .map(({ attrArn }) => attrArn),
    logGroupName: logGroup.ref,
  };
}

/** The dashboard for the person on call, in the slot `dashboard`. */
export function renderDashboard(owner: CapabilityConstruct, body: object): cloudwatch.CfnDashboard {
  return owner._slot(
    'dashboard',
    new cloudwatch.CfnDashboard(owner, 'Dashboard', { dashboardBody: Stack.of(owner).toJsonString(body) }),
  );
}
