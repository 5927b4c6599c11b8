import { DatabaseDecisions } from './decisions';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** The identifiers of a database: of its cluster, or of its instance. */
export interface DatabaseIdentifiers {
  readonly cluster?: string;
  readonly instance?: string;
}

/** An alarm, less what all of them have. */
type Watched = Omit<AlarmProps, 'periods'> | undefined;

/** The alarms of a database, by slot. What does not apply to it has none. */
export function databaseAlarms(
  name: string,
  choices: DatabaseDecisions,
  identifiers: DatabaseIdentifiers,
): { readonly [slot: string]: AlarmProps } {
  if (!choices.alarms) return {};
  const metric = metricOf(identifiers);
  const alarms: { [slot: string]: Watched } = {
    capacityAlarm: capacityAlarm(name, choices, metric('ACUUtilization', 'Maximum')),
    cpuAlarm: cpuAlarm(name, choices, metric('CPUUtilization', 'Average')),
    memoryAlarm: memoryAlarm(name, choices, metric('FreeableMemory', 'Minimum')),
    connectionsAlarm: connectionsAlarm(name, choices, metric('DatabaseConnections', 'Maximum')),
    storageAlarm: storageAlarm(name, choices, metric('FreeStorageSpace', 'Minimum')),
    replicaLagAlarm: replicaLagAlarm(name, choices, identifiers),
  };
  return Object.fromEntries(
    Object.entries(alarms).flatMap(([slot, alarm]) =>
      alarm ? [[slot, { ...alarm, periods: choices.alarmPeriods }]] : [],
    ),
  );
}

function metricOf({ cluster, instance }: DatabaseIdentifiers) {
  // The writer, whichever node that is: after a failover it is another one.
  const dimensions: MetricProps['dimensions'] = cluster
    ? { DBClusterIdentifier: cluster, Role: 'WRITER' }
    : { DBInstanceIdentifier: instance! };
  return (name: string, statistic: string): MetricProps => ({ namespace: 'AWS/RDS', name, dimensions, statistic });
}

function capacityAlarm(
  name: string,
  { capacityAlarmPercent, mostCapacityUnits }: DatabaseDecisions,
  metric: MetricProps,
): Watched {
  if (capacityAlarmPercent === null) return undefined;
  return {
    description:
      `${name} uses nearly all of its ${mostCapacityUnits} capacity units. Look for heavy queries in Database ` +
      'Insights, or choose a larger size.',
    metric,
    threshold: capacityAlarmPercent,
  };
}

function cpuAlarm(name: string, { cpuAlarmPercent }: DatabaseDecisions, metric: MetricProps): Watched {
  if (cpuAlarmPercent === null) return undefined;
  return {
    description: `${name} has little CPU left. Look for heavy queries in Database Insights, or choose a larger size.`,
    metric,
    threshold: cpuAlarmPercent,
  };
}

function memoryAlarm(name: string, { freeMemoryAlarmBytes }: DatabaseDecisions, metric: MetricProps): Watched {
  return {
    description: `${name} has little memory left. Look for many connections or large sorts, or choose a larger size.`,
    metric,
    threshold: freeMemoryAlarmBytes,
    below: true,
  };
}

function connectionsAlarm(name: string, choices: DatabaseDecisions, metric: MetricProps): Watched {
  return {
    description:
      `${name} has nearly all the connections it allows. Look for consumers that open without closing, or shrink ` +
      'their pools.',
    metric,
    threshold: choices.connectionsAlarm,
  };
}

function storageAlarm(name: string, { freeStorageAlarmBytes }: DatabaseDecisions, metric: MetricProps): Watched {
  if (freeStorageAlarmBytes === null) return undefined;
  return {
    description:
      `${name} runs out of storage and has not grown: it stops writing when none is left. Raise ` +
      'database.mostStorageGib.',
    metric,
    threshold: freeStorageAlarmBytes,
    below: true,
  };
}

function replicaLagAlarm(
  name: string,
  { replicas, replicaLagAlarmSeconds }: DatabaseDecisions,
  { cluster }: DatabaseIdentifiers,
): Watched {
  if (!cluster || replicas === 0) return undefined;
  return {
    description:
      `A reader of ${name} is behind and shows old data. Look for long queries on the reader, or heavy ` + 'writes.',
    // In milliseconds, of the reader that is furthest behind.
    metric: {
      namespace: 'AWS/RDS',
      name: 'AuroraReplicaLagMaximum',
      dimensions: { DBClusterIdentifier: cluster },
      statistic: 'Maximum',
    },
    threshold: (replicaLagAlarmSeconds as number) * 1000,
  };
}
