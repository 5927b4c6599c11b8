import { ManagedQueueProps } from './props';
import { Capability, CapabilityArea, CapabilityStage } from '../../core/capability';
import { always, choose, Ledger, only } from '../../core/decision';

/** What the registry says of it. */
export const capability: Capability = {
  id: 'queue',
  construct: 'ManagedQueue',
  summary: 'An SQS queue with its dead-letter queue.',
  area: CapabilityArea.DATA_ACCESS,
  owner: 'goldenpath',
  stage: CapabilityStage.EXPERIMENTAL,
  version: '1',
};

/** Props from which every decision's name can be known. */
export const typicalProps: ManagedQueueProps = {};

const DAY = 86_400;

/** The policy of a queue: every choice, its default by tier, and why. */
export function decide(props: ManagedQueueProps, ledger: Ledger) {
  const asked = ledger.settle({
    fifo: choose(props.fifo, false, 'Most consumers can take a message out of turn, or twice: then nothing waits for anything.').oneOf(true, false),
    visibilityTimeoutSeconds: choose(props.visibilityTimeoutSeconds, 180, 'Six times the usual timeout of a function, as Lambda asks for: no second consumer takes what the first still works on.').whole(1, 43_200),
    maxReceiveCount: choose(props.maxReceiveCount, 5, 'What Lambda advises: a throttled try counts as well, and is no fault of the message.').whole(1, 1000),
    retentionDays: choose(props.retentionDays, 7, 'A consumer that broke before a long weekend is mended in time, and as long remains for what was found dead.').whole(1, 14),
  });
  const { fifo } = asked;

  const delivery = ledger.settle({
    deadLetterRetentionDays: always(14, 'The longest there is: somebody has to look. A standard queue counts from when the message was first sent.').whole(1, 14),
    deadLettersFromOthers: always(false, 'It is nobody’s dead-letter queue: what failed elsewhere is not work.').oneOf(true, false),
    receiveWaitSeconds: always(20, 'Long polling: an empty answer costs as much as a full one.').whole(0, 20),
    deliveryDelaySeconds: always(0, 'What is sent can be worked at once.').whole(0, 900),
    // 1 MiB since 2025-08-04: https://aws.amazon.com/about-aws/whats-new/2025/08/amazon-sqs-max-payload-size-1mib/
    mostMessageBytes: always(1_048_576, 'All that SQS takes. Each 64 KiB of it costs as one request.').whole(1024, 1_048_576),
    contentBasedDeduplication: only(fifo, always(false, 'FIFO: the sender says what is the same message. Two equal texts within five minutes may be two orders, and the second would be gone without a word.').oneOf(true, false)),
    highThroughput: only(fifo, always(true, 'FIFO: the limit of 300 calls a second then holds for each group of messages, and not for the whole queue. At no extra price.').oneOf(true, false)),
  });

  const protection = ledger.settle({
    tlsRequired: always(true, 'A call in clear text is denied, on both queues.').oneOf(true, false),
    ownKey: always({ development: false, staging: true, production: true }, 'One key for both queues, whose use can be seen and ended. About 1 USD a month. Without it, SQS encrypts with a key of its own.').oneOf(true, false),
    keyRotation: always(true, 'Once a year, unseen; old messages stay readable.').oneOf(true, false),
    keyDeletionDays: always(30, 'The longest there is to find out that messages still need it.').within(7, 30),
    keyReuseSeconds: always(300, 'A data key serves so long: a call of KMS every five minutes for each sender and consumer, and not for each message.').whole(60, 86_400),
    keySenders: always(['events', 's3', 'sns'], 'AWS services that send have no role: the key lets them in for this account, and the queue’s policy says which topic, rule or bucket.'),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' }, 'What nobody has worked yet stays, in both queues.').oneOf('delete', 'retain'),
    alarms: always({ development: false, staging: true, production: true }, 'Nobody is woken for a development queue.').oneOf(true, false),
  });

  const tries = asked.visibilityTimeoutSeconds * asked.maxReceiveCount;
  const thresholds = ledger.settle({
    deadLettersAlarm: always(1, 'Messages: each one is work that was given up.').whole(1, 1_000_000),
    deadLettersAlarmMinutes: always(1, 'It stays there, so there is nothing to wait for.').whole(1, 60),
    oldestMessageAlarmSeconds: always(
      Math.min(Math.max(900, tries), asked.retentionDays * DAY / 2),
      'As long as all tries of one message take, and a quarter of an hour at least: what is older, nobody works on. At most half the retention: time to save it.',
    ).whole(1, 14 * DAY),
    oldestMessageAlarmMinutes: always(5, 'In a row: a burst is no alarm.').whole(1, 60),
  });

  return { ...asked, ...delivery, ...protection, ...thresholds };
}

/** What was decided for one queue. */
export type QueueDecisions = ReturnType<typeof decide>;
