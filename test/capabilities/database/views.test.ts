import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { databaseIn, stackOf } from './fixture';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/engine';
import { DatabaseDeployment } from '../../../src/capabilities/database/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';

const VPC = { vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-1'] };

describe.each([
  ['PostgreSQL', () => DatabaseEngine.postgres(), 'POSTGRESQL'],
  ['MySQL', () => DatabaseEngine.mysql(), 'MYSQL'],
])('%s', (_, engine, family) => {
  describe.each([
    ['Aurora', DatabaseDeployment.SERVERLESS, 'cluster'],
    ['an instance', DatabaseDeployment.INSTANCE, 'instance'],
  ] as const)('%s', (__, deployment, view) => {
    describe.each([
      ['in one stack', false],
      ['in two stacks', true],
    ])('%s', (___, apart) => {
      function made() {
        const app = new App();
        const stack = stackOf(EnvironmentTier.PRODUCTION, {}, app);
        const other = apart ? new Stack(app, 'Shop') : stack;
        const db = databaseIn(stack, { engine: engine(), deployment });
        const role = new iam.Role(other, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
        return { app, stack, other, db, role };
      }
      const ends = ({ app, stack, other }: ReturnType<typeof made>) => {
        app.synth();
        if (apart) expect(stack.dependencies).toEqual([]);
        return Template.fromStack(other);
      };

      test('a grant to log in names the user of this database', () => {
        const all = made();
        all.db[view].grantConnect(all.role, 'orders');
        all.db.grantConnect(all.role, 'orders');
        const [policy] = Object.values(ends(all).findResources('AWS::IAM::Policy'));
        const statements = policy.Properties.PolicyDocument.Statement;
        // Both ways say the same, and so there is one.
        expect(statements).toHaveLength(1);
        expect(statements[0]).toMatchObject({ Action: 'rds-db:connect' });
        expect(JSON.stringify(statements[0].Resource)).toMatch(/:dbuser:.*ResourceId.*\/orders/);
      });

      test('the key can be used by others', () => {
        const all = made();
        all.db.key!.grantDecrypt(all.role);
        ends(all).hasResourceProperties('AWS::IAM::Policy', {
          PolicyDocument: { Statement: [Match.objectLike({ Action: 'kms:Decrypt' })] },
        });
      });
    });

    test('a proxy in front of it: its engine, its port, its group', () => {
      const stack = stackOf();
      const db = databaseIn(stack, { engine: engine(), deployment });
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', VPC);
      const proxyTarget =
        view === 'cluster' ? rds.ProxyTarget.fromCluster(db.cluster) : rds.ProxyTarget.fromInstance(db.instance);
      new rds.DatabaseProxy(stack, 'Proxy', { proxyTarget, secrets: [db.secret], vpc });
      const template = Template.fromStack(stack);
      template.hasResourceProperties('AWS::RDS::DBProxy', { EngineFamily: family });
      const [group] = Object.values(template.findResources('AWS::RDS::DBProxyTargetGroup'));
      const { DBClusterIdentifiers, DBInstanceIdentifiers } = group.Properties;
      const [targeted, none] =
        view === 'cluster'
          ? [DBClusterIdentifiers, DBInstanceIdentifiers]
          : [DBInstanceIdentifiers, DBClusterIdentifiers];
      expect(targeted).toHaveLength(1);
      expect(none).toBeUndefined();
      template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: db.port });
    });

    test('the other view is refused, with the right one', () => {
      const db = databaseIn(stackOf(), { engine: engine(), deployment });
      expect(refusal(() => db[view === 'cluster' ? 'instance' : 'cluster']).complaint.hint).toBe(`Use ${view}.`);
    });

    test('views are made once, and are no resources', () => {
      const stack = stackOf();
      const db = databaseIn(stack, { engine: engine(), deployment });
      const before = Object.keys(Template.fromStack(stack).toJSON().Resources);
      const again = stackOf();
      const viewed = databaseIn(again, { engine: engine(), deployment });
      const views: (keyof ManagedDatabase)[] = [view, 'key', 'secret', 'securityGroup', 'connections'];
      for (const name of views) expect(viewed[name]).toBe(viewed[name]);
      expect(Object.keys(Template.fromStack(again).toJSON().Resources)).toEqual(before);
      expect(db.escapes).toEqual([]);
    });
  });
});

test('the events of an instance reach a topic', () => {
  const stack = stackOf();
  const db = databaseIn(stack, { deployment: DatabaseDeployment.INSTANCE });
  db.instance.onEvent('Events', { target: new targets.SnsTopic(new sns.Topic(stack, 'Topic')) });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { source: ['aws.rds'], resources: [Match.anyValue()] },
  });
});

test('a cluster knows its nodes, writer first, and their endpoints', () => {
  const stack = stackOf();
  const db = databaseIn(stack, { readers: 2 });
  const { cluster, resources } = db;
  expect(cluster.instanceIdentifiers).toEqual([resources.writer.ref, ...resources.readers.map(({ ref }) => ref)]);
  expect(cluster.instanceEndpoints).toHaveLength(3);
  expect(stack.resolve(cluster.clusterEndpoint.hostname)).toEqual(stack.resolve(db.endpoint));
  expect(stack.resolve(cluster.clusterReadEndpoint.hostname)).toEqual(stack.resolve(db.readerEndpoint));
  expect(cluster.clusterEndpoint.port).toBe(5433);
});

test('without a key of its own there is none to view', () => {
  expect(databaseIn(stackOf(EnvironmentTier.DEVELOPMENT, { defaults: { 'database.ownKey': false } })).key).toBe(
    undefined,
  );
});

describe('metrics', () => {
  const seen = (db: ManagedDatabase, metric: cloudwatch.Metric) => {
    const { namespace, metricName, dimensions, statistic } = metric;
    return Stack.of(db).resolve({ namespace, metricName, dimensions, statistic });
  };
  const writerOf = (db: ManagedDatabase) =>
    db.resources.cluster
      ? { DBClusterIdentifier: Stack.of(db).resolve(db.resources.cluster.ref), Role: 'WRITER' }
      : { DBInstanceIdentifier: Stack.of(db).resolve(db.resources.writer.ref) };

  test.each([
    [DatabaseDeployment.SERVERLESS, 'metricCpuUtilization', 'CPUUtilization', 'Average'],
    [DatabaseDeployment.SERVERLESS, 'metricFreeableMemory', 'FreeableMemory', 'Minimum'],
    [DatabaseDeployment.SERVERLESS, 'metricDatabaseConnections', 'DatabaseConnections', 'Maximum'],
    [DatabaseDeployment.SERVERLESS, 'metricAcuUtilization', 'ACUUtilization', 'Maximum'],
    [DatabaseDeployment.SERVERLESS, 'metricServerlessDatabaseCapacity', 'ServerlessDatabaseCapacity', 'Average'],
    [DatabaseDeployment.INSTANCE, 'metricCpuUtilization', 'CPUUtilization', 'Average'],
    [DatabaseDeployment.INSTANCE, 'metricFreeableMemory', 'FreeableMemory', 'Minimum'],
    [DatabaseDeployment.INSTANCE, 'metricDatabaseConnections', 'DatabaseConnections', 'Maximum'],
    [DatabaseDeployment.INSTANCE, 'metricFreeStorageSpace', 'FreeStorageSpace', 'Minimum'],
  ] as const)('%s: %s is %s of the writer', (deployment, method, metricName, statistic) => {
    const db = databaseIn(stackOf(), { deployment });
    const expected = { namespace: 'AWS/RDS', metricName, dimensions: writerOf(db), statistic };
    expect(seen(db, db[method]())).toEqual(expected);
    expect(seen(db, db[method]({ statistic: 'p90' })).statistic).toBe('p90');
  });

  test('any other by its name, and the lag of readers is the cluster’s', () => {
    const db = databaseIn(stackOf());
    expect(seen(db, db.metric('Deadlocks', { statistic: 'Sum' }))).toEqual({
      namespace: 'AWS/RDS',
      metricName: 'Deadlocks',
      dimensions: writerOf(db),
      statistic: 'Sum',
    });
    const { DBClusterIdentifier } = writerOf(db);
    expect(seen(db, db.metricReplicaLag()).dimensions).toEqual({ DBClusterIdentifier });
  });

  test('what our alarms look at is what they say', () => {
    const stack = stackOf();
    const db = databaseIn(stack);
    new cloudwatch.Alarm(stack, 'Mine', {
      metric: db.metricDatabaseConnections(),
      threshold: 1,
      evaluationPeriods: 1,
    });
    const alarms = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'));
    const watched = alarms
      .map(({ Properties }) => Properties)
      .filter(({ MetricName }) => MetricName === 'DatabaseConnections')
      .map(({ Dimensions, Statistic, Namespace }) => ({ Dimensions, Statistic, Namespace }));
    expect(watched).toHaveLength(2);
    expect(watched[0]).toEqual(watched[1]);
  });

  test.each([
    [DatabaseDeployment.SERVERLESS, 'metricFreeStorageSpace', 'of an instance only'],
    [DatabaseDeployment.INSTANCE, 'metricAcuUtilization', 'on Aurora only'],
    [DatabaseDeployment.INSTANCE, 'metricServerlessDatabaseCapacity', 'on Aurora only'],
    [DatabaseDeployment.INSTANCE, 'metricReplicaLag', 'on Aurora only'],
  ] as const)('%s: %s is refused, because it would never have data', (deployment, method, why) => {
    const db = databaseIn(stackOf(), { deployment });
    const { what, hint } = refusal(() => db[method]()).complaint;
    expect(what).toBe(`This metric is ${why}, and the deployment is '${deployment}'.`);
    expect(hint).toContain('metricCpuUtilization');
  });
});
