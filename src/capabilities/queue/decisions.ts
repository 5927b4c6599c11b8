import { ManagedQueueProps } from './props';
import { broughtKeyDecision, ownKeyUnless } from '../../parts/data-key/brought';
import { always, choose, only } from '../../path/decision';
import { Ledger } from '../../path/ledger';

const DAY = 86_400;

/** The policy of a queue: every choice, its default by tier, and why. */
export function decide(props: ManagedQueueProps, ledger: Ledger) {
  const asked = ledger.settle({
    fifo: choose(props.fifo, false)
      .oneOf(true, false)
      .because('Most consumers can take a message out of turn, or twice: then nothing waits for anything.'),
    visibilityTimeoutSeconds: choose(props.visibilityTimeoutSeconds, 180)
      .whole(1, 43_200)
      .because(
        'Six times the usual timeout of a function, as Lambda asks for: no second consumer takes what the first ' +
          'still works on.',
      ),
    maxReceiveCount: choose(props.maxReceiveCount, 5)
      .whole(1, 1000)
      .because('What Lambda advises: a throttled try counts as well, and is no fault of the message.'),
    retentionDays: choose(props.retentionDays, 7)
      .whole(1, 14)
      .because(
        'A consumer that broke before a long weekend is mended in time, and as long remains for what was found dead.',
      ),
  });
  const { fifo } = asked;

  const delivery = ledger.settle({
    deadLetterRetentionDays: always(14)
      .whole(1, 14)
      .because(
        'The longest there is: somebody has to look. A standard queue counts from when the message was first sent.',
      ),
    deadLettersFromOthers: always(false)
      .oneOf(true, false)
      .because('It is nobody’s dead-letter queue: what failed elsewhere is not work.'),
    receiveWaitSeconds: always(20).whole(0, 20).because('Long polling: an empty answer costs as much as a full one.'),
    deliveryDelaySeconds: always(0).whole(0, 900).because('What is sent can be worked at once.'),
    // 1 MiB since 2025-08-04: https://aws.amazon.com/about-aws/whats-new/2025/08/amazon-sqs-max-payload-size-1mib/
    mostMessageBytes: always(1_048_576)
      .whole(1024, 1_048_576)
      .because('All that SQS takes. Each 64 KiB of it costs as one request.'),
    contentBasedDeduplication: only(
      fifo,
      always(false)
        .oneOf(true, false)
        .because(
          'FIFO: the sender says what is the same message. Two equal texts within five minutes may be two orders, ' +
            'and the second would be gone without a word.',
        ),
    ),
    highThroughput: only(
      fifo,
      always(true)
        .oneOf(true, false)
        .because(
          'FIFO: the limit of 300 calls a second then holds for each group of messages, and not for the whole ' +
            'queue. At no extra price.',
        ),
    ),
  });

  const brought = ledger.settle(broughtKeyDecision(props));
  const protection = ledger.settle({
    tlsRequired: always(true).oneOf(true, false).because('A call in clear text is denied, on both queues.'),
    ownKey: ownKeyUnless(
      brought,
      always({ development: false, staging: true, production: true })
        .oneOf(true, false)
        .because(
          'One key for both queues, whose use can be seen and ended. About 1 USD a month. Without it, SQS encrypts ' +
            'with a key of its own.',
        ),
    ),
    keyRotation: always(true).oneOf(true, false).because('Once a year, unseen; old messages stay readable.'),
    keyDeletionDays: always(30).whole(7, 30).because('The longest there is to find out that messages still need it.'),
    keyReuseSeconds: always(300)
      .whole(60, 86_400)
      .because(
        'A data key serves so long: a call of KMS every five minutes for each sender and consumer, and not for ' +
          'each message.',
      ),
    keySenders: always(['events', 's3', 'sns']).because(
      'AWS services that send have no role: the key lets them in for this account, and the queue’s policy says ' +
        'which topic, rule or bucket.',
    ),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('What nobody has worked yet stays, in both queues.'),
    alarms: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because('Nobody is woken for a development queue.'),
  });

  const tries = asked.visibilityTimeoutSeconds * asked.maxReceiveCount;
  const thresholds = ledger.settle({
    deadLettersAlarm: always(1).whole(1, 1_000_000).because('Messages: each one is work that was given up.'),
    deadLettersAlarmMinutes: always(1).whole(1, 60).because('It stays there, so there is nothing to wait for.'),
    oldestMessageAlarmSeconds: always(Math.min(Math.max(900, tries), (asked.retentionDays * DAY) / 2))
      .whole(1, 14 * DAY)
      .because(
        'As long as all tries of one message take, and a quarter of an hour at least: what is older, nobody works ' +
          'on. At most half the retention: time to save it.',
      ),
    oldestMessageAlarmMinutes: always(5).whole(1, 60).because('In a row: a burst is no alarm.'),
  });

  return { ...asked, ...delivery, ...brought, ...protection, ...thresholds };
}

/** The choices for one queue. */
export type QueueDecisions = ReturnType<typeof decide>;
