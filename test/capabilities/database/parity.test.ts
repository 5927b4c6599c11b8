import { readFileSync } from 'fs';
import { Template } from 'aws-cdk-lib/assertions';
import { databaseIn, stackOf } from './fixture';
import { written } from './terraform-fixture';
import { carriers, differences } from '../../../src/capabilities/database/carriers';
import { DatabaseDeployment, DatabaseEngine, DatabaseSize, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { carried } from '../../../src/core/carrier';
import { Decision } from '../../../src/core/decision';
import { TIERS } from '../../../src/core/tier';

const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };
const shapes: Partial<ManagedDatabaseProps>[] = [{}, mysql, instance, { ...mysql, ...instance }];
/** Other choices than the path's, wherever there are any. */
const otherwise = {
  'database.minorUpgrades': false, 'database.port': 6000, 'database.masterUser': 'boss', 'database.ownKey': true, 'database.keyRotation': false,
  'database.keyDeletionDays': 7, 'database.tlsRequired': false, 'database.iamAuthentication': false, 'database.deletionProtection': false,
  'database.onRemoval': 'retain', 'database.deleteAutomatedBackups': true, 'database.copyTagsToSnapshot': false, 'database.backtrackHours': 24,
  'database.logRetentionDays': 90, 'database.loggedStatements': 'all', 'database.slowQueryMilliseconds': 250, 'database.auditedEvents': 'CONNECT',
  'database.insightsMode': 'advanced', 'database.monitoringSeconds': 15, 'database.alarmPeriods': 3, 'database.capacityAlarmPercent': 70,
  'database.cpuAlarmPercent': 60, 'database.replicaLagAlarmSeconds': 5, 'database.exportedLogs': [],
};
const cases: [string, Partial<ManagedDatabaseProps>, { [decision: string]: any }][] = TIERS.flatMap(tier => shapes.flatMap(shape => [
  [tier, shape, {}],
  [tier, { ...shape, size: DatabaseSize.XLARGE, multiAz: true, backupRetentionDays: 14, databaseName: 'orders' }, {}],
  [tier, { ...shape, multiAz: false }, otherwise],
  [tier, shape, { 'database.publiclyAccessible': true, 'database.managedPassword': false, 'database.namedByStack': false, 'database.storageEncrypted': false, 'database.ownKey': false, 'database.alarms': false }],
] as [string, Partial<ManagedDatabaseProps>, { [decision: string]: any }][]));
cases.push(
  [TIERS[2], { readers: 3 }, {}],
  [TIERS[0], { readers: 2 }, {}],
  [TIERS[2], { engine: DatabaseEngine.postgres('17.6') }, {}],
  [TIERS[2], { engine: DatabaseEngine.mysql('8.0'), ...instance, extendedSupport: true }, {}],
);

/** The carriers that had something to carry in some case. */
const used = new Set<object>();

test.each(cases.map((each, index) => [index, ...each] as const))('case %i, in %s: both engines carry every decision', (_, tier, props, defaults) => {
  const stack = stackOf(tier as any, { defaults });
  const onCdk = databaseIn(stack, props);
  const { database: onTerraform, slots: terraform } = written(props, tier as any, { defaults });
  expect(onTerraform.decisions).toEqual(onCdk.decisions);
  expect(onTerraform.slots.slice().sort()).toEqual(onCdk.slots.slice().sort());

  const template = Template.fromStack(stack).toJSON();
  const cloudformation = Object.fromEntries(onCdk.slots.map(slot => {
    const { Properties, DeletionPolicy } = template.Resources[stack.resolve(onCdk.resource(slot).logicalId)];
    return [slot, { ...Properties, DeletionPolicy }];
  }));
  const values = valuesOf(onCdk.decisions);
  const standing = carriers.filter(({ when }) => when?.(values) ?? true);
  standing.forEach(carrier => used.add(carrier));
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
  const names = Object.keys(valuesOf(databaseIn(stackOf()).decisions));
  const carriedNames = new Set(carriers.map(({ decision }) => decision));
  expect(names.filter(name => !carriedNames.has(name) && !differences.includes(name))).toEqual([]);
  expect([...carriedNames, ...differences].filter(name => !names.includes(name))).toEqual([]);
  const [, table] = readFileSync('src/capabilities/database/README.md', 'utf8').split('## Differences between the engines');
  const rows = [...table.split('\n## ')[0].matchAll(/^\| `(\w+)` \| .{20,} \|$/gm)].map(([, name]) => name);
  expect(rows).toEqual(differences);
});

test.each(['encryption', 'exposure', 'policies', 'deletion protection', 'backups'])('%s is the same on both', what => {
  const protecting: { [what: string]: string[] } = {
    'encryption': ['storageEncrypted', 'ownKey', 'keyRotation', 'keyDeletionDays', 'tlsRequired'],
    'exposure': ['publiclyAccessible', 'port'],
    'policies': ['iamAuthentication', 'managedPassword'],
    'deletion protection': ['deletionProtection', 'onRemoval'],
    'backups': ['backupRetentionDays', 'deleteAutomatedBackups', 'copyTagsToSnapshot', 'backtrackHours'],
  };
  expect(protecting[what].filter(name => differences.includes(name))).toEqual([]);
});

function valuesOf(decisions: Decision[]): { [decision: string]: any } {
  return Object.fromEntries(decisions.map(({ name, value }) => [name.replace('database.', ''), value]));
}
