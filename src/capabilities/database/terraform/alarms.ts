import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Rendered } from './rendered';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { alarm } from '../../../parts/alarm/terraform';
import { databaseAlarms } from '../alarms';
import { DatabaseDecisions } from '../decisions';

/** The alarms of a database, by what they watch. */
export interface DatabaseAlarms {
  readonly capacityAlarm?: CloudwatchMetricAlarm;
  readonly cpuAlarm?: CloudwatchMetricAlarm;
  readonly memoryAlarm?: CloudwatchMetricAlarm;
  readonly connectionsAlarm?: CloudwatchMetricAlarm;
  readonly storageAlarm?: CloudwatchMetricAlarm;
  readonly replicaLagAlarm?: CloudwatchMetricAlarm;
}

export function renderAlarms(
  owner: CapabilityConstruct,
  decided: DatabaseDecisions,
  { cluster, writer }: Rendered,
): DatabaseAlarms {
  const alarms = databaseAlarms(owner.node.path, decided, {
    cluster: cluster?.clusterIdentifier,
    instance: writer.identifier,
  });
  return Object.fromEntries(
    Object.entries(alarms).flatMap(([slot, props]) => (props ? [[slot, alarm(owner, slot, props)]] : [])),
  );
}
