import { DatabaseDecisions } from './decisions';
import { DatabaseMetrics } from './metrics';
import { AlarmProps, MetricProps } from '../../parts/alarm/alarm';

/** An alarm, less what all of them have. */
type Watched = Omit<AlarmProps, 'periods'> | undefined;

/** The alarms of a database, by slot. What does not apply to it has none. */
export function databaseAlarms(
  name: string,
  choices: DatabaseDecisions,
  metrics: DatabaseMetrics,
): { readonly [slot: string]: AlarmProps } {
  if (!choices.alarms) return {};
  const alarms: { [slot: string]: Watched } = {
    capacityAlarm: capacityAlarm(name, choices, metrics.capacityUsed),
    cpuAlarm: cpuAlarm(name, choices, metrics.cpu),
    memoryAlarm: memoryAlarm(name, choices, metrics.freeMemory),
    connectionsAlarm: connectionsAlarm(name, choices, metrics.connections),
    storageAlarm: storageAlarm(name, choices, metrics.freeStorage),
    replicaLagAlarm: replicaLagAlarm(name, choices, metrics.replicaLag),
  };
  return Object.fromEntries(
    Object.entries(alarms).flatMap(([slot, alarm]) =>
      alarm ? [[slot, { ...alarm, periods: choices.alarmPeriods }]] : [],
    ),
  );
}

function capacityAlarm(
  name: string,
  { capacityAlarmPercent, mostCapacityUnits }: DatabaseDecisions,
  metric: MetricProps | undefined,
): Watched {
  if (capacityAlarmPercent === null || !metric) return undefined;
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

function storageAlarm(
  name: string,
  { freeStorageAlarmBytes }: DatabaseDecisions,
  metric: MetricProps | undefined,
): Watched {
  if (freeStorageAlarmBytes === null || !metric) return undefined;
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
  metric: MetricProps | undefined,
): Watched {
  if (!metric || replicas === 0) return undefined;
  return {
    description:
      `A reader of ${name} is behind and shows old data. Look for long queries on the reader, or heavy ` + 'writes.',
    metric,
    threshold: (replicaLagAlarmSeconds as number) * 1000,
  };
}
