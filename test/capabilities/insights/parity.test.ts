import { readFileSync } from 'fs';
import { insightsOn, slotsOf } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/insights/carriers';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { carried } from '../../../src/core/carrier';
import { Decision } from '../../../src/core/decision';
import { TIERS } from '../../../src/core/tier';

type Case = readonly [tier: typeof TIERS[number], props: PlatformInsightsProps, defaults: { [decision: string]: any }];

/** What only Terraform has a resource of its own for. */
const OF_TERRAFORM = /^(bucket|accessLogBucket)(Encryption|PublicAccess|Ownership|Versioning|Lifecycle|Notification|ObjectLock|Logging)$|^ruleTarget$/;

/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'insights.name': 'acme-insights', 'insights.eventTypes': ['ECS Deployment State Change', 'acme.*'], 'insights.deliveryTries': 10, 'insights.deliveryTryHours': 1, 'insights.undeliveredRetentionDays': 7,
  'insights.bufferSeconds': 60, 'insights.bufferMib': 5, 'insights.compression': 'none', 'insights.publicAccessBlocked': false, 'insights.aclsDisabled': false, 'insights.tlsRequired': false,
  'insights.minimumTlsVersion': '1.3', 'insights.versioned': false, 'insights.objectLock': false, 'insights.oldVersionDays': 3, 'insights.uploadDays': 2, 'insights.errorRetentionDays': 10, 'insights.ownKey': true,
  'insights.keyRotation': false, 'insights.keyDeletionDays': 7, 'insights.bucketKey': false, 'insights.eventBridge': false, 'insights.accessLogs': true, 'insights.accessLogRetentionDays': 5,
  'insights.accessLogVersionDays': 4, 'insights.accessLogUploadDays': 3, 'insights.onRemoval': 'delete', 'insights.scanLimitGib': 2.5, 'insights.settingsEnforced': false, 'insights.queryMetrics': false,
  'insights.athenaEngine': 'AUTO', 'insights.resultRetentionDays': 3, 'insights.productionNames': "it's live|prod", 'insights.logRetentionDays': 14, 'insights.logsKeptOnDeletion': true, 'insights.alarms': true,
  'insights.undeliveredAlarm': 5, 'insights.undeliveredAlarmMinutes': 2, 'insights.freshnessAlarmSeconds': 7200, 'insights.freshnessAlarmMinutes': 3, 'insights.deliverySuccessAlarm': 0.5, 'insights.deliverySuccessAlarmMinutes': 7,
};
const cases: Case[] = TIERS.flatMap((tier): Case[] => [
  [tier, {}, {}],
  [tier, { organizationId: 'o-a1b2c3d4e5', retentionDays: 400 }, {}],
  [tier, { accounts: ['111122223333', '444455556666'] }, otherwise],
  [tier, { organizationId: 'o-a1b2c3d4e5' }, { 'insights.ownKey': false, 'insights.accessLogs': false, 'insights.alarms': false }],
]);

/** The carriers that had something to carry in some case. */
const used = new Set<object>();

test.each(cases.map((each, index) => [index, ...each] as const))('case %i, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const { insights: onCdk } = insightsOn(tier, props, { defaults });
  const { insights: onTerraform, slots: terraform } = written(tier, props, { defaults });
  expect(onTerraform.decisions).toEqual(onCdk.decisions);
  expect(onTerraform.slots.filter(slot => !OF_TERRAFORM.test(slot)).sort()).toEqual([...onCdk.slots].sort());

  const cloudformation = Object.fromEntries(Object.entries(slotsOf(onCdk)).map(([slot, { Properties, ...resource }]) => [slot, { ...resource, ...Properties }]));
  const values = valuesOf(onCdk.decisions);
  const standing = carriers.filter(({ when }) => when?.(values) ?? true);
  for (const carrier of standing) used.add(carrier);
  const found = (engine: 'cloudformation' | 'terraform', resources: any) =>
    standing.map(carrier => [carrier.decision, carrier[engine].slot, carried(carrier[engine], resources) ?? null]);
  const expected = (engine: 'cloudformation' | 'terraform') => standing.map(carrier => [carrier.decision, carrier[engine].slot, values[carrier.decision]]);
  expect(found('cloudformation', cloudformation)).toEqual(expected('cloudformation'));
  expect(found('terraform', terraform)).toEqual(expected('terraform'));
});

test('every carrier was needed', () => {
  expect(carriers.filter(carrier => !used.has(carrier))).toEqual([]);
});

test('every decision has a carrier, or is a difference with a reason', () => {
  const names = Object.keys(valuesOf(insightsOn().insights.decisions));
  const carriedNames = new Set(carriers.map(({ decision }) => decision));
  expect(names.filter(name => !carriedNames.has(name) && !differences.includes(name))).toEqual([]);
  expect([...carriedNames, ...differences].filter(name => !names.includes(name))).toEqual([]);
  const [, table] = readFileSync('src/capabilities/insights/README.md', 'utf8').split('## Differences between the engines');
  const rows = [...table.split('\n## ')[0].matchAll(/^\| `(\w+)` \| .{20,} \|$/gm)].map(([, name]) => name);
  expect(rows).toEqual(differences);
});

function valuesOf(decisions: Decision[]): { [decision: string]: any } {
  return Object.fromEntries(decisions.map(({ name, value }) => [name.replace('insights.', ''), value]));
}
