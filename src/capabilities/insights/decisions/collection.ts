import { always, choose } from '../../../path/decision';
import { PlatformInsightsProps } from '../props';

/** Who sends events, and for how long they are kept. */
export function senders({ organizationId, accounts, retentionDays }: PlatformInsightsProps) {
  return {
    organizationId: choose<string | null>(organizationId, null)
      .matching(/^o-[a-z0-9]{10,32}$/, 'the id of an organization, such as o-a1b2c3d4e5')
      .because('An account that joins or leaves it needs no change here.'),
    accounts: choose<string[]>(accounts, []).because(
      'By name, where there is no organization. With neither, only this account sends.',
    ),
    retentionDays: choose(retentionDays, { development: 30, staging: 90, production: 730 })
      .whole(30, 3650)
      .because('Two years in production: a report compares a year with the one before.'),
  };
}

/** Which events are taken, and how they get to the bucket. */
export function collection() {
  return {
    name: always('goldenpath-insights')
      .matching(/^[a-z][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens, a letter first, at most 63')
      .because(
        'Senders in other accounts and people who ask have to write it down: of the event bus and the work group, ' +
          'and with underscores of the database. One in an account and region.',
      ),
    eventTypes: always<string[]>([
      'CloudFormation Stack Status Change',
      'ECS Deployment State Change',
      'CodeDeploy Deployment State-change Notification',
      'dev.cdevents.*',
      'goldenpath.manifest',
    ]).because(
      'What tells of deployments, changes and incidents, and the manifests that CI sends. All else on the bus is ' +
        'dropped.',
    ),
    deliveryTries: always(185).whole(0, 185).because('As often as EventBridge can: it waits longer each time.'),
    deliveryTryHours: always(24)
      .whole(1, 24)
      .because('As long as EventBridge can. What is not delivered by then goes to the dead-letter queue.'),
    undeliveredRetentionDays: always(14).whole(1, 14).because('The longest there is: somebody has to look.'),
    bufferSeconds: always(300)
      .whole(0, 900)
      .because('A report is not read by the second, and each delivery is a file: many small ones make queries slow.'),
    bufferMib: always(64).whole(1, 128).because('A file of this size, before compression, is what Athena reads well.'),
    compression: always('gzip')
      .oneOf('none', 'gzip')
      .because('JSON becomes a tenth, and Athena asks for what it reads as it lies there.'),
  };
}
