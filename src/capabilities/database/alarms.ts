import { DatabaseDecisions } from './decisions';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** One of the two. */
export interface DatabaseIdentifiers {
  readonly cluster?: string;
  readonly instance?: string;
}

/**
 * What can go wrong with a database, by the slot of the alarm. An identifier of a cluster or of an instance is given.
 */
export function databaseAlarms(
  name: string,
  decided: DatabaseDecisions,
  identifiers: DatabaseIdentifiers,
): { readonly [slot: string]: AlarmProps | undefined } {
  if (!decided.alarms) return {};
  const { cluster, instance } = identifiers;
  const periods = decided.alarmPeriods;
  const metric = (metricName: string, statistic: string): MetricProps => ({
    namespace: 'AWS/RDS',
    name: metricName,
    // Whoever is the writer now: after a failover that is another node.
    dimensions: cluster ? { DBClusterIdentifier: cluster, Role: 'WRITER' } : { DBInstanceIdentifier: instance! },
    statistic,
  });

  return {
    capacityAlarm:
      decided.capacityAlarmPercent === null
        ? undefined
        : {
            description:
              `${name} uses nearly all of its ${decided.mostCapacityUnits} capacity units. Look for heavy ` +
              'queries ' +
              'in Database Insights, or choose a larger size.',
            metric: metric('ACUUtilization', 'Maximum'),
            threshold: decided.capacityAlarmPercent,
            periods,
          },
    cpuAlarm:
      decided.cpuAlarmPercent === null
        ? undefined
        : {
            description:
              `${name} has little CPU left. Look for heavy queries in Database Insights, or choose a ` + 'larger size.',
            metric: metric('CPUUtilization', 'Average'),
            threshold: decided.cpuAlarmPercent,
            periods,
          },
    memoryAlarm: {
      description: `${name} has little memory left. Look for many connections or large sorts, or choose a larger size.`,
      metric: metric('FreeableMemory', 'Minimum'),
      threshold: decided.freeMemoryAlarmBytes,
      below: true,
      periods,
    },
    connectionsAlarm: {
      description:
        `${name} has nearly all the connections it allows. Look for consumers that open without closing, ` +
        'or shrink ' +
        'their pools.',
      metric: metric('DatabaseConnections', 'Maximum'),
      threshold: decided.connectionsAlarm,
      periods,
    },
    storageAlarm:
      decided.freeStorageAlarmBytes === null
        ? undefined
        : {
            description:
              `${name} runs out of storage and has not grown: it stops writing when none is left. Raise ` +
              'database.mostStorageGib.',
            metric: metric('FreeStorageSpace', 'Minimum'),
            threshold: decided.freeStorageAlarmBytes,
            below: true,
            periods,
          },
    replicaLagAlarm:
      !cluster || decided.replicas === 0
        ? undefined
        : {
            description:
              `A reader of ${name} is behind and shows old data. Look for long queries on the reader, or ` +
              'heavy ' +
              'writes.',
            // In milliseconds, of the reader that is furthest behind.
            metric: {
              namespace: 'AWS/RDS',
              name: 'AuroraReplicaLagMaximum',
              dimensions: { DBClusterIdentifier: cluster },
              statistic: 'Maximum',
            },
            threshold: (decided.replicaLagAlarmSeconds as number) * 1000,
            periods,
          },
  };
}
