import { QueueDecisions } from './decisions';
import { ALARM_PERIODS, ALARM_THRESHOLD } from '../../parts/alarm/places';
import { broughtKeyPlace } from '../../parts/data-key/brought';
import { keyPlaces, MADE_KEY } from '../../parts/data-key/places';
import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

/** Both queues, which have to be alike. */
const BOTH = { slots: '^(queue|deadLetterQueue)$', gather: 'alike' };
const POLICY = { cloudformation: 'PolicyDocument', terraform: 'policy' };
const RETENTION = { cloudformation: 'MessageRetentionPeriod', terraform: 'message_retention_seconds' };
const ON_REMOVAL = { cloudformation: 'DeletionPolicy', terraform: 'lifecycle.prevent_destroy', unit: 'on-removal' };

const KEY = { cloudformation: 'KmsMasterKeyId', terraform: 'kms_master_key_id' };
const WITH_KEY = { ownKey: true };
const FIFO = { fifo: true };

export const places: Place<QueueDecisions>[] = [
  { decision: 'fifo', ...BOTH, cloudformation: 'FifoQueue', terraform: 'fifo_queue', unit: 'true' },
  {
    decision: 'visibilityTimeoutSeconds',
    slot: 'queue',
    cloudformation: 'VisibilityTimeout',
    terraform: 'visibility_timeout_seconds',
  },
  {
    decision: 'maxReceiveCount',
    slot: 'queue',
    cloudformation: 'RedrivePolicy.maxReceiveCount',
    terraform: { path: 'redrive_policy', unit: 'receive-count-in-json' },
  },
  { decision: 'retentionDays', slot: 'queue', ...RETENTION, unit: 'days-in-seconds' },
  { decision: 'deadLetterRetentionDays', slot: 'deadLetterQueue', ...RETENTION, unit: 'days-in-seconds' },
  {
    decision: 'deadLettersFromOthers',
    slot: 'queue',
    cloudformation: 'RedriveAllowPolicy.redrivePermission',
    terraform: 'redrive_allow_policy',
    unit: 'redrive-permission',
  },
  {
    decision: 'receiveWaitSeconds',
    ...BOTH,
    cloudformation: 'ReceiveMessageWaitTimeSeconds',
    terraform: 'receive_wait_time_seconds',
  },
  { decision: 'deliveryDelaySeconds', slot: 'queue', cloudformation: 'DelaySeconds', terraform: 'delay_seconds' },
  { decision: 'mostMessageBytes', ...BOTH, cloudformation: 'MaximumMessageSize', terraform: 'max_message_size' },
  {
    decision: 'contentBasedDeduplication',
    slot: 'queue',
    cloudformation: 'ContentBasedDeduplication',
    terraform: 'content_based_deduplication',
  },
  {
    decision: 'highThroughput',
    ...BOTH,
    cloudformation: 'FifoThroughputLimit',
    terraform: 'fifo_throughput_limit',
    unit: 'limit-per-group',
  },
  {
    decision: 'highThroughput',
    ...BOTH,
    cloudformation: 'DeduplicationScope',
    terraform: 'deduplication_scope',
    unit: 'scope-of-group',
    when: FIFO,
  },
  { decision: 'tlsRequired', slot: 'queuePolicy', ...POLICY, unit: 'tls-only' },
  { decision: 'tlsRequired', slot: 'deadLetterQueuePolicy', ...POLICY, unit: 'tls-only' },
  { decision: 'ownKey', ...BOTH, ...KEY, unit: 'present' },
  {
    decision: 'ownKey',
    ...BOTH,
    cloudformation: 'SqsManagedSseEnabled',
    terraform: 'sqs_managed_sse_enabled',
    unit: 'not',
  },
  broughtKeyPlace({ ...BOTH, ...KEY }),
  ...keyPlaces,
  {
    decision: 'keyReuseSeconds',
    ...BOTH,
    cloudformation: 'KmsDataKeyReusePeriodSeconds',
    terraform: 'kms_data_key_reuse_period_seconds',
    when: WITH_KEY,
  },
  {
    decision: 'keySenders',
    slot: 'key',
    cloudformation: 'KeyPolicy.Statement[Sid=Senders]',
    terraform: 'policy',
    unit: 'senders',
    when: MADE_KEY,
  },
  { decision: 'onRemoval', slot: 'queue', ...ON_REMOVAL },
  { decision: 'onRemoval', slot: 'deadLetterQueue', ...ON_REMOVAL },
  { decision: 'alarms', slot: 'deadLettersAlarm', ...PRESENCE },
  { decision: 'alarms', slot: 'oldestMessageAlarm', ...PRESENCE },
  { decision: 'deadLettersAlarm', slot: 'deadLettersAlarm', ...ALARM_THRESHOLD },
  { decision: 'deadLettersAlarmMinutes', slot: 'deadLettersAlarm', ...ALARM_PERIODS },
  { decision: 'oldestMessageAlarmSeconds', slot: 'oldestMessageAlarm', ...ALARM_THRESHOLD },
  { decision: 'oldestMessageAlarmMinutes', slot: 'oldestMessageAlarm', ...ALARM_PERIODS },
];

/** The two engines show the same decisions. */
export const differences: string[] = [];

export const codecs: Codecs = {
  'receive-count-in-json': (text: string) => Number(/"maxReceiveCount" = (\d+)/.exec(text)?.[1]),
  'redrive-permission': (permission: string) => !/denyAll/.test(permission),
  'limit-per-group': (limit?: string) => limit && limit === 'perMessageGroupId',
  'scope-of-group': (scope: string) => scope === 'messageGroup',
};
