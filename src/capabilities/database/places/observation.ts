import { MYSQL, ofDatabase, ofParameter, ofWriter, ON_INSTANCE, POSTGRES, RESOURCE } from './of-database';
import { THRESHOLD } from '../../../parts/alarm/places';
import { Place } from '../../../record/place';
import { DatabaseDecisions } from '../decisions';

const WITH_ALARMS = { alarms: true };

/** The places of logs, insights and alarms. */
export const observationPlaces: Place<DatabaseDecisions>[] = [
  ...ofDatabase('exportedLogs', {
    cloudformation: 'EnableCloudwatchLogsExports',
    terraform: 'enabled_cloudwatch_logs_exports',
  }),
  {
    decision: 'logRetentionDays',
    slots: 'LogGroup$',
    gather: 'alike',
    cloudformation: 'RetentionInDays',
    terraform: 'retention_in_days',
    when: { namedByStack: true, exportedLogs: { not: [[]] } },
  },
  ...ofParameter('loggedStatements', 'log_statement', POSTGRES),
  ...ofParameter('slowQueryMilliseconds', 'log_min_duration_statement', POSTGRES, 'number'),
  ...ofParameter('slowQueryMilliseconds', 'long_query_time', MYSQL, 'milliseconds-in-seconds'),
  ...ofParameter('auditedEvents', 'server_audit_events', MYSQL),
  ...ofWriter('insights', {
    cloudformation: 'EnablePerformanceInsights',
    terraform: 'performance_insights_enabled',
  }),
  ...ofDatabase('insightsMode', { cloudformation: 'DatabaseInsightsMode', terraform: 'database_insights_mode' }),
  ...ofWriter('monitoringSeconds', { cloudformation: 'MonitoringInterval', terraform: 'monitoring_interval' }),
  { decision: 'alarms', slot: 'memoryAlarm', ...RESOURCE, unit: 'present' },
  ...ofWriter(
    'insightsRetentionDays',
    {
      cloudformation: 'PerformanceInsightsRetentionPeriod',
      terraform: 'performance_insights_retention_period',
    },
    { insights: true },
  ),
  {
    decision: 'alarmPeriods',
    slots: 'Alarm$',
    gather: 'alike',
    cloudformation: 'EvaluationPeriods',
    terraform: 'evaluation_periods',
    when: WITH_ALARMS,
  },
  { decision: 'capacityAlarmPercent', slot: 'capacityAlarm', ...THRESHOLD, when: WITH_ALARMS },
  { decision: 'cpuAlarmPercent', slot: 'cpuAlarm', ...THRESHOLD, when: WITH_ALARMS },
  { decision: 'freeMemoryAlarmBytes', slot: 'memoryAlarm', ...THRESHOLD, when: WITH_ALARMS },
  { decision: 'connectionsAlarm', slot: 'connectionsAlarm', ...THRESHOLD, when: WITH_ALARMS },
  { decision: 'freeStorageAlarmBytes', slot: 'storageAlarm', ...THRESHOLD, when: WITH_ALARMS },
  {
    decision: 'replicaLagAlarmSeconds',
    slot: 'replicaLagAlarm',
    ...THRESHOLD,
    unit: 'seconds-in-milliseconds',
    when: [
      { ...WITH_ALARMS, ...ON_INSTANCE },
      { ...WITH_ALARMS, replicas: { not: [0] } },
    ],
  },
];
