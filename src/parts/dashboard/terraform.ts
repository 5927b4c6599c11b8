import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { DashboardSubject } from './dashboard';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { json } from '../../engines/terraform/json';
import { nameOf } from '../../engines/terraform/names';

/**
 * The subject of the dashboard of a capability.
 *
 * @param among the resources that watch it: the alarms among them are on the dashboard
 */
export function dashboardSubject(
  owner: CapabilityConstruct,
  among: object,
  logGroup: CloudwatchLogGroup,
): DashboardSubject {
  return {
    name: owner.node.path,
    owner: owner.owner!,
    tier: owner._ledger.path.tier,
    region: context(owner).region,
    alarmArns: Object.values(among)
      .filter(each => each instanceof CloudwatchMetricAlarm)
      .map(({ arn }) => arn),
    logGroupName: logGroup.name,
  };
}

/** The dashboard for the person on call, in the slot `dashboard`. */
export function renderDashboard(owner: CapabilityConstruct, body: object): CloudwatchDashboard {
  return owner._slot(
    'dashboard',
    new CloudwatchDashboard(owner, 'Dashboard', {
      dashboardName: nameOf(owner, 'dashboard', 255),
      dashboardBody: json(body),
    }),
  );
}
