import { insightsOn } from './fixture';
import { decide, InsightsChoices } from '../../../src/capabilities/insights/decisions';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { samples } from '../../../src/capabilities/insights/samples';
import { DecidedBy } from '../../../src/path/decision';
import { FIRST_EDITION } from '../../../src/path/edition';
import { Ledger } from '../../../src/path/ledger';
import { Limit } from '../../../src/path/limit';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { findingsOf } from '../../fixtures/findings';
import { ofThePath } from '../../fixtures/reasons';

const [, , production] = TIERS;
const typicalProps = propsOf(samples.typical, NOWHERE);

function ledgerOf(tier: EnvironmentTier, defaults = {}): Ledger {
  return new Ledger('insights', { tier, edition: FIRST_EDITION, defaults, limits: {} }, 'Platform/Insights');
}

function decided(tier: EnvironmentTier, props: PlatformInsightsProps = typicalProps, defaults = {}): InsightsChoices {
  return decide(props, ledgerOf(tier, defaults));
}

const same = (value: any) => [value, value, value] as const;
const table: [keyof InsightsChoices, any, any, any][] = [
  ['organizationId', ...same('o-a1b2c3d4e5')],
  ['accounts', ...same([])],
  ['retentionDays', 30, 90, 730],
  ['name', ...same('goldenpath-insights')],
  [
    'eventTypes',
    ...same([
      'CloudFormation Stack Status Change',
      'ECS Deployment State Change',
      'CodeDeploy Deployment State-change Notification',
      'dev.cdevents.*',
      'goldenpath.manifest',
    ]),
  ],
  ['deliveryTries', ...same(185)],
  ['deliveryTryHours', ...same(24)],
  ['undeliveredRetentionDays', ...same(14)],
  ['bufferSeconds', ...same(300)],
  ['bufferMib', ...same(64)],
  ['compression', ...same('gzip')],
  ['publicAccessBlocked', ...same(true)],
  ['aclsDisabled', ...same(true)],
  ['tlsRequired', ...same(true)],
  ['minimumTlsVersion', ...same('1.2')],
  ['versioned', ...same(true)],
  ['oldVersionDays', 7, 30, 30],
  ['uploadDays', ...same(7)],
  ['objectLock', false, true, true],
  ['errorRetentionDays', ...same(90)],
  ['broughtKey', null, null, null],
  ['ownKey', false, true, true],
  ['keyRotation', ...same(true)],
  ['keyDeletionDays', ...same(30)],
  ['bucketKey', ...same(true)],
  ['eventBridge', ...same(true)],
  ['accessLogs', false, true, true],
  ['accessLogRetentionDays', 7, 30, 365],
  ['accessLogVersionDays', ...same(1)],
  ['accessLogUploadDays', ...same(7)],
  ['onRemoval', ...same('retain')],
  ['scanLimitGib', ...same(10)],
  ['settingsEnforced', ...same(true)],
  ['queryMetrics', ...same(true)],
  ['athenaEngine', ...same('Athena engine version 3')],
  ['resultRetentionDays', ...same(30)],
  ['productionNames', ...same('(^|[^a-z])(prod|prd|production|live)([^a-z]|$)')],
  ['logRetentionDays', 7, 30, 365],
  ['logsKeptOnDeletion', false, false, true],
  ['logEncryption', 'service-key', 'own-key', 'own-key'],
  ['alarms', false, true, true],
  ['undeliveredAlarm', ...same(1)],
  ['undeliveredAlarmMinutes', ...same(1)],
  ['freshnessAlarmSeconds', ...same(1800)],
  ['freshnessAlarmMinutes', ...same(15)],
  ['deliverySuccessAlarm', ...same(0.99)],
  ['deliverySuccessAlarmMinutes', ...same(5)],
];

test.each(table)('%s', (name, ...byTier) => {
  expect(TIERS.map(tier => decided(tier)[name])).toEqual(byTier);
});

test('the table above is complete', () => {
  expect(table.map(([name]) => name)).toEqual(Object.keys(decided(production)));
});

test('the alarm waits for the buffer', () => {
  expect(decided(production, {}, { 'insights.bufferSeconds': 900 }).freshnessAlarmSeconds).toBe(3600);
});

test('every decision has a reason, which is the same whatever the props, and a value of JSON', () => {
  const told = [{}, typicalProps, { accounts: ['111122223333'], retentionDays: 60 }].flatMap(props =>
    TIERS.map(tier => {
      const ledger = ledgerOf(tier);
      decide(props, ledger);
      for (const { because, value } of ledger.decisions) {
        expect(because).toMatch(/^[^|]{15,}$/);
        expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value });
      }
      return ledger.decisions.map(({ name, because }) => `${name}: ${ofThePath(because)}`).join('\n');
    }),
  );
  expect(new Set(told).size).toBe(1);
});

describe('who decides', () => {
  test('the team before the defaults of the path', () => {
    const { insights } = insightsOn(
      production,
      { retentionDays: 365 },
      {
        defaults: {
          'insights.retentionDays': 100,
          'insights.scanLimitGib': 100,
          'insights.organizationId': 'o-a1b2c3d4e5',
        },
      },
    );
    const by = Object.fromEntries(insights.decisions.map(({ name, value, decidedBy }) => [name, [value, decidedBy]]));
    expect(by['insights.retentionDays']).toEqual([365, DecidedBy.APP_TEAM]);
    expect(by['insights.scanLimitGib']).toEqual([100, DecidedBy.PLATFORM_TEAM]);
    expect(by['insights.organizationId']).toEqual(['o-a1b2c3d4e5', DecidedBy.PLATFORM_TEAM]);
    expect(by['insights.tlsRequired']).toEqual([true, DecidedBy.GOLDEN_PATH]);
  });

  test('a limit refuses what is asked for', () => {
    const limits = { 'insights.retentionDays': Limit.atMost(365, { reason: 'privacy', contact: '#legal' }) };
    const { error } = findingsOf(insightsOn(production, { retentionDays: 400 }, { limits }).insights);
    expect(error).toContain('insights.retentionDays is 400');
  });
});
