import { CapacityDecisions } from './capacity';
import { isPostgres, isServerless, RequestDecisions } from './engine';
import { always, only } from '../../../path/decision';
import { SIZES } from '../sizes';

const GIB = 1024 ** 3;

/** The thresholds of the alarms. */
export function thresholdChoices(request: RequestDecisions, capacity: CapacityDecisions) {
  const serverless = isServerless(request);
  const memoryGib = serverless ? (capacity.mostCapacityUnits as number) * 2 : SIZES[request.size].memoryGib;
  const connections = mostConnections(request, memoryGib, capacity.leastCapacityUnits);
  return {
    alarmPeriods: always(5).whole(1, 60).because('Minutes in a row: a burst is no alarm.'),
    capacityAlarmPercent: only(
      serverless,
      always(90).within(1, 100).because('On Aurora, of the most capacity units: there is little left to grow.'),
    ),
    cpuAlarmPercent: only(
      !serverless,
      always(80).within(1, 100).because('On an instance: queries queue from here on.'),
    ),
    freeMemoryAlarmBytes: always(Math.round(memoryGib * GIB * 0.1)).because(
      'A tenth of the memory at full size. With less, the engine swaps or is killed.',
    ),
    connectionsAlarm: always(Math.floor(connections * 0.8)).because(
      "Four fifths of the engine's default maximum at this size.",
    ),
    freeStorageAlarmBytes: only(
      !serverless,
      always(Math.round((capacity.storageGib ?? 0) * GIB * 0.05)).because(
        'On an instance, a twentieth: storage should have grown at a tenth, so it has reached its limit, or grew ' +
          'less than 6 hours ago.',
      ),
    ),
    replicaLagAlarmSeconds: only(
      serverless,
      always(2).because(
        'On Aurora, where there are readers: they show old data. They share the storage, and lag by milliseconds ' +
          'when all is well.',
      ),
    ),
  };
}

/**
 * The engines' default for max_connections, by memory, of which the system keeps about a tenth.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
function mostConnections(request: RequestDecisions, memoryGib: number, leastUnits: number | null): number {
  const available = memoryGib * GIB * 0.9;
  if (isPostgres(request)) {
    // Aurora caps them where it may shrink below one unit.
    const cap = isServerless(request) && leastUnits !== null && leastUnits < 1 ? 2000 : 5000;
    return Math.min(cap, Math.floor(available / 9_531_392));
  }
  if (!isServerless(request)) return Math.floor(available / 12_582_880);
  return AURORA_MYSQL_STEPS.filter(([gib]) => gib <= memoryGib).reduce((_, [, connections]) => connections, 90);
}

/** The steps of Aurora MySQL: memory in GiB, and connections. */
const AURORA_MYSQL_STEPS = [
  [2, 90],
  [8, 135],
  [16, 1000],
  [32, 2000],
  [64, 3000],
  [128, 4000],
  [256, 5000],
];
