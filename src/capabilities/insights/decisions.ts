import { PlatformInsightsProps } from './props';
import { Capability, CapabilityArea, CapabilityStage } from '../../path/capability';
import { always, choose, follows, Ledger } from '../../path/decision';

/** What the registry says of it. */
export const capability: Capability = {
  id: 'insights',
  construct: 'PlatformInsights',
  summary: 'Deployment events and manifests of all accounts, collected and ready for SQL.',
  area: CapabilityArea.OBSERVABILITY,
  owner: 'goldenpath',
  stage: CapabilityStage.EXPERIMENTAL,
  version: '1',
};

/** Props from which every decision's name can be known. */
export const typicalProps: PlatformInsightsProps = { organizationId: 'o-a1b2c3d4e5' };

const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The policy of what a platform team collects: every choice, its default by tier, and why. */
export function decide(props: PlatformInsightsProps, ledger: Ledger) {
  const asked = ledger.settle({
    organizationId: choose<string | null>(props.organizationId, null)
      .matching(/^o-[a-z0-9]{10,32}$/, 'the id of an organization, such as o-a1b2c3d4e5')
      .because('An account that joins or leaves it needs no change here.'),
    accounts: choose<string[]>(props.accounts, []).because(
      'By name, where there is no organization. With neither, only this account sends.',
    ),
    retentionDays: choose(props.retentionDays, { development: 30, staging: 90, production: 730 })
      .whole(30, 3650)
      .because('Two years in production: a report compares a year with the one before.'),
  });

  const collection = ledger.settle({
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
  });

  const storage = ledger.settle({
    publicAccessBlocked: always(true).oneOf(true, false).because('No policy and no ACL can make it public.'),
    aclsDisabled: always(true)
      .oneOf(true, false)
      .because('Policies alone say who may do what, and its account owns all that is in it.'),
    tlsRequired: always(true)
      .oneOf(true, false)
      .because('A call in clear text is denied, by the bucket and by the queue.'),
    minimumTlsVersion: always('1.2')
      .oneOf('1.2', '1.3')
      .because('Older versions are broken, and every SDK since 2014 speaks this one.'),
    versioned: always(true)
      .oneOf(true, false)
      .because('What was overwritten or deleted by mistake can be brought back.'),
    oldVersionDays: always({ development: 7, staging: 30, production: 30 })
      .whole(1, 3650)
      .because('For so long a mistake can be undone.'),
    uploadDays: always(7)
      .whole(1, 3650)
      .because('What is left of an upload that never ended is paid for, and seen by nobody.'),
    objectLock: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because(
        'Objects can be put under legal hold, one by one: none is by itself. Needs versions, and stays for good ' +
          'once it is on.',
      ),
    errorRetentionDays: always(90)
      .whole(1, 3650)
      .because('Events that Firehose could not work: time to look, and to send them again.'),
    ownKey: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because(
        'One key for the bucket, the stream, the queue, the log and the results. About 1 USD a month. Without it, ' +
          'AWS encrypts with keys of its own.',
      ),
    keyRotation: always(true).oneOf(true, false).because('Once a year, unseen; old events stay readable.'),
    keyDeletionDays: always(30).within(7, 30).because('The longest there is to find out that events still need it.'),
    bucketKey: always(true).oneOf(true, false).because('One call to KMS for many objects instead of one for each.'),
    eventBridge: always(true).oneOf(true, false).because('Anybody can be told of new files by a rule of their own.'),
    accessLogs: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because('Who read what: it says who deploys, and how well.'),
    accessLogRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .whole(1, 3650)
      .because('A year covers what auditors ask for.'),
    accessLogVersionDays: always(1)
      .whole(1, 3650)
      .because('Logs that were overwritten or deleted by mistake can be brought back for so long.'),
    accessLogUploadDays: always(7).whole(1, 3650).because('As for the events themselves.'),
    onRemoval: always('retain')
      .oneOf('delete', 'retain')
      .because(
        'What happened cannot be collected again. In development, too: nothing empties the bucket, and ' +
          'CloudFormation deletes none with objects in it.',
      ),
  });

  const queries = ledger.settle({
    scanLimitGib: always(10).within(0.01, 1024).because('A query that reads more is ended: 0.05 USD at most for each.'),
    settingsEnforced: always(true)
      .oneOf(true, false)
      .because('Nobody who asks can set the limit, the encryption or the place of results aside.'),
    queryMetrics: always(true).oneOf(true, false).because('How much is read is seen in CloudWatch.'),
    athenaEngine: always('Athena engine version 3')
      .oneOf('Athena engine version 3', 'AUTO')
      .because(
        'The views and the aggregations are written for Trino. With AUTO, Athena would choose another some day.',
      ),
    resultRetentionDays: always(30).whole(1, 3650).because('A result can be had again by asking again.'),
    // The same words as the report's, so that both find the same deployments.
    productionNames: always('(^|[^a-z])(prod|prd|production|live)([^a-z]|$)').because(
      'A word of the name of an environment, a cluster or a stack that says it is production: a regular ' +
        'expression, in small letters.',
    ),
  });

  const observation = ledger.settle({
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(...LOG_DAYS)
      .because('Of what Firehose could not deliver. A year in production: incidents are found late, and auditors ask.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true })
      .oneOf(true, false)
      .because('What was not delivered is asked for after the stack is gone, too.'),
    logEncryption: follows(storage.ownKey ? 'own-key' : 'service-key').because(
      'The key of the events is that of this log.',
    ),
    alarms: always({ development: false, staging: true, production: true })
      .oneOf(true, false)
      .because('Nobody is woken for development.'),
    undeliveredAlarm: always(1).whole(1, 1_000_000).because('Events: each one is missing in every report.'),
    undeliveredAlarmMinutes: always(1).whole(1, 60).because('It stays there, so there is nothing to wait for.'),
    freshnessAlarmSeconds: always(Math.max(1800, 4 * collection.bufferSeconds))
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
  });

  return { ...asked, ...collection, ...storage, ...queries, ...observation };
}

/** What was decided for one platform. */
export type InsightsDecisions = ReturnType<typeof decide>;
