import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Rendered } from './rendered';
import { alarm, MetricProps } from '../../../aws/alarms';
import { CapabilityConstruct } from '../../../aws/capability-construct';
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

export function renderAlarms(owner: CapabilityConstruct, decided: DatabaseDecisions, rendered: Rendered): DatabaseAlarms {
  if (!decided.alarms) return {};
  const { cluster, writer } = rendered;
  const name = owner.node.path;
  const periods = decided.alarmPeriods;
  const metric = (metricName: string, statistic: string): MetricProps => ({
    namespace: 'AWS/RDS',
    name: metricName,
    // Whoever is the writer now: after a failover that is another node.
    dimensions: cluster ? { DBClusterIdentifier: cluster.ref, Role: 'WRITER' } : { DBInstanceIdentifier: writer.ref },
    statistic,
  });

  return {
    capacityAlarm: decided.capacityAlarmPercent === null ? undefined : alarm(owner, 'capacityAlarm', {
      description: `${name} uses nearly all of its ${decided.mostCapacityUnits} capacity units. Look for heavy queries in Database Insights, or choose a larger size.`,
      metric: metric('ACUUtilization', 'Maximum'),
      threshold: decided.capacityAlarmPercent,
      periods,
    }),
    cpuAlarm: decided.cpuAlarmPercent === null ? undefined : alarm(owner, 'cpuAlarm', {
      description: `${name} has little CPU left. Look for heavy queries in Database Insights, or choose a larger size.`,
      metric: metric('CPUUtilization', 'Average'),
      threshold: decided.cpuAlarmPercent,
      periods,
    }),
    memoryAlarm: alarm(owner, 'memoryAlarm', {
      description: `${name} has little memory left. Look for many connections or large sorts, or choose a larger size.`,
      metric: metric('FreeableMemory', 'Minimum'),
      threshold: decided.freeMemoryAlarmBytes,
      comparison: 'LessThanThreshold',
      periods,
    }),
    connectionsAlarm: alarm(owner, 'connectionsAlarm', {
      description: `${name} has nearly all the connections it allows. Look for consumers that open without closing, or shrink their pools.`,
      metric: metric('DatabaseConnections', 'Maximum'),
      threshold: decided.connectionsAlarm,
      periods,
    }),
    storageAlarm: decided.freeStorageAlarmBytes === null ? undefined : alarm(owner, 'storageAlarm', {
      description: `${name} runs out of storage and has not grown: it stops writing when none is left. Raise database.mostStorageGib.`,
      metric: metric('FreeStorageSpace', 'Minimum'),
      threshold: decided.freeStorageAlarmBytes,
      comparison: 'LessThanThreshold',
      periods,
    }),
    replicaLagAlarm: !cluster || decided.replicas === 0 ? undefined : alarm(owner, 'replicaLagAlarm', {
      description: `A reader of ${name} is behind and shows old data. Look for long queries on the reader, or heavy writes.`,
      // In milliseconds, of the reader that is furthest behind.
      metric: { namespace: 'AWS/RDS', name: 'AuroraReplicaLagMaximum', dimensions: { DBClusterIdentifier: cluster.ref }, statistic: 'Maximum' },
      threshold: (decided.replicaLagAlarmSeconds as number) * 1000,
      periods,
    }),
  };
}
