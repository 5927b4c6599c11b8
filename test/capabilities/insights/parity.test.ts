import { insightsOn } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/insights/places';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

type Case = readonly [
  tier: (typeof TIERS)[number],
  props: PlatformInsightsProps,
  defaults: { [decision: string]: any },
];

/** What only Terraform has a resource of its own for. */
const OF_TERRAFORM =
  /^(bucket|accessLogBucket)(Encryption|PublicAccess|Ownership|Versioning|Lifecycle|Notification|ObjectLock|Logging)$|^ruleTarget$/;

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'insights.name': 'acme-insights',
  'insights.eventTypes': ['ECS Deployment State Change', 'acme.*'],
  'insights.deliveryTries': 10,
  'insights.deliveryTryHours': 1,
  'insights.undeliveredRetentionDays': 7,
  'insights.bufferSeconds': 60,
  'insights.bufferMib': 5,
  'insights.compression': 'none',
  'insights.publicAccessBlocked': false,
  'insights.aclsDisabled': false,
  'insights.tlsRequired': false,
  'insights.minimumTlsVersion': '1.3',
  'insights.versioned': false,
  'insights.objectLock': false,
  'insights.oldVersionDays': 3,
  'insights.uploadDays': 2,
  'insights.errorRetentionDays': 10,
  'insights.ownKey': true,
  'insights.keyRotation': false,
  'insights.keyDeletionDays': 7,
  'insights.bucketKey': false,
  'insights.eventBridge': false,
  'insights.accessLogs': true,
  'insights.accessLogRetentionDays': 5,
  'insights.accessLogVersionDays': 4,
  'insights.accessLogUploadDays': 3,
  'insights.onRemoval': 'delete',
  'insights.scanLimitGib': 2.5,
  'insights.settingsEnforced': false,
  'insights.queryMetrics': false,
  'insights.athenaEngine': 'AUTO',
  'insights.resultRetentionDays': 3,
  'insights.productionNames': "it's live|prod",
  'insights.logRetentionDays': 14,
  'insights.logsKeptOnDeletion': true,
  'insights.alarms': true,
  'insights.undeliveredAlarm': 5,
  'insights.undeliveredAlarmMinutes': 2,
  'insights.freshnessAlarmSeconds': 7200,
  'insights.freshnessAlarmMinutes': 3,
  'insights.deliverySuccessAlarm': 0.5,
  'insights.deliverySuccessAlarmMinutes': 7,
};
const cases: Case[] = TIERS.flatMap((tier): Case[] => [
  [tier, {}, {}],
  [tier, { organizationId: 'o-a1b2c3d4e5', retentionDays: 400 }, {}],
  [tier, { accounts: ['111122223333', '444455556666'] }, otherwise],
  [
    tier,
    { organizationId: 'o-a1b2c3d4e5' },
    { 'insights.ownKey': false, 'insights.accessLogs': false, 'insights.alarms': false },
  ],
]);

const parity = new Parity('insights', carriers, differences);

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, defaults) => {
    const { insights: onCdk } = insightsOn(tier, props, { defaults });
    const { insights: onTerraform, slots: terraform } = written(tier, props, { defaults });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.filter(slot => !OF_TERRAFORM.test(slot)).sort()).toEqual([...onCdk.slots].sort());
  },
);

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, or is a difference with a reason', () =>
  parity.expectTold(insightsOn().insights.decisions));
