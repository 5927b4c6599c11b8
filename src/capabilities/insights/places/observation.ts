import { Place } from '../../../record/place';
import { InsightsChoices } from '../decisions';

const ALARMS = ['undeliveredAlarm', 'freshnessAlarm', 'deliverySuccessAlarm'];
const THRESHOLD = { cloudformation: 'Threshold', terraform: 'threshold', when: { alarms: true } };
const PERIODS = { cloudformation: 'EvaluationPeriods', terraform: 'evaluation_periods', when: { alarms: true } };

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
  { decision: 'undeliveredAlarm', slot: 'undeliveredAlarm', ...THRESHOLD },
  { decision: 'undeliveredAlarmMinutes', slot: 'undeliveredAlarm', ...PERIODS },
  { decision: 'freshnessAlarmSeconds', slot: 'freshnessAlarm', ...THRESHOLD },
  { decision: 'freshnessAlarmMinutes', slot: 'freshnessAlarm', ...PERIODS },
  { decision: 'deliverySuccessAlarm', slot: 'deliverySuccessAlarm', ...THRESHOLD },
  { decision: 'deliverySuccessAlarmMinutes', slot: 'deliverySuccessAlarm', ...PERIODS },
];
