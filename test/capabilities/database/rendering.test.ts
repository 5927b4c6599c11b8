import { Match, Template } from 'aws-cdk-lib/assertions';
import { databaseIn, stackOf } from './fixture';
import { rendered } from './rendered-fixture';
import { DatabaseDeployment, DatabaseEngine, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { TIERS } from '../../../src/path/tier';

const [development, staging, production] = TIERS;
const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };

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
        DBClusterIdentifier: { 'Fn::Join': ['-', ['data-ordersdb-d76a242e', Match.anyValue()]] },
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

test('tags reach the database and its snapshots', () => {
  const { template } = rendered({ owner: 'team-orders' });
  template.hasResourceProperties('AWS::RDS::DBCluster', {
    CopyTagsToSnapshot: true,
    Tags: Match.arrayWith([{ Key: 'goldenpath:owner', Value: 'team-orders' }]),
  });
  expect(rendered().db.owner).toBe('platform');
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
