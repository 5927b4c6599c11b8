import { TopicChoices } from './decisions';
import { ALARM_PERIODS, ALARM_THRESHOLD } from '../../parts/alarm/places';
import { broughtKeyPlace } from '../../parts/data-key/brought';
import { keyPlaces } from '../../parts/data-key/places';
import { subscriptionPlaces } from '../../parts/subscription/places';
import { Place, PRESENCE } from '../../record/place';

const POLICY = { cloudformation: 'PolicyDocument', terraform: 'policy', unit: 'tls-only' };
const SENDERS = { cloudformation: 'PolicyDocument.Statement[Sid=Senders]', terraform: 'policy', unit: 'senders' };
const KEY = { slot: 'topic', cloudformation: 'KmsMasterKeyId', terraform: 'kms_master_key_id' };

/** A property of the topic. */
function topic(decision: keyof TopicChoices, cloudformation: string, terraform: string, unit?: string) {
  return { decision, slot: 'topic', cloudformation, terraform, unit };
}

/** Where each decision about a topic is seen, on both engines. */
export const places: Place<TopicChoices>[] = [
  topic('fifo', 'FifoTopic', 'fifo_topic', 'true'),
  topic('contentBasedDeduplication', 'ContentBasedDeduplication', 'content_based_deduplication'),
  topic('throughputScope', 'FifoThroughputScope', 'fifo_throughput_scope'),
  topic('signatureVersion', 'SignatureVersion', 'signature_version', 'text'),
  topic('tracing', 'TracingConfig', 'tracing_config'),
  { decision: 'tlsRequired', slot: 'topicPolicy', ...POLICY },
  { decision: 'ownKey', ...KEY, unit: 'present' },
  broughtKeyPlace(KEY),
  ...keyPlaces,
  { decision: 'senders', slot: 'topicPolicy', ...SENDERS },
  topic('onRemoval', 'DeletionPolicy', 'lifecycle.prevent_destroy', 'on-removal'),
  { decision: 'alarms', slot: 'failedAlarm', ...PRESENCE },
  { decision: 'alarms', slot: 'lostAlarm', ...PRESENCE },
  ...subscriptionPlaces(),
  { decision: 'failedAlarm', slot: 'failedAlarm', ...ALARM_THRESHOLD },
  { decision: 'failedAlarmMinutes', slot: 'failedAlarm', ...ALARM_PERIODS },
  { decision: 'lostAlarm', slot: 'lostAlarm', ...ALARM_THRESHOLD },
];

/** The two engines show the same decisions. */
export const differences: string[] = [];
