import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { databaseIn, stackOf } from './fixture';
import { rendered } from './rendered-fixture';
import { DatabaseDeployment, DatabaseEngine, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { EnvironmentTier } from '../../../src/path/tier';

const production = EnvironmentTier.PRODUCTION;
const instance = { deployment: DatabaseDeployment.INSTANCE };
const mysql = { engine: DatabaseEngine.mysql() };

describe('logs', () => {
  test('have a retention and the key, and stand before the database that writes to them', () => {
    const { db, template, idOf } = rendered(mysql);
    const groups = Object.values(template.findResources('AWS::Logs::LogGroup'));
    const names = groups.map(group => group.Properties.LogGroupName['Fn::Join'][1]);
    expect(names.map(([before, name, after]) => `${before}${name['Fn::Join'][1][0]}-*${after}`)).toEqual(
      ['audit', 'error', 'general', 'slowquery'].map(log => `/aws/rds/cluster/data-ordersdb-d76a242e-*/${log}`),
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
    const { template, db, idOf } = rendered(instance);
    const unique = {
      'Fn::Select': [1, { 'Fn::Split': ['-', { 'Fn::GetAtt': [idOf(db.resources.securityGroup), 'GroupId'] }] }],
    };
    const name = { 'Fn::Join': ['-', ['data-ordersdb-d76a242e', unique]] };
    template.hasResourceProperties('AWS::RDS::DBInstance', { DBInstanceIdentifier: name });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', ['/aws/rds/instance/', name, '/postgresql']] },
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
    const name = stack.resolve(databaseIn(stack, {}, id).resources.cluster!.dbClusterIdentifier!);
    // After it comes what is unique in the id of the security group.
    return name['Fn::Join'][1][0] as string;
  };

  test.each([
    ['OrdersDb', 'data-ordersdb'],
    ['orders_db--1', 'data-orders-db-1'],
    ['Ünïcode', 'data-n-code'],
  ])('%s reads %s, with a hash of where it stands', (id, name) => {
    expect(nameOf(id)).toMatch(new RegExp(`^${name}-[0-9a-f]{8}$`));
  });

  test('fits, whatever the path, and two long ones differ', () => {
    const long = 'OrdersDatabaseOfTheEuropeanSubsidiaryForTheNewShop';
    const names = [nameOf(`${long}A`), nameOf(`${long}B`)];
    expect(new Set(names).size).toBe(2);
    for (const name of [...names, nameOf('x'.repeat(200)), nameOf('1', 'S2')]) {
      expect(name).toMatch(/^[a-z](?:-?[a-z0-9]+)*$/);
      expect(`${name}-0a1b2c3d4e5f67890`.length).toBeLessThanOrEqual(63);
    }
  });

  test('stays: a change that would make another security group is refused', () => {
    const change = (apply: (group: CfnSecurityGroup) => void, settings = {}) => {
      const stack = stackOf(production, settings);
      apply(databaseIn(stack).resources.securityGroup);
      return () => Template.fromStack(stack);
    };
    const renamed = change(group => (group.groupName = 'data'));
    const described = change(group => group.addPropertyOverride('GroupDescription', 'other'));
    for (const synth of [renamed, described]) expect(synth).toThrow(/it would be replaced by an empty one/);
    expect(change(group => (group.groupName = 'data'), { defaults: { 'database.namedByStack': false } })).not.toThrow();
    expect(change(group => (group.securityGroupIngress = []))).not.toThrow();
  });
});

describe('the key', () => {
  test('stays, rotates, and is whole from the start', () => {
    const { template } = rendered();
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'RetainExceptOnCreate',
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
