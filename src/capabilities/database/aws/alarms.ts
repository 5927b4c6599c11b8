import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Rendered } from './rendered';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { alarm } from '../../../parts/alarm/aws';
import { databaseAlarms } from '../alarms';
import { DatabaseDecisions } from '../decisions';

/** The alarms of a database, by what they watch. */
export interface DatabaseAlarms {
  readonly capacityAlarm?: cloudwatch.CfnAlarm;
  readonly cpuAlarm?: cloudwatch.CfnAlarm;
  readonly memoryAlarm?: cloudwatch.CfnAlarm;
  readonly connectionsAlarm?: cloudwatch.CfnAlarm;
  readonly storageAlarm?: cloudwatch.CfnAlarm;
  readonly replicaLagAlarm?: cloudwatch.CfnAlarm;
}

export function renderAlarms(
  owner: CapabilityConstruct,
  decided: DatabaseDecisions,
  { cluster, writer }: Rendered,
): DatabaseAlarms {
  const alarms = databaseAlarms(owner.node.path, decided, { cluster: cluster?.ref, instance: writer.ref });
  return Object.fromEntries(
    Object.entries(alarms).flatMap(([slot, props]) => (props ? [[slot, alarm(owner, slot, props)]] : [])),
  );
}
