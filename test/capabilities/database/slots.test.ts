import { CfnResource } from 'aws-cdk-lib';
import { rendered } from './rendered-fixture';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseDeployment, DatabaseEngine, DatabaseSize } from '../../../src/capabilities/database/props';
import { TIERS } from '../../../src/path/tier';

const [development] = TIERS;
const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };

const variants = [{}, { multiAz: false }, { multiAz: true, size: DatabaseSize.LARGE }];
const combinations = TIERS.flatMap(tier =>
  [
    ...[{}, mysql].flatMap(engine =>
      [...variants, { readers: 2 }, { readers: 2, multiAz: false }].map(props => ({ ...engine, ...props })),
    ),
    ...[{}, mysql].flatMap(engine => variants.map(props => ({ ...engine, ...instance, ...props }))),
  ].map(props => [tier, props] as const),
);

test.each(combinations)('%s %j: every resource is a slot, and the other way round', (tier, props) => {
  const { db } = rendered(props, tier);
  const resources = db.node.findAll().filter(child => CfnResource.isCfnResource(child));
  expect(db.slots.map(slot => db.resource(slot)).sort(byPath)).toEqual(resources.sort(byPath));
  const named = Object.values(db.resources)
    .flat()
    .filter(resource => resource !== undefined);
  expect([...new Set(named)].sort(byPath)).toEqual(resources.sort(byPath));
  // The slot is the construct id, the main resource aside, and no construct stands in between.
  for (const slot of db.slots) {
    const { id, scope } = db.resource(slot).node;
    expect(scope).toBe(db);
    expect([slot, slot === 'cluster' || slot === 'instance' ? 'resource' : slot]).toContain(
      id.charAt(0).toLowerCase() + id.slice(1),
    );
  }
});

function byPath(a: any, b: any): number {
  return a.node.path < b.node.path ? -1 : 1;
}

test('the slots of a production database', () => {
  expect(rendered().db.slots).toEqual([
    'key',
    'subnetGroup',
    'securityGroup',
    'monitoringRole',
    'monitoringRolePolicy',
    'clusterParameterGroup',
    'postgresqlLogGroup',
    'cluster',
    'writer',
    'reader1',
    'capacityAlarm',
    'memoryAlarm',
    'connectionsAlarm',
    'replicaLagAlarm',
  ]);
  expect(rendered(instance).db.slots).toEqual([
    'key',
    'subnetGroup',
    'securityGroup',
    'monitoringRole',
    'monitoringRolePolicy',
    'parameterGroup',
    'postgresqlLogGroup',
    'upgradeLogGroup',
    'instance',
    'cpuAlarm',
    'memoryAlarm',
    'connectionsAlarm',
    'storageAlarm',
  ]);
  expect(rendered({}, development).db.slots).toEqual([
    'subnetGroup',
    'securityGroup',
    'clusterParameterGroup',
    'postgresqlLogGroup',
    'cluster',
    'writer',
  ]);
});

test('the main resource has the logical id that an L2 of the same id would have', () => {
  const { db, idOf } = rendered();
  expect(idOf(db.resources.cluster!)).toBe('OrdersDb889E652A');
  const other = rendered(instance);
  expect(other.idOf(other.db.resources.writer)).toBe('OrdersDb889E652A');
});

test('views make no resources', () => {
  const { db } = rendered();
  const before = db.node.findAll().filter(child => CfnResource.isCfnResource(child)).length;
  void [db.connections, db.secret, db.securityGroup, db.endpoint, db.readerEndpoint, db.port];
  expect(db.node.findAll().filter(child => CfnResource.isCfnResource(child))).toHaveLength(before);
  expect(db).toBeInstanceOf(ManagedDatabase);
});
