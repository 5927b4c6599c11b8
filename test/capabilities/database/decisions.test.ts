import { databaseIn, stackOf } from './fixture';
import { decide } from '../../../src/capabilities/database/decisions';
import {
  DatabaseDeployment,
  DatabaseEngine,
  DatabaseSize,
  ManagedDatabaseProps,
} from '../../../src/capabilities/database/props';
import { samples } from '../../../src/capabilities/database/samples';
import { DecidedBy } from '../../../src/path/decision';
import { Edition } from '../../../src/path/edition';
import { Ledger } from '../../../src/path/ledger';
import { Limit } from '../../../src/path/limit';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { findingsOf } from '../../fixtures/findings';
import { ofThePath } from '../../fixtures/reasons';

const TYPICAL = propsOf(samples.typical, NOWHERE);

function ledgerOf(tier: EnvironmentTier, defaults = {}, limits = {}): Ledger {
  return new Ledger('database', { tier, edition: Edition.V2026_12, defaults, limits }, 'Data/OrdersDb');
}

function decided(tier: EnvironmentTier, props: Partial<ManagedDatabaseProps> = {}, defaults = {}) {
  return decide({ ...TYPICAL, ...props }, ledgerOf(tier, defaults));
}

const [development, staging, production] = TIERS;
const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };

describe('by tier', () => {
  test.each([
    // name, development, staging, production
    ['deployment', 'serverless', 'serverless', 'serverless'],
    ['size', 'xsmall', 'small', 'small'],
    ['engineVersion', '17', '17', '17'],
    ['engineRelease', '17.9', '17.9', '17.9'],
    ['multiAz', false, false, true],
    ['readers', 0, 0, 0],
    ['replicas', 0, 0, 1],
    ['backupRetentionDays', 1, 7, 35],
    ['port', 5433, 5433, 5433],
    ['leastCapacityUnits', 0, 0.5, 1],
    ['mostCapacityUnits', 2, 4, 4],
    ['storageEncrypted', true, true, true],
    ['broughtKey', null, null, null],
    ['ownKey', false, true, true],
    ['tlsRequired', true, true, true],
    ['iamAuthentication', true, true, true],
    ['managedPassword', true, true, true],
    ['deletionProtection', false, true, true],
    ['onRemoval', 'delete', 'snapshot', 'snapshot'],
    ['deleteAutomatedBackups', true, false, false],
    ['logRetentionDays', 7, 30, 365],
    ['insights', false, true, true],
    ['insightsMode', 'standard', 'standard', 'standard'],
    ['insightsRetentionDays', 7, 7, 7],
    ['monitoringSeconds', 0, 60, 60],
    ['alarms', false, true, true],
    ['minorUpgrades', true, true, true],
    ['extendedSupport', false, false, false],
  ])('%s', (name, ...values) => {
    expect(TIERS.map(tier => (decided(tier) as any)[name])).toEqual(values);
  });

  test.each([
    ['instanceClass', 'db.t4g.small', 'db.t4g.medium', 'db.t4g.medium'],
    ['storageGib', 20, 20, 20],
    ['mostStorageGib', 200, 200, 200],
    ['storageType', 'gp3', 'gp3', 'gp3'],
    ['leastCapacityUnits', null, null, null],
    ['readers', 0, 0, 0],
    ['replicas', 0, 0, 0],
    ['replicaLagAlarmSeconds', null, null, null],
    ['cpuAlarmPercent', 80, 80, 80],
    ['exportedLogs', ...TIERS.map(() => ['postgresql', 'upgrade'])],
  ])('%s of an instance', (name, ...values) => {
    expect(TIERS.map(tier => (decided(tier, instance) as any)[name])).toEqual(values);
  });
});

describe('by engine', () => {
  test.each([
    [{}, '17.9', 5433, ['postgresql'], 'ddl', null],
    [instance, '17.9', 5433, ['postgresql', 'upgrade'], 'ddl', null],
    [
      mysql,
      '8.0.mysql_aurora.3.10.4',
      3307,
      ['audit', 'error', 'general', 'slowquery'],
      null,
      'CONNECT,QUERY_DCL,QUERY_DDL',
    ],
    [{ ...mysql, ...instance }, '8.4.9', 3307, ['audit', 'error', 'general', 'slowquery'], null, null],
  ])('%j', (props, engineRelease, port, exportedLogs, loggedStatements, auditedEvents) => {
    expect(decided(production, props)).toMatchObject({
      engineRelease,
      port,
      exportedLogs,
      loggedStatements,
      auditedEvents,
    });
  });

  test('insights are left out where the instance is too small for them', () => {
    expect(decided(production, { ...mysql, ...instance, size: DatabaseSize.XSMALL }).insights).toBe(false);
    expect(decided(production, { ...mysql, ...instance }).insights).toBe(true);
  });

  test('a version that cannot pause does not', () => {
    expect(decided(development, { engine: DatabaseEngine.postgres('16.2') }).leastCapacityUnits).toBe(0.5);
    expect(decided(development, { engine: DatabaseEngine.postgres('16.3') }).leastCapacityUnits).toBe(0);
    expect(decided(development, { engine: DatabaseEngine.mysql('3.04.0') }).leastCapacityUnits).toBe(0.5);
    expect(decided(development, mysql).leastCapacityUnits).toBe(0);
  });
});

describe('thresholds', () => {
  // The maximum is the documented default of max_connections; the alarm stands at four fifths.
  test.each([
    ['Aurora PostgreSQL', production, {}, 811],
    ['Aurora PostgreSQL, 16 units', production, { size: DatabaseSize.MEDIUM }, 3244],
    ['Aurora PostgreSQL, 16 units, from 0.5', staging, { size: DatabaseSize.MEDIUM }, 2000],
    ['Aurora PostgreSQL, 128 units', production, { size: DatabaseSize.XLARGE }, 5000],
    ['PostgreSQL, 4 GiB', production, instance, 405],
    ['MySQL, 4 GiB', production, { ...mysql, ...instance }, 307],
    ['Aurora MySQL, 8 GiB', production, mysql, 135],
    ['Aurora MySQL, 32 GiB', production, { ...mysql, size: DatabaseSize.MEDIUM }, 2000],
  ])('connections of %s', (_, tier, props, most) => {
    expect(decided(tier, props).connectionsAlarm).toBe(Math.floor(most * 0.8));
  });

  test('memory and storage are parts of what there is', () => {
    expect(decided(production).freeMemoryAlarmBytes).toBe(Math.round((8 * 1024 ** 3) / 10));
    expect(decided(production, instance)).toMatchObject({
      freeMemoryAlarmBytes: Math.round((4 * 1024 ** 3) / 10),
      freeStorageAlarmBytes: 1024 ** 3,
    });
    expect(decided(production).freeStorageAlarmBytes).toBeNull();
  });
});

describe('backtrack', () => {
  const defaults = { 'database.backtrackHours': { production: 24 } };

  test('is off until a platform team whose regions have it asks for it', () => {
    expect(TIERS.map(tier => decided(tier, mysql).backtrackHours)).toEqual([0, 0, 0]);
    expect(TIERS.map(tier => decided(tier, mysql, defaults).backtrackHours)).toEqual([0, 0, 24]);
    expect(() => decided(production, mysql, { 'database.backtrackHours': 73 })).toThrow(/from 0 to 72/);
  });

  test.each([{}, instance, { ...mysql, ...instance }])('is of Aurora MySQL only: none for %j', props => {
    expect(decided(production, props, defaults).backtrackHours).toBeNull();
  });
});

describe('names', () => {
  test('are the same whatever the props', () => {
    const names = [
      {},
      instance,
      mysql,
      { ...mysql, ...instance },
      { readers: 2, multiAz: false, size: DatabaseSize.LARGE },
    ].flatMap(props =>
      TIERS.map(tier => {
        const ledger = ledgerOf(tier);
        decide({ ...TYPICAL, ...props }, ledger);
        return ledger.decisions.map(({ name }) => name).join();
      }),
    );
    expect(new Set(names).size).toBe(1);
  });

  test('a reason is the same for all: it stands in a table', () => {
    const reasons = [
      {},
      instance,
      mysql,
      { ...mysql, ...instance, size: DatabaseSize.XSMALL },
      { size: DatabaseSize.XLARGE },
    ].flatMap(props =>
      TIERS.map(tier => {
        const ledger = ledgerOf(tier);
        decide({ ...TYPICAL, ...props }, ledger);
        return ledger.decisions.map(({ name, because }) => `${name}: ${ofThePath(because)}`).join('\n');
      }),
    );
    expect(new Set(reasons).size).toBe(1);
    expect(reasons[0]).not.toMatch(/\||undefined|null/);
  });

  test('every decision has a reason, and a value of JSON', () => {
    const ledger = ledgerOf(production);
    decide(TYPICAL, ledger);
    for (const { because, value } of ledger.decisions) {
      expect(because).toMatch(/.{15,}/);
      expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value });
    }
  });
});

describe('who decides', () => {
  test('the app team before the platform team before the path', () => {
    const stack = stackOf(production, {
      defaults: { 'database.backupRetentionDays': 14, 'database.logRetentionDays': { production: 90 } },
    });
    const db = databaseIn(stack, { multiAz: false });
    const by = Object.fromEntries(db.decisions.map(({ name, value, decidedBy }) => [name, [value, decidedBy]]));
    expect(by['database.multiAz']).toEqual([false, DecidedBy.APP_TEAM]);
    expect(by['database.backupRetentionDays']).toEqual([14, DecidedBy.PLATFORM_TEAM]);
    expect(by['database.logRetentionDays']).toEqual([90, DecidedBy.PLATFORM_TEAM]);
    expect(by['database.port']).toEqual([5433, DecidedBy.GOLDEN_PATH]);
    expect(db.resources.logGroups[0].retentionInDays).toBe(90);
  });

  test('a limit refuses what the app team asks for, and moves a default', () => {
    const limits = { 'database.size': Limit.oneOf(['xsmall', 'small'], { reason: 'budget', contact: '#platform' }) };
    const { error } = findingsOf(databaseIn(stackOf(production, { limits }), { size: DatabaseSize.XLARGE }));
    expect(error).toContain('database.size is "xlarge"');
    const fewer = { 'database.backupRetentionDays': Limit.atMost(20, { reason: 'privacy', contact: '#legal' }) };
    expect(databaseIn(stackOf(production, { limits: fewer })).resources.cluster!.backupRetentionPeriod).toBe(20);
  });

  test('the platform team can choose a major version, which is pinned as well', () => {
    expect(decided(production, {}, { 'database.engineVersion': '16' }).engineRelease).toBe('16.13');
    expect(() => decided(production, {}, { 'database.engineVersion': '8.0' })).toThrow(InvalidInputError);
  });

  test('advanced insights come with their retention', () => {
    expect(decided(production, {}, { 'database.insightsMode': 'advanced' }).insightsRetentionDays).toBe(465);
  });

  test('a default for one deployment leaves the other alone', () => {
    const defaults = {
      'database.capacityAlarmPercent': 70,
      'database.cpuAlarmPercent': 70,
      'database.freeStorageAlarmBytes': 1,
      'database.auditedEvents': 'CONNECT',
      'database.instanceClass': 'db.r8g.large',
    };
    expect(decided(production, instance, defaults)).toMatchObject({
      capacityAlarmPercent: null,
      cpuAlarmPercent: 70,
      freeStorageAlarmBytes: 1,
      auditedEvents: null,
      instanceClass: 'db.r8g.large',
    });
    expect(decided(production, {}, defaults)).toMatchObject({
      capacityAlarmPercent: 70,
      cpuAlarmPercent: null,
      freeStorageAlarmBytes: null,
      instanceClass: null,
    });
  });

  test('a default for readers is for those who can have them', () => {
    const defaults = { 'database.readers': 2 };
    expect(decided(production, {}, defaults)).toMatchObject({ readers: 2, replicas: 2 });
    expect(decided(production, instance, defaults)).toMatchObject({ readers: 0, replicas: 0 });
    const stack = stackOf(production, { defaults: { 'database.deployment': 'instance' } });
    expect(() => databaseIn(stack, { readers: 2 })).toThrow(/readers is 2, .*deployment 'instance' has none/);
  });

  test('the least may not be more than the most', () => {
    expect(() => decided(production, {}, { 'database.leastCapacityUnits': 8 })).toThrow(
      /CapacityUnits is 8, and the most is 4/,
    );
    expect(() => decided(production, instance, { 'database.storageGib': 500 })).toThrow(
      /StorageGib is 500, and the most is 200/,
    );
  });
});
