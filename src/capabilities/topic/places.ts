import { TopicChoices } from './decisions';
import { keyPlaces } from '../../parts/data-key/places';
import { subscriptionPlaces } from '../../parts/subscription/places';
import { Place } from '../../record/place';

const RESOURCE = { cloudformation: '', terraform: '', unit: 'present' };
const THRESHOLD = { cloudformation: 'Threshold', terraform: 'threshold', when: { alarms: true } };
const PERIODS = { cloudformation: 'EvaluationPeriods', terraform: 'evaluation_periods', when: { alarms: true } };
const POLICY = { cloudformation: 'PolicyDocument', terraform: 'policy', unit: 'tls-only' };
const SENDERS = { cloudformation: 'PolicyDocument.Statement[Sid=Senders]', terraform: 'policy', unit: 'senders' };

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
  topic('ownKey', 'KmsMasterKeyId', 'kms_master_key_id', 'present'),
  ...keyPlaces({ ownKey: true }),
  { decision: 'senders', slot: 'topicPolicy', ...SENDERS },
  topic('onRemoval', 'DeletionPolicy', 'lifecycle.prevent_destroy', 'on-removal'),
  { decision: 'alarms', slot: 'failedAlarm', ...RESOURCE },
  { decision: 'alarms', slot: 'lostAlarm', ...RESOURCE },
  ...subscriptionPlaces(),
  { decision: 'failedAlarm', slot: 'failedAlarm', ...THRESHOLD },
  { decision: 'failedAlarmMinutes', slot: 'failedAlarm', ...PERIODS },
  { decision: 'lostAlarm', slot: 'lostAlarm', ...THRESHOLD },
];

/** The two engines show the same decisions. */
export const differences: string[] = [];
