import { ManagedTopicProps } from './props';
import { broughtKeyDecision, ownKeyUnless } from '../../parts/data-key/brought';
import { subscriptionDecisions } from '../../parts/subscription/decisions';
import { always, choose, only } from '../../path/decision';
import { Ledger } from '../../path/ledger';

/** The policy of a topic: every choice, its default by tier, and why. */
export function decide(props: ManagedTopicProps, ledger: Ledger) {
  const { fifo } = ledger.settle({
    fifo: choose(props.fifo, false)
      .oneOf(true, false)
      .because('Anybody can subscribe: functions, queues of any kind. Only queues can follow an order.'),
  });

  const delivery = ledger.settle({
    contentBasedDeduplication: only(
      fifo,
      always(false).oneOf(true, false).because('FIFO: the sender says what is the same message, as of a queue.'),
    ),
    throughputScope: only(
      fifo,
      always('MessageGroup')
        .oneOf('MessageGroup', 'Topic')
        .because('FIFO: the limit of 300 messages a second then holds for each group, and not for the whole topic.'),
    ),
    signatureVersion: always('2').oneOf('1', '2').because('SHA-256. Version 1 is SHA-1, which can be forged.'),
    tracing: always('PassThrough')
      .oneOf('PassThrough', 'Active')
      .because('Whoever sends decides what is traced; the topic passes it on.'),
  });

  const brought = ledger.settle(broughtKeyDecision(props));

  const protection = ledger.settle({
    tlsRequired: always(true).oneOf(true, false).because('A call in clear text is denied.'),
    ownKey: ownKeyUnless(
      brought,
      always({ development: false, staging: true, production: true })
        .oneOf(true, false)
        .because(
          'A key whose use can be seen and ended, for about 1 USD a month. The key of AWS lets no service send.',
        ),
    ),
    keyRotation: always(true).oneOf(true, false).because('Once a year, unseen.'),
    keyDeletionDays: always(30).whole(7, 30).because('The longest there is to find out that dead letters need it.'),
    senders: always(['cloudwatch', 'events', 's3']).because(
      'Alarms, rules and buckets of this account have no role: the policy of the topic and its key let them in.',
    ),
    onRemoval: always({ development: 'delete', staging: 'delete', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('Subscribers elsewhere know it by its ARN: with another one they would hear nothing, without a word.'),
    alarms: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because('Nobody is woken for a development topic.'),
  });

  const subscriptions = ledger.settle({
    ...subscriptionDecisions(),
    failedAlarm: always(1).whole(1, 1_000_000).because('Messages: each was given up for one subscriber.'),
    failedAlarmMinutes: always(5).whole(1, 60).because('In a row: a subscriber that is back is no alarm.'),
    lostAlarm: always(1).whole(1, 1_000_000).because('Messages: each could not even be kept, and is gone.'),
  });

  return { fifo, ...delivery, ...brought, ...protection, ...subscriptions };
}

/** The choices for one topic. */
export type TopicChoices = ReturnType<typeof decide>;
