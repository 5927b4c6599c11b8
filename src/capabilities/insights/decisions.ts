import { PlatformInsightsProps } from './props';
import { Capability, CapabilityArea, CapabilityStage } from '../../core/capability';
import { always, choose, follows, Ledger } from '../../core/decision';

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

const LOG_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** The policy of what a platform team collects: every choice, its default by tier, and why. */
export function decide(props: PlatformInsightsProps, ledger: Ledger) {
  const asked = ledger.settle({
    organizationId: choose<string | null>(props.organizationId, null, 'An account that joins or leaves it needs no change here.').matching(/^o-[a-z0-9]{10,32}$/, 'the id of an organization, such as o-a1b2c3d4e5'),
    accounts: choose<string[]>(props.accounts, [], 'By name, where there is no organization. With neither, only this account sends.'),
    retentionDays: choose(props.retentionDays, { development: 30, staging: 90, production: 730 }, 'Two years in production: a report compares a year with the one before.').whole(30, 3650),
  });

  const collection = ledger.settle({
    name: always('goldenpath-insights', 'Senders in other accounts and people who ask have to write it down: of the event bus and the work group, and with underscores of the database. One in an account and region.').matching(/^[a-z][a-z0-9-]{0,62}$/, 'small letters, digits and hyphens, a letter first, at most 63'),
    eventTypes: always<string[]>([
      'CloudFormation Stack Status Change', 'ECS Deployment State Change', 'CodeDeploy Deployment State-change Notification', 'dev.cdevents.*', 'goldenpath.manifest',
    ], 'What tells of deployments, changes and incidents, and the manifests that CI sends. All else on the bus is dropped.'),
    deliveryTries: always(185, 'As often as EventBridge can: it waits longer each time.').whole(0, 185),
    deliveryTryHours: always(24, 'As long as EventBridge can. What is not delivered by then goes to the dead-letter queue.').whole(1, 24),
    undeliveredRetentionDays: always(14, 'The longest there is: somebody has to look.').whole(1, 14),
    bufferSeconds: always(300, 'A report is not read by the second, and each delivery is a file: many small ones make queries slow.').whole(0, 900),
    bufferMib: always(64, 'A file of this size, before compression, is what Athena reads well.').whole(1, 128),
    compression: always('gzip', 'JSON becomes a tenth, and Athena asks for what it reads as it lies there.').oneOf('none', 'gzip'),
  });

  const storage = ledger.settle({
    publicAccessBlocked: always(true, 'No policy and no ACL can make it public.').oneOf(true, false),
    aclsDisabled: always(true, 'Policies alone say who may do what, and its account owns all that is in it.').oneOf(true, false),
    tlsRequired: always(true, 'A call in clear text is denied, by the bucket and by the queue.').oneOf(true, false),
    minimumTlsVersion: always('1.2', 'Older versions are broken, and every SDK since 2014 speaks this one.').oneOf('1.2', '1.3'),
    versioned: always(true, 'What was overwritten or deleted by mistake can be brought back.').oneOf(true, false),
    oldVersionDays: always({ development: 7, staging: 30, production: 30 }, 'For so long a mistake can be undone.').whole(1, 3650),
    uploadDays: always(7, 'What is left of an upload that never ended is paid for, and seen by nobody.').whole(1, 3650),
    objectLock: always({ development: false, staging: true, production: true }, 'Objects can be put under legal hold, one by one: none is by itself. Needs versions, and stays for good once it is on.').oneOf(true, false),
    errorRetentionDays: always(90, 'Events that Firehose could not work: time to look, and to send them again.').whole(1, 3650),
    ownKey: always({ development: false, staging: true, production: true }, 'One key for the bucket, the stream, the queue, the log and the results. About 1 USD a month. Without it, AWS encrypts with keys of its own.').oneOf(true, false),
    keyRotation: always(true, 'Once a year, unseen; old events stay readable.').oneOf(true, false),
    keyDeletionDays: always(30, 'The longest there is to find out that events still need it.').within(7, 30),
    bucketKey: always(true, 'One call to KMS for many objects instead of one for each.').oneOf(true, false),
    eventBridge: always(true, 'Anybody can be told of new files by a rule of their own.').oneOf(true, false),
    accessLogs: always({ development: false, staging: true, production: true }, 'Who read what: it says who deploys, and how well.').oneOf(true, false),
    accessLogRetentionDays: always({ development: 7, staging: 30, production: 365 }, 'A year covers what auditors ask for.').whole(1, 3650),
    accessLogVersionDays: always(1, 'Logs that were overwritten or deleted by mistake can be brought back for so long.').whole(1, 3650),
    accessLogUploadDays: always(7, 'As for the events themselves.').whole(1, 3650),
    onRemoval: always('retain', 'What happened cannot be collected again. In development, too: nothing empties the bucket, and CloudFormation deletes none with objects in it.').oneOf('delete', 'retain'),
  });

  const queries = ledger.settle({
    scanLimitGib: always(10, 'A query that reads more is ended: 0.05 USD at most for each.').within(0.01, 1024),
    settingsEnforced: always(true, 'Nobody who asks can set the limit, the encryption or the place of results aside.').oneOf(true, false),
    queryMetrics: always(true, 'How much is read is seen in CloudWatch.').oneOf(true, false),
    athenaEngine: always('Athena engine version 3', 'The views and the aggregations are written for Trino. With AUTO, Athena would choose another some day.').oneOf('Athena engine version 3', 'AUTO'),
    resultRetentionDays: always(30, 'A result can be had again by asking again.').whole(1, 3650),
    // The same words as the report's, so that both find the same deployments.
    productionNames: always('(^|[^a-z])(prod|prd|production|live)([^a-z]|$)', 'A word of the name of an environment, a cluster or a stack that says it is production: a regular expression, in small letters.'),
  });

  const observation = ledger.settle({
    logRetentionDays: always({ development: 7, staging: 30, production: 365 }, 'Of what Firehose could not deliver. A year in production: incidents are found late, and auditors ask.').oneOf(...LOG_DAYS),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }, 'What was not delivered is asked for after the stack is gone, too.').oneOf(true, false),
    logEncryption: follows(storage.ownKey ? 'own-key' : 'service-key', 'The key of the events is that of this log.'),
    alarms: always({ development: false, staging: true, production: true }, 'Nobody is woken for development.').oneOf(true, false),
    undeliveredAlarm: always(1, 'Events: each one is missing in every report.').whole(1, 1_000_000),
    undeliveredAlarmMinutes: always(1, 'It stays there, so there is nothing to wait for.').whole(1, 60),
    freshnessAlarmSeconds: always(Math.max(1800, 4 * collection.bufferSeconds), 'The age of the oldest event that is not in the bucket: half an hour, and four buffers at least.').whole(60, 86_400),
    freshnessAlarmMinutes: always(15, 'In a row: Firehose tries again by itself, for a day.').whole(1, 60),
    deliverySuccessAlarm: always(0.99, 'The part of the deliveries to the bucket that succeeded: below this, the key, the role or the bucket’s policy is wrong.').within(0, 1),
    deliverySuccessAlarmMinutes: always(5, 'In a row: one failure is tried again.').whole(1, 60),
  });

  return { ...asked, ...collection, ...storage, ...queries, ...observation };
}

/** What was decided for one platform. */
export type InsightsDecisions = ReturnType<typeof decide>;
