import { always, only } from '../../../path/decision';
import { BroughtKeyChoices, logEncryptionUnless } from '../../data-key/brought';

/**
 * The metrics of a cluster about its tasks.
 *
 * @internal
 */
export function containerInsights() {
  return always({ development: 'disabled', staging: 'enabled', production: 'enabled' })
    .oneOf('disabled', 'enabled', 'enhanced')
    .because(
      'How many tasks run is a metric of theirs. Enhanced ones show each container and cost by the metric; a ' +
        'platform team can choose them.',
    );
}

/**
 * Logs, metrics, the dashboard and the alarms.
 *
 * @internal
 */
export function observation(brought: BroughtKeyChoices, { cluster }: { readonly cluster: string }) {
  return {
    containerInsights: only(cluster === 'own', containerInsights()),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
      .because('A year in production: incidents are found late, and auditors ask.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }).because(
      'What happened is asked for after the service is gone, too.',
    ),
    ...logEncryptionUnless(brought),
    logKeyRotation: always(true).because('Once a year, free and unseen.'),
    logKeyDeletionDays: always(30)
      .whole(7, 30)
      .because('What the key encrypted is lost with it: as long as AWS allows to change your mind.'),
    logBufferMib: always(25)
      .whole(1, 1024)
      .because('A slow log service never blocks the program: it drops what exceeds this buffer.'),
    dashboard: always(true).because('One page for the person on call.'),
    alarms: always({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development environment.',
    ),
  };
}

/**
 * How long tasks may be in trouble before an alarm rings.
 *
 * @internal
 */
export function patience() {
  return {
    alarmTaskMinutes: always(10)
      .whole(1, 60)
      .because('How long tasks may be busy or missing: scaling and replacement get their chance first.'),
  };
}

/**
 * How much of its CPU and memory a task may use before an alarm rings.
 *
 * @internal
 */
export function saturation() {
  return {
    alarmCpuPercent: always(85).within(1, 100).because('Scaling should have helped by now.'),
    alarmMemoryPercent: always(85).within(1, 100).because('The next leak stops the task.'),
  };
}
