import { always, follows } from '../../../path/decision';

const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The log of failed deliveries. */
export function logs({ ownKey }: { readonly ownKey: boolean }) {
  return {
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(...LOG_DAYS)
      .because('Of what Firehose could not deliver. A year in production: incidents are found late, and auditors ask.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true })
      .oneOf(true, false)
      .because('What was not delivered is asked for after the stack is gone, too.'),
    logEncryption: follows(ownKey ? 'own-key' : 'service-key').because('The key of the events is that of this log.'),
  };
}

/** The alarms and their thresholds. */
export function alarms({ bufferSeconds }: { readonly bufferSeconds: number }) {
  return {
    alarms: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because('Nobody is woken for development.'),
    undeliveredAlarm: always(1).whole(1, 1_000_000).because('Events: each one is missing in every report.'),
    undeliveredAlarmMinutes: always(1).whole(1, 60).because('It stays there, so there is nothing to wait for.'),
    freshnessAlarmSeconds: always(Math.max(1800, 4 * bufferSeconds))
      .whole(60, 86_400)
      .because('The age of the oldest event that is not in the bucket: half an hour, and four buffers at least.'),
    freshnessAlarmMinutes: always(15).whole(1, 60).because('In a row: Firehose tries again by itself, for a day.'),
    deliverySuccessAlarm: always(0.99)
      .within(0, 1)
      .because(
        'The part of the deliveries to the bucket that succeeded: below this, the key, the role or the bucket’s ' +
          'policy is wrong.',
      ),
    deliverySuccessAlarmMinutes: always(5).whole(1, 60).because('In a row: one failure is tried again.'),
  };
}
