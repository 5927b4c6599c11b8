import { ALARM_PERIODS, ALARM_THRESHOLD } from '../../../parts/alarm/places';
import { Place } from '../../../record/place';
import { InsightsChoices } from '../decisions';

const ALARMS = ['undeliveredAlarm', 'freshnessAlarm', 'deliverySuccessAlarm'];

/** Where the decisions about the log and the alarms are seen. */
export const observationPlaces: Place<InsightsChoices>[] = [
  {
    decision: 'logRetentionDays',
    slot: 'deliveryLogGroup',
    cloudformation: 'RetentionInDays',
    terraform: 'retention_in_days',
  },
  {
    decision: 'logsKeptOnDeletion',
    slot: 'deliveryLogGroup',
    cloudformation: 'DeletionPolicy',
    terraform: 'skip_destroy',
    unit: 'kept',
  },
  {
    decision: 'logsKeptOnDeletion',
    slot: 'deliveryLogStream',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'kept',
  },
  {
    decision: 'logEncryption',
    slot: 'deliveryLogGroup',
    cloudformation: 'KmsKeyId',
    terraform: 'kms_key_id',
    unit: 'whose-key',
  },
  ...ALARMS.map((slot): Place<InsightsChoices> => ({
    decision: 'alarms',
    slot,
    cloudformation: '',
    terraform: '',
    unit: 'present',
  })),
  { decision: 'undeliveredAlarm', slot: 'undeliveredAlarm', ...ALARM_THRESHOLD },
  { decision: 'undeliveredAlarmMinutes', slot: 'undeliveredAlarm', ...ALARM_PERIODS },
  { decision: 'freshnessAlarmSeconds', slot: 'freshnessAlarm', ...ALARM_THRESHOLD },
  { decision: 'freshnessAlarmMinutes', slot: 'freshnessAlarm', ...ALARM_PERIODS },
  { decision: 'deliverySuccessAlarm', slot: 'deliverySuccessAlarm', ...ALARM_THRESHOLD },
  { decision: 'deliverySuccessAlarmMinutes', slot: 'deliverySuccessAlarm', ...ALARM_PERIODS },
];
