import { always, follows } from '../../../path/decision';

/** The logs, and for how long they are kept. */
export function logs({ ownKey }: { readonly ownKey: boolean }) {
  return {
    logFormat: always('JSON').oneOf('JSON').because('Levels and fields that can be searched for, without parsing.'),
    logLevel: always({ development: 'DEBUG', staging: 'INFO', production: 'INFO' })
      .oneOf('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL')
      .because('What the program says from this level on is kept.'),
    systemLogLevel: always('INFO')
      .oneOf('DEBUG', 'INFO', 'WARN')
      .because('Lambda’s own report of each call: how long it took, and how much memory.'),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
      .because('A year in production: incidents are found late, and auditors ask.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }).because(
      'What happened is asked for after the function is gone, too.',
    ),
    logEncryption: follows(ownKey ? 'own-key' : 'service-key').because('The key of the function is that of its logs.'),
  };
}

/** The dashboard, the alarms and their thresholds. */
export function watching() {
  return {
    dashboard: always(true).because('One page for the person on call.'),
    alarms: always({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development environment.',
    ),
    alarmMinutes: always(3)
      .whole(1, 60)
      .because('Longer than a hiccup, and shorter than a canary: else it is over before the alarm rings.'),
    alarmErrorPercent: always({ development: 5, staging: 5, production: 1 })
      .within(0, 100)
      .because('Of the calls, each minute.'),
    alarmThrottles: always(1)
      .whole(1, 1_000_000)
      .because('Calls a minute that were turned away, because nothing was free to run them.'),
    alarmDurationPercent: always(80)
      .within(1, 100)
      .because('Of the timeout, for one call in a hundred: the next slow answer of something else makes it an error.'),
    alarmIteratorAgeSeconds: always(900)
      .whole(1, 86_400)
      .because('For changes of a table: they are that old when they come. After a day they are gone.'),
    alarmDeadLetters: always(1).whole(1, 1_000_000).because('Each of them is something that somebody waits for.'),
  };
}
