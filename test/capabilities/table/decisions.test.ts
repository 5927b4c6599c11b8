import { BY_DAY, BY_EMAIL, tableOf, VARIANTS } from './fixture';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { decide } from '../../../src/capabilities/table/decisions';
import { ManagedTableProps, TableCapacity, TableKey, TableStream } from '../../../src/capabilities/table/props';
import { DecidedBy } from '../../../src/path/decision';
import { Edition } from '../../../src/path/edition';
import { Ledger } from '../../../src/path/ledger';
import { Limit } from '../../../src/path/limit';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { findingsOf } from '../../fixtures/findings';
import { ofThePath } from '../../fixtures/reasons';
import { stackOn } from '../../fixtures/stacks';

function ledgerOf(tier: EnvironmentTier, defaults = {}, limits = {}): Ledger {
  return new Ledger('table', { tier, edition: Edition.V2026_12, defaults, limits }, 'Shop/Orders');
}

function decided(tier: EnvironmentTier, props: Partial<ManagedTableProps> = {}, defaults = {}) {
  return decide({ ...VARIANTS.typical, ...props }, ledgerOf(tier, defaults));
}

const [development, staging, production] = TIERS;
const provisioned = { capacity: TableCapacity.provisioned() };

describe('by tier', () => {
  test.each([
    // name, development, staging, production
    ['sortKey', null, null, null],
    ['indexes', [], [], []],
    ['timeToLiveAttribute', null, null, null],
    ['stream', 'new-and-old-images', 'new-and-old-images', 'new-and-old-images'],
    ['capacity', 'on-demand', 'on-demand', 'on-demand'],
    ['minReads', null, null, null],
    ['minWrites', null, null, null],
    ['maxReads', 1000, 4000, 12_000],
    ['maxWrites', 500, 1000, 4000],
    ['targetUtilizationPercent', null, null, null],
    ['tableClass', 'standard', 'standard', 'standard'],
    ['pointInTimeRecovery', false, true, true],
    ['recoveryDays', null, 35, 35],
    ['broughtKey', null, null, null],
    ['ownKey', false, true, true],
    ['keyRotation', true, true, true],
    ['keyDeletionDays', 30, 30, 30],
    ['deletionProtection', false, true, true],
    ['onRemoval', 'delete', 'retain', 'retain'],
    ['contributorInsights', 'none', 'none', 'throttled-keys'],
    ['alarms', false, true, true],
  ])('%s', (name, ...values) => {
    expect(TIERS.map(tier => (decided(tier) as any)[name])).toEqual(values);
  });

  test.each([
    ['minReads', 1, 2, 5],
    ['minWrites', 1, 2, 5],
    ['maxReads', 10, 100, 1000],
    ['maxWrites', 10, 100, 1000],
    ['targetUtilizationPercent', 70, 70, 70],
    ['scaleInCooldownSeconds', 300, 300, 300],
    ['scaleOutCooldownSeconds', 0, 0, 0],
  ])('%s where it is provisioned', (name, ...values) => {
    expect(TIERS.map(tier => (decided(tier, provisioned) as any)[name])).toEqual(values);
  });
});

describe('what the team says', () => {
  test('its keys', () => {
    expect(decided(production, { sortKey: TableKey.number('at'), indexes: [BY_EMAIL, BY_DAY] })).toMatchObject({
      partitionKey: 'id',
      sortKey: 'at',
      indexes: ['byEmail', 'by-day'],
      keyAttributes: ['id: string', 'at: number', 'email: string', 'day: string'],
    });
  });

  test('is on record as its word', () => {
    const by = Object.fromEntries(
      tableOf({ ...VARIANTS.everything }).decisions.map(({ name, decidedBy }) => [
        name.replace('table.', ''),
        decidedBy,
      ]),
    );
    for (const name of [
      'partitionKey',
      'sortKey',
      'indexes',
      'keyAttributes',
      'timeToLiveAttribute',
      'stream',
      'capacity',
      'maxReads',
      'maxWrites',
    ]) {
      expect([name, by[name]]).toEqual([name, DecidedBy.APP_TEAM]);
    }
    const silent = Object.fromEntries(
      tableOf().decisions.map(({ name, decidedBy }) => [name.replace('table.', ''), decidedBy]),
    );
    expect(
      Object.entries(silent)
        .filter(([, who]) => who === DecidedBy.APP_TEAM)
        .map(([name]) => name),
    ).toEqual(['partitionKey', 'keyAttributes']);
  });

  test('null is nothing said, as in other languages', () => {
    const nothing: any = {
      sortKey: null,
      timeToLiveAttribute: null,
      indexes: null,
      stream: null,
      capacity: null,
      owner: null,
    };
    expect(decided(production, nothing)).toEqual(decided(production));
    expect(tableOf(nothing).slots).toEqual(tableOf().slots);
  });

  test('one bound moves the default of the other', () => {
    expect(
      decided(production, { capacity: TableCapacity.provisioned({ minReads: 5000, maxWrites: 3 }) }),
    ).toMatchObject({ minReads: 5000, maxReads: 5000, minWrites: 3, maxWrites: 3 });
    expect(decided(production, { capacity: TableCapacity.onDemand({ maxReads: 7 }) })).toMatchObject({
      maxReads: 7,
      maxWrites: 4000,
    });
  });

  test('a stream can be turned off', () => {
    expect(decided(production, { stream: TableStream.NONE }).stream).toBe('none');
  });
});

describe('names', () => {
  const ledgers = TIERS.flatMap(tier =>
    Object.values(VARIANTS).map(props => {
      const ledger = ledgerOf(tier);
      decide({ ...VARIANTS.typical, ...props }, ledger);
      return ledger.decisions;
    }),
  );

  test('and reasons are the same whatever the props: they stand in a table', () => {
    const rows = ledgers.map(decisions =>
      decisions.map(({ name, because }) => `${name}: ${ofThePath(because)}`).join('\n'),
    );
    expect(new Set(rows).size).toBe(1);
    expect(rows[0]).not.toMatch(/\||undefined|null/);
  });

  test('every decision has a reason, and a value of JSON', () => {
    for (const { because, value } of ledgers.flat()) {
      expect(because).toMatch(/.{15,}/);
      expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value });
    }
  });
});

describe('who decides', () => {
  test('the app team before the platform team before the path', () => {
    const defaults = {
      'table.stream': 'new-image',
      'table.maxReads': { production: 99 },
      'table.timeToLiveAttribute': 'expiresAt',
    };
    const table = tableOf({ stream: TableStream.KEYS_ONLY }, production, defaults);
    const by = Object.fromEntries(table.decisions.map(({ name, value, decidedBy }) => [name, [value, decidedBy]]));
    expect(by['table.stream']).toEqual(['keys-only', DecidedBy.APP_TEAM]);
    expect(by['table.maxReads']).toEqual([99, DecidedBy.PLATFORM_TEAM]);
    expect(by['table.timeToLiveAttribute']).toEqual(['expiresAt', DecidedBy.PLATFORM_TEAM]);
    expect(by['table.maxWrites']).toEqual([4000, DecidedBy.GOLDEN_PATH]);
  });

  test('a platform team may want no bound', () => {
    expect(decided(production, {}, { 'table.maxReads': null, 'table.maxWrites': null })).toMatchObject({
      maxReads: null,
      maxWrites: null,
    });
    expect(() => decided(production, provisioned, { 'table.maxReads': null })).toThrow(/must be a number/);
  });

  test('a default for one way to pay leaves the other alone', () => {
    const defaults = { 'table.minReads': 50, 'table.targetUtilizationPercent': 50, 'table.recoveryDays': 7 };
    expect(decided(production, {}, defaults)).toMatchObject({
      minReads: null,
      targetUtilizationPercent: null,
      recoveryDays: 7,
    });
    expect(decided(production, provisioned, defaults)).toMatchObject({ minReads: 50, targetUtilizationPercent: 50 });
    expect(decided(development, {}, defaults).recoveryDays).toBeNull();
  });

  test('the path can be provisioned for all', () => {
    expect(decided(production, {}, { 'table.capacity': 'provisioned' })).toMatchObject({
      capacity: 'provisioned',
      minReads: 5,
      maxReads: 1000,
    });
  });

  test('nobody has keys or indexes decided for them', () => {
    expect(decided(production, {}, { 'table.indexes': ['byEmail'], 'table.sortKey': 'at' })).toMatchObject({
      indexes: [],
      sortKey: null,
    });
  });

  test('a limit refuses what the app team asks for, and moves a default', () => {
    const limits = { 'table.maxWrites': Limit.atMost(100, { reason: 'budget', contact: '#platform' }) };
    const inLimits = (props: Partial<ManagedTableProps>) =>
      new ManagedTable(stackOn(production, { limits }), 'Orders', { partitionKey: TableKey.string('id'), ...props });
    expect(findingsOf(inLimits({ capacity: TableCapacity.onDemand({ maxWrites: 101 }) })).error).toContain(
      'table.maxWrites is 101',
    );
    expect((inLimits({}).resources.table.onDemandThroughput as any).maxWriteRequestUnits).toBe(100);
  });

  test.each([[staging], [production]])('%s: the least may not be more than the most', tier => {
    expect(() => tableOf(provisioned, tier, { 'table.minReads': 50, 'table.maxReads': 40 })).toThrow(
      /table.minReads is 50, and table.maxReads is 40/,
    );
  });
});
