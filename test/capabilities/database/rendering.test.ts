import { App, CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { databaseIn, stackOf } from './fixture';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import {
  DatabaseDeployment,
  DatabaseEngine,
  DatabaseSize,
  ManagedDatabaseProps,
} from '../../../src/capabilities/database/props';
import { TIERS } from '../../../src/path/tier';

const [development, staging, production] = TIERS;
const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };

function rendered(props: Partial<ManagedDatabaseProps> = {}, tier = production) {
  const stack = stackOf(tier);
  const db = databaseIn(stack, props);
  return {
    db,
    template: Template.fromStack(stack),
    idOf: (resource: CfnResource) => stack.resolve(resource.logicalId) as string,
  };
}

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

describe('on Aurora', () => {
  test('the cluster is encrypted, isolated, backed up and kept', () => {
    const { template, db, idOf } = rendered();
    const key = { 'Fn::GetAtt': [idOf(db.resources.key!), 'Arn'] };
    template.hasResource('AWS::RDS::DBCluster', {
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
      Properties: {
        Engine: 'aurora-postgresql',
        EngineVersion: '17.9',
        StorageEncrypted: true,
        KmsKeyId: key,
        ManageMasterUserPassword: true,
        MasterUserSecret: { KmsKeyId: key },
        MasterUserPassword: Match.absent(),
        EnableIAMDatabaseAuthentication: true,
        BackupRetentionPeriod: 35,
        DeletionProtection: true,
        CopyTagsToSnapshot: true,
        DeleteAutomatedBackups: false,
        Port: 5433,
        DBClusterIdentifier: 'data-ordersdb',
        EnableCloudwatchLogsExports: ['postgresql'],
        ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 4, SecondsUntilAutoPause: Match.absent() },
      },
    });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: ['subnet-0c00000000000001', 'subnet-0c00000000000002', 'subnet-0c00000000000003'],
    });
    template.allResourcesProperties('AWS::RDS::DBInstance', {
      PubliclyAccessible: false,
      DBInstanceClass: 'db.serverless',
      AutoMinorVersionUpgrade: true,
    });
    template.resourceCountIs('AWS::RDS::DBInstance', 2);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test('the security group lets nothing in and nothing out', () => {
    const { template } = rendered();
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      VpcId: 'vpc-0a1b2c3d4e5f60718',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test.each([
    [
      'postgres',
      {},
      'aurora-postgresql17',
      { 'rds.force_ssl': '1', log_statement: 'ddl', log_min_duration_statement: '1000' },
    ],
    [
      'mysql',
      mysql,
      'aurora-mysql8.0',
      { require_secure_transport: 'ON', slow_query_log: '1', long_query_time: '1', server_audit_logging: '1' },
    ],
  ])('%s refuses clear text', (_, props, family, parameters) => {
    rendered(props).template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: family,
      Parameters: parameters,
    });
  });

  test('development pauses, and is gone when it is removed', () => {
    const { template } = rendered({}, development);
    template.hasResource('AWS::RDS::DBCluster', {
      DeletionPolicy: 'Delete',
      Properties: {
        DeletionProtection: false,
        KmsKeyId: Match.absent(),
        MasterUserSecret: Match.absent(),
        StorageEncrypted: true,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 2, SecondsUntilAutoPause: 1800 },
      },
    });
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      EnablePerformanceInsights: false,
      MonitoringInterval: 0,
      MonitoringRoleArn: Match.absent(),
    });
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
    template.resourceCountIs('AWS::RDS::DBInstance', 1);
  });

  test('staging is like production in shape, without a standby', () => {
    const { template } = rendered({}, staging);
    template.hasResource('AWS::RDS::DBCluster', {
      DeletionPolicy: 'Snapshot',
      Properties: { DeletionProtection: true, BackupRetentionPeriod: 7 },
    });
    template.resourceCountIs('AWS::RDS::DBInstance', 1);
  });

  test('backtrack is there where the platform team asks for it', () => {
    const templateOf = (props: Partial<ManagedDatabaseProps>, path = {}) => {
      const stack = stackOf(production, path);
      databaseIn(stack, props);
      return Template.fromStack(stack);
    };
    const defaults = { 'database.backtrackHours': 24 };
    templateOf(mysql, { defaults }).hasResourceProperties('AWS::RDS::DBCluster', { BacktrackWindow: 86400 });
    for (const template of [templateOf(mysql), templateOf({}, { defaults })]) {
      template.hasResourceProperties('AWS::RDS::DBCluster', { BacktrackWindow: Match.absent() });
    }
  });

  test('readers are made after the writer, or one of them would be it; the first is the standby', () => {
    const { db, idOf, template } = rendered({ readers: 2 });
    const [first, second] = db.resources.readers.map(idOf);
    const instances = template.findResources('AWS::RDS::DBInstance');
    for (const reader of [first, second]) expect(instances[reader].DependsOn).toContain(idOf(db.resources.writer));
    expect(
      [instances[first], instances[second], instances[idOf(db.resources.writer)]].map(
        each => each.Properties.PromotionTier,
      ),
    ).toEqual([1, 2, 0]);
    // No node holds data of its own.
    for (const node of Object.values(instances)) expect(node.DeletionPolicy).toBe('Delete');
  });
});

describe('on an instance', () => {
  test('it is encrypted, multi-AZ, grows, and is kept', () => {
    const { template } = rendered(instance);
    template.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
      Properties: {
        Engine: 'postgres',
        EngineVersion: '17.9',
        DBInstanceClass: 'db.t4g.medium',
        MultiAZ: true,
        StorageEncrypted: true,
        StorageType: 'gp3',
        AllocatedStorage: '20',
        MaxAllocatedStorage: 200,
        Port: '5433',
        DBName: 'app',
        PubliclyAccessible: false,
        ManageMasterUserPassword: true,
        EnableIAMDatabaseAuthentication: true,
        EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
        EnablePerformanceInsights: true,
        PerformanceInsightsRetentionPeriod: 7,
        DeletionProtection: true,
        BackupRetentionPeriod: 35,
      },
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'postgres17',
      Parameters: { 'rds.force_ssl': '1' },
    });
    template.resourceCountIs('AWS::RDS::DBInstance', 1);
    template.resourceCountIs('AWS::RDS::DBCluster', 0);
  });

  test('mysql refuses clear text', () => {
    rendered({ ...instance, ...mysql }).template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'mysql8.4',
      Parameters: { require_secure_transport: '1', log_output: 'FILE', slow_query_log: '1' },
    });
  });
});

describe('logs', () => {
  test('have a retention and the key, and stand before the database that writes to them', () => {
    const { db, template, idOf } = rendered(mysql);
    const groups = Object.values(template.findResources('AWS::Logs::LogGroup'));
    expect(groups.map(group => group.Properties.LogGroupName)).toEqual(
      ['audit', 'error', 'general', 'slowquery'].map(log => `/aws/rds/cluster/data-ordersdb/${log}`),
    );
    for (const { Properties } of groups) {
      expect(Properties).toMatchObject({
        RetentionInDays: 365,
        KmsKeyId: { 'Fn::GetAtt': [idOf(db.resources.key!), 'Arn'] },
      });
    }
    expect(template.findResources('AWS::RDS::DBCluster')[idOf(db.resources.cluster!)].DependsOn).toEqual(
      db.resources.logGroups.map(idOf),
    );
  });

  test('of an instance have its name', () => {
    const { template } = rendered(instance);
    template.hasResourceProperties('AWS::RDS::DBInstance', { DBInstanceIdentifier: 'data-ordersdb' });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/aws/rds/instance/data-ordersdb/postgresql',
    });
  });

  test('are left to RDS where the platform team wants no names', () => {
    const stack = stackOf(production, { defaults: { 'database.namedByStack': false } });
    databaseIn(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBCluster', { DBClusterIdentifier: Match.absent() });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
  });
});

describe('the name in RDS', () => {
  const nameOf = (id: string, stackId = 'Data', stackProps = {}) => {
    const stack = stackOf(production, {}, new App(), stackId);
    Object.assign(stack, stackProps);
    return databaseIn(stack, {}, id).resources.cluster!.dbClusterIdentifier!;
  };

  test.each([
    ['OrdersDb', 'data-ordersdb'],
    ['orders_db--1', 'data-orders-db-1'],
    ['Ünïcode', 'data-n-code'],
  ])('%s', (id, name) => {
    expect(nameOf(id)).toBe(name);
  });

  test('fits, whatever the path, and two long ones differ', () => {
    const long = 'OrdersDatabaseOfTheEuropeanSubsidiaryForTheNewShop';
    const names = [nameOf(`${long}A`), nameOf(`${long}B`)];
    expect(new Set(names).size).toBe(2);
    for (const name of [...names, nameOf('x'.repeat(200)), nameOf('1', 'S2')]) {
      expect(name).toMatch(/^[a-z](?:-?[a-z0-9]+)*$/);
      expect(name.length).toBeLessThanOrEqual(63);
    }
  });
});

describe('the key', () => {
  test('stays, rotates, and is whole from the start', () => {
    const { template } = rendered();
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: Match.arrayWith([
            // Data is read through the services only, and who may is for IAM to say.
            Match.objectLike({
              Effect: 'Allow',
              Action: Match.arrayWith(['kms:Decrypt']),
              Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } },
            }),
            Match.objectLike({ Effect: 'Deny', Action: 'kms:CreateGrant' }),
          ]),
        },
      },
    });
  });
});

describe('monitoring', () => {
  test('runs as a role for RDS alone, and for one log group', () => {
    const { template, db, idOf } = rendered();
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({ Principal: { Service: 'monitoring.rds.amazonaws.com' }, Condition: Match.anyValue() }),
        ],
      },
      ManagedPolicyArns: Match.absent(),
    });
    // RDS tries the role when it makes the instance.
    const writer = template.findResources('AWS::RDS::DBInstance')[idOf(db.resources.writer)];
    expect(writer.DependsOn).toContain(idOf(db.resources.monitoringRolePolicy!));
  });
});

describe('alarms', () => {
  const metricsOf = (props: Partial<ManagedDatabaseProps>) =>
    Object.fromEntries(
      Object.values(rendered(props).template.findResources('AWS::CloudWatch::Alarm')).map(
        ({ Properties: { MetricName, Threshold, ComparisonOperator } }) => [
          MetricName,
          [Threshold, ComparisonOperator],
        ],
      ),
    );

  test('of Aurora', () => {
    expect(metricsOf({})).toEqual({
      ACUUtilization: [90, 'GreaterThanOrEqualToThreshold'],
      FreeableMemory: [858993459, 'LessThanThreshold'],
      DatabaseConnections: [648, 'GreaterThanOrEqualToThreshold'],
      AuroraReplicaLagMaximum: [2000, 'GreaterThanOrEqualToThreshold'],
    });
  });

  test('of an instance', () => {
    expect(metricsOf(instance)).toEqual({
      CPUUtilization: [80, 'GreaterThanOrEqualToThreshold'],
      FreeableMemory: [429496730, 'LessThanThreshold'],
      DatabaseConnections: [324, 'GreaterThanOrEqualToThreshold'],
      FreeStorageSpace: [1073741824, 'LessThanThreshold'],
    });
  });

  test('tell the platform team, and are about the writer whoever it is', () => {
    const stack = stackOf(production, { alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms' });
    databaseIn(stack);
    Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:alarms'],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ACUUtilization',
      Dimensions: Match.arrayWith([{ Name: 'Role', Value: 'WRITER' }]),
    });
  });
});

test('tags reach the database and its snapshots', () => {
  const { template } = rendered({ owner: 'team-orders' });
  template.hasResourceProperties('AWS::RDS::DBCluster', {
    CopyTagsToSnapshot: true,
    Tags: Match.arrayWith([{ Key: 'goldenpath:owner', Value: 'team-orders' }]),
  });
  expect(rendered().db.owner).toBe('platform');
});

test('views make no resources', () => {
  const { db } = rendered();
  const before = db.node.findAll().filter(child => CfnResource.isCfnResource(child)).length;
  void [db.connections, db.secret, db.securityGroup, db.endpoint, db.readerEndpoint, db.port];
  expect(db.node.findAll().filter(child => CfnResource.isCfnResource(child))).toHaveLength(before);
  expect(db).toBeInstanceOf(ManagedDatabase);
});

test('advanced insights stand on the cluster itself, as AWS wants them there', () => {
  const insightsOf = (mode: string) => {
    const stack = stackOf(production, { defaults: { 'database.insightsMode': mode } });
    databaseIn(stack, {});
    return Object.values<any>(Template.fromStack(stack).findResources('AWS::RDS::DBCluster'))[0].Properties;
  };
  expect(insightsOf('advanced')).toMatchObject({
    DatabaseInsightsMode: 'advanced',
    PerformanceInsightsEnabled: true,
    PerformanceInsightsRetentionPeriod: 465,
  });
  expect(insightsOf('standard')).not.toHaveProperty('PerformanceInsightsEnabled');
});
