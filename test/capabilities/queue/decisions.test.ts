import { queueOn } from './fixture';
import { decide, QueueDecisions } from '../../../src/capabilities/queue/decisions';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { DecidedBy } from '../../../src/path/decision';
import { FIRST_EDITION } from '../../../src/path/edition';
import { Ledger } from '../../../src/path/ledger';
import { Limit } from '../../../src/path/limit';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { findingsOf } from '../../fixtures/findings';
import { ofThePath } from '../../fixtures/reasons';

const [, , production] = TIERS;

function ledgerOf(tier: EnvironmentTier, defaults = {}): Ledger {
  return new Ledger('queue', { tier, edition: FIRST_EDITION, defaults, limits: {} }, 'Data/Signups');
}

function decided(tier: EnvironmentTier, props: ManagedQueueProps = {}, defaults = {}): QueueDecisions {
  return decide(props, ledgerOf(tier, defaults));
}

test.each<[keyof QueueDecisions, any, any, any]>([
  ['fifo', false, false, false],
  ['visibilityTimeoutSeconds', 180, 180, 180],
  ['maxReceiveCount', 5, 5, 5],
  ['retentionDays', 7, 7, 7],
  ['deadLetterRetentionDays', 14, 14, 14],
  ['deadLettersFromOthers', false, false, false],
  ['receiveWaitSeconds', 20, 20, 20],
  ['deliveryDelaySeconds', 0, 0, 0],
  ['mostMessageBytes', 1_048_576, 1_048_576, 1_048_576],
  ['contentBasedDeduplication', null, null, null],
  ['highThroughput', null, null, null],
  ['tlsRequired', true, true, true],
  ['broughtKey', null, null, null],
  ['ownKey', false, true, true],
  ['keyRotation', true, true, true],
  ['keyDeletionDays', 30, 30, 30],
  ['keyReuseSeconds', 300, 300, 300],
  ['keySenders', ['events', 's3', 'sns'], ['events', 's3', 'sns'], ['events', 's3', 'sns']],
  ['onRemoval', 'delete', 'retain', 'retain'],
  ['alarms', false, true, true],
  ['deadLettersAlarm', 1, 1, 1],
  ['deadLettersAlarmMinutes', 1, 1, 1],
  ['oldestMessageAlarmSeconds', 900, 900, 900],
  ['oldestMessageAlarmMinutes', 5, 5, 5],
])('%s', (name, ...byTier) => {
  expect(TIERS.map(tier => decided(tier)[name])).toEqual(byTier);
});

test('the table above is complete', () => {
  const ledger = ledgerOf(production);
  decide({}, ledger);
  expect(ledger.decisions).toHaveLength(24);
});

test('a FIFO queue is fast, and takes no two messages for one', () => {
  expect(decided(production, { fifo: true })).toMatchObject({
    fifo: true,
    contentBasedDeduplication: false,
    highThroughput: true,
  });
  expect(
    decided(production, {}, { 'queue.contentBasedDeduplication': true, 'queue.highThroughput': true }),
  ).toMatchObject({ contentBasedDeduplication: null, highThroughput: null });
});

test('the alarm waits for all tries of one message, and leaves time to save the others', () => {
  expect(decided(production, { visibilityTimeoutSeconds: 30 }).oldestMessageAlarmSeconds).toBe(900);
  expect(decided(production, { visibilityTimeoutSeconds: 3600 }).oldestMessageAlarmSeconds).toBe(18_000);
  expect(decided(production, { visibilityTimeoutSeconds: 43_200, maxReceiveCount: 8 }).oldestMessageAlarmSeconds).toBe(
    302_400,
  );
});

describe('names', () => {
  const told = (tier: EnvironmentTier, props: ManagedQueueProps, what: (each: any) => string) => {
    const ledger = ledgerOf(tier);
    decide(props, ledger);
    return ledger.decisions.map(what).join('\n');
  };
  const shapes: ManagedQueueProps[] = [
    {},
    { fifo: true },
    { retentionDays: 1, maxReceiveCount: 1, visibilityTimeoutSeconds: 1 },
  ];

  test('and reasons are the same whatever the props: they stand in a table', () => {
    const texts = shapes.flatMap(props =>
      TIERS.map(tier => told(tier, props, ({ name, because }) => `${name}: ${ofThePath(because)}`)),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).not.toMatch(/\||undefined|null/);
  });

  test('every decision has a reason, and a value of JSON', () => {
    const ledger = ledgerOf(production);
    decide({ fifo: true }, ledger);
    for (const { because, value } of ledger.decisions) {
      expect(because).toMatch(/.{15,}/);
      expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value });
    }
  });
});

describe('who decides', () => {
  test('the app team before the platform team before the path', () => {
    const { queue } = queueOn(
      production,
      { maxReceiveCount: 3 },
      { defaults: { 'queue.maxReceiveCount': 10, 'queue.retentionDays': { production: 10 } } },
    );
    const by = Object.fromEntries(queue.decisions.map(({ name, value, decidedBy }) => [name, [value, decidedBy]]));
    expect(by['queue.maxReceiveCount']).toEqual([3, DecidedBy.APP_TEAM]);
    expect(by['queue.retentionDays']).toEqual([10, DecidedBy.PLATFORM_TEAM]);
    expect(by['queue.tlsRequired']).toEqual([true, DecidedBy.GOLDEN_PATH]);
    expect(queue.resources.queue.messageRetentionPeriod).toBe(864_000);
  });

  test('a limit refuses what the app team asks for, and moves a default', () => {
    const limits = { 'queue.retentionDays': Limit.atMost(4, { reason: 'privacy', contact: '#legal' }) };
    const { error } = findingsOf(queueOn(production, { retentionDays: 5 }, { limits }).queue);
    expect(error).toContain('queue.retentionDays is 5');
    expect(queueOn(production, {}, { limits }).queue.resources.queue.messageRetentionPeriod).toBe(345_600);
  });
});
