import { QueueDecisions } from './decisions';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

type When = (decided: QueueDecisions) => boolean;

const carrier = (
  decision: keyof QueueDecisions,
  slot: string | RegExp,
  paths: Pair<string>,
  read?: Read | Pair<Read>,
  when?: When,
) => corresponding<QueueDecisions>(decision, slot, paths, read, when);

/** The resource itself. */
const EXISTENCE: Pair<string> = ['', ''];
/** Both queues. */
const QUEUES = /^(queue|deadLetterQueue)$/;

const isFifo: When = ({ fifo }) => fifo;
const hasKey: When = ({ ownKey }) => ownKey;
const watched: When = ({ alarms }) => alarms;

const isThere: Read = value => value !== undefined;
const isTrue: Read = value => value === true;
const days: Read = seconds => seconds / 86_400;
/** Of several that have to be alike. */
const alike =
  (read: Read = value => value): Read =>
  (values: any[]) => {
    const found = new Set(values.map(read));
    return found.size === 1 ? read(values[0]) : [...found];
  };
const jsonencoded =
  (name: string): Read =>
  (text: string) =>
    Number(new RegExp(`"${name}" = (\\d+)`).exec(text)?.[1]);
const services: Read = (statement: any) => statement?.Principal.Service.map((service: string) => service.split('.')[0]);
const servicesInText: Read = (text: string) =>
  [
    ...(/"Sid" = "Senders"[^]*?"Service" = \[([^\]]*)\]/.exec(text)?.[1].matchAll(/"(\w+)\.amazonaws\.com"/g) ?? []),
  ].map(([, service]) => service);

/** Where each decision about a queue is seen in what CloudFormation and Terraform are given. */
export const carriers: Carrier[] = [
  carrier('fifo', QUEUES, ['FifoQueue', 'fifo_queue'], alike(isTrue)),
  carrier('visibilityTimeoutSeconds', 'queue', ['VisibilityTimeout', 'visibility_timeout_seconds']),
  carrier(
    'maxReceiveCount',
    'queue',
    ['RedrivePolicy.maxReceiveCount', 'redrive_policy'],
    [count => count, jsonencoded('maxReceiveCount')],
  ),
  carrier('retentionDays', 'queue', ['MessageRetentionPeriod', 'message_retention_seconds'], days),
  carrier('deadLetterRetentionDays', 'deadLetterQueue', ['MessageRetentionPeriod', 'message_retention_seconds'], days),
  carrier(
    'deadLettersFromOthers',
    'queue',
    ['RedriveAllowPolicy.redrivePermission', 'redrive_allow_policy'],
    permission => !/denyAll/.test(permission),
  ),
  carrier('receiveWaitSeconds', QUEUES, ['ReceiveMessageWaitTimeSeconds', 'receive_wait_time_seconds'], alike()),
  carrier('deliveryDelaySeconds', 'queue', ['DelaySeconds', 'delay_seconds']),
  carrier('mostMessageBytes', QUEUES, ['MaximumMessageSize', 'max_message_size'], alike()),
  carrier('contentBasedDeduplication', 'queue', ['ContentBasedDeduplication', 'content_based_deduplication']),
  carrier(
    'highThroughput',
    QUEUES,
    ['FifoThroughputLimit', 'fifo_throughput_limit'],
    alike(limit => limit === 'perMessageGroupId'),
    isFifo,
  ),
  carrier(
    'highThroughput',
    QUEUES,
    ['DeduplicationScope', 'deduplication_scope'],
    alike(scope => scope === 'messageGroup'),
    isFifo,
  ),
  carrier(
    'highThroughput',
    QUEUES,
    ['FifoThroughputLimit', 'fifo_throughput_limit'],
    alike(),
    decided => !isFifo(decided),
  ),
  carrier('tlsRequired', 'queuePolicy', ['PolicyDocument', 'policy'], document =>
    /aws:SecureTransport/.test(JSON.stringify(document)),
  ),
  carrier('tlsRequired', 'deadLetterQueuePolicy', ['PolicyDocument', 'policy'], document =>
    /aws:SecureTransport/.test(JSON.stringify(document)),
  ),
  carrier('ownKey', QUEUES, ['KmsMasterKeyId', 'kms_master_key_id'], alike(isThere)),
  carrier(
    'ownKey',
    QUEUES,
    ['SqsManagedSseEnabled', 'sqs_managed_sse_enabled'],
    alike(managed => managed !== true),
  ),
  carrier('keyRotation', 'key', ['EnableKeyRotation', 'enable_key_rotation'], undefined, hasKey),
  carrier('keyDeletionDays', 'key', ['PendingWindowInDays', 'deletion_window_in_days'], undefined, hasKey),
  carrier(
    'keyReuseSeconds',
    QUEUES,
    ['KmsDataKeyReusePeriodSeconds', 'kms_data_key_reuse_period_seconds'],
    alike(),
    hasKey,
  ),
  carrier(
    'keySenders',
    'key',
    ['KeyPolicy.Statement[Sid=Senders]', 'policy'],
    [statement => services(statement) ?? [], servicesInText],
    hasKey,
  ),
  ...['queue', 'deadLetterQueue'].map(slot =>
    carrier(
      'onRemoval',
      slot,
      ['DeletionPolicy', 'lifecycle.prevent_destroy'],
      [policy => policy.toLowerCase(), prevented => (prevented ? 'retain' : 'delete')],
    ),
  ),
  carrier('alarms', 'deadLettersAlarm', EXISTENCE, isThere),
  carrier('alarms', 'oldestMessageAlarm', EXISTENCE, isThere),
  carrier('deadLettersAlarm', 'deadLettersAlarm', ['Threshold', 'threshold'], undefined, watched),
  carrier(
    'deadLettersAlarmMinutes',
    'deadLettersAlarm',
    ['EvaluationPeriods', 'evaluation_periods'],
    undefined,
    watched,
  ),
  carrier('oldestMessageAlarmSeconds', 'oldestMessageAlarm', ['Threshold', 'threshold'], undefined, watched),
  carrier(
    'oldestMessageAlarmMinutes',
    'oldestMessageAlarm',
    ['EvaluationPeriods', 'evaluation_periods'],
    undefined,
    watched,
  ),
];

/** What the two engines do not say alike: nothing. */
export const differences: string[] = [];
