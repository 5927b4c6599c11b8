import { databaseIn, stackOf } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/database/places';
import {
  DatabaseDeployment,
  DatabaseEngine,
  DatabaseSize,
  ManagedDatabaseProps,
} from '../../../src/capabilities/database/props';
import { TIERS } from '../../../src/path/tier';
import { Parity } from '../../fixtures/parity';

const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };
const shapes: Partial<ManagedDatabaseProps>[] = [{}, mysql, instance, { ...mysql, ...instance }];
/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'database.minorUpgrades': false,
  'database.port': 6000,
  'database.masterUser': 'boss',
  'database.ownKey': true,
  'database.keyRotation': false,
  'database.keyDeletionDays': 7,
  'database.tlsRequired': false,
  'database.iamAuthentication': false,
  'database.deletionProtection': false,
  'database.onRemoval': 'retain',
  'database.deleteAutomatedBackups': true,
  'database.copyTagsToSnapshot': false,
  'database.backtrackHours': 24,
  'database.logRetentionDays': 90,
  'database.loggedStatements': 'all',
  'database.slowQueryMilliseconds': 250,
  'database.auditedEvents': 'CONNECT',
  'database.insightsMode': 'advanced',
  'database.monitoringSeconds': 15,
  'database.alarmPeriods': 3,
  'database.capacityAlarmPercent': 70,
  'database.cpuAlarmPercent': 60,
  'database.replicaLagAlarmSeconds': 5,
  'database.exportedLogs': [],
};
const cases: [string, Partial<ManagedDatabaseProps>, { [decision: string]: any }][] = TIERS.flatMap(tier =>
  shapes.flatMap(
    shape =>
      [
        [tier, shape, {}],
        [
          tier,
          { ...shape, size: DatabaseSize.XLARGE, multiAz: true, backupRetentionDays: 14, databaseName: 'orders' },
          {},
        ],
        [tier, { ...shape, multiAz: false }, otherwise],
        [
          tier,
          shape,
          {
            'database.publiclyAccessible': true,
            'database.managedPassword': false,
            'database.namedByStack': false,
            'database.storageEncrypted': false,
            'database.ownKey': false,
            'database.alarms': false,
          },
        ],
      ] as [string, Partial<ManagedDatabaseProps>, { [decision: string]: any }][],
  ),
);
cases.push(
  [TIERS[2], { readers: 3 }, {}],
  [TIERS[0], { readers: 2 }, {}],
  [TIERS[2], { engine: DatabaseEngine.postgres('17.6') }, {}],
  [TIERS[2], { engine: DatabaseEngine.mysql('8.0'), ...instance, extendedSupport: true }, {}],
);

const parity = new Parity('database', carriers, differences);

test.each(cases.map((each, index) => [index, ...each] as const))(
  'case %i, in %s: both engines carry every decision',
  (_, tier, props, defaults) => {
    const onCdk = databaseIn(stackOf(tier as any, { defaults }), props);
    const { database: onTerraform, slots: terraform } = written(props, tier as any, { defaults });
    parity.expectCarried(onCdk, onTerraform, terraform);
    expect(onTerraform.slots.slice().sort()).toEqual(onCdk.slots.slice().sort());
  },
);

test('every carrier was needed', () => expect(parity.withFewerValuesThan(1)).toEqual([]));

test('every decision has a carrier, or is a difference with a reason', () =>
  parity.expectTold(databaseIn(stackOf()).decisions));

test.each(['encryption', 'exposure', 'policies', 'deletion protection', 'backups'])('%s is the same on both', what => {
  const protecting: { [what: string]: string[] } = {
    encryption: ['storageEncrypted', 'ownKey', 'keyRotation', 'keyDeletionDays', 'tlsRequired'],
    exposure: ['publiclyAccessible', 'port'],
    policies: ['iamAuthentication', 'managedPassword'],
    'deletion protection': ['deletionProtection', 'onRemoval'],
    backups: ['backupRetentionDays', 'deleteAutomatedBackups', 'copyTagsToSnapshot', 'backtrackHours'],
  };
  expect(protecting[what].filter(name => differences.includes(name))).toEqual([]);
});
