import { App, Aspects, CfnResource, IAspect, RemovalPolicies, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { IConstruct, IMixin } from 'constructs';
import { databaseIn, stackOf } from './fixture';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseDeployment, DatabaseSize, ManagedDatabaseProps } from '../../../src/capabilities/database/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';

function twoStacks() {
  const app = new App();
  const db = databaseIn(stackOf(EnvironmentTier.PRODUCTION, {}, app));
  const shop = new Stack(app, 'Shop');
  const vpc = ec2.Vpc.fromVpcAttributes(shop, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    availabilityZones: ['eu-west-1a'],
  });
  const group = new ec2.SecurityGroup(shop, 'Group', { vpc, allowAllOutbound: false });
  const role = new iam.Role(shop, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  return { app, db, shop, group, role };
}

describe('with plain L2s of another stack', () => {
  test('connections: both rules land in the stack of the one who connects', () => {
    const { db, shop, group } = twoStacks();
    group.connections.allowToDefaultPort(db);
    const template = Template.fromStack(shop);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 5433,
      ToPort: 5433,
      GroupId: Match.objectLike({ 'Fn::ImportValue': Match.stringLikeRegexp('SecurityGroup') }),
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Group'), 'GroupId'] },
    });
    expect(JSON.stringify(template.toJSON())).toContain('SecurityGroupEgress');
    Template.fromStack(Stack.of(db)).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('grants, the key of the secret included, without a cycle', () => {
    const { app, db, shop, group, role } = twoStacks();
    const grant = db.secret.grantRead(role);
    db.grantConnect(role, 'orders');
    group.connections.allowToDefaultPort(db);
    expect(grant.success).toBe(true);
    app.synth();
    Template.fromStack(shop).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
            Resource: { 'Fn::ImportValue': Match.stringLikeRegexp('MasterUserSecret') },
          }),
          Match.objectLike({
            Action: 'kms:Decrypt',
            Resource: { 'Fn::ImportValue': Match.stringLikeRegexp('Key') },
            Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } },
          }),
          Match.objectLike({ Action: 'rds-db:connect' }),
        ]),
      },
    });
    expect(Stack.of(db).dependencies).toEqual([]);
  });

  test('a grant to write can encrypt', () => {
    const { db, shop, role } = twoStacks();
    db.secret.grantWrite(role);
    Template.fromStack(shop).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] })]),
      },
    });
  });

  test('the secret can be referenced', () => {
    const { db, shop } = twoStacks();
    new CfnResource(shop, 'Thing', {
      type: 'Custom::Thing',
      properties: { User: db.secret.secretValueFromJson('username').unsafeUnwrap(), Name: db.secret.secretArn },
    });
    expect(JSON.stringify(Template.fromStack(shop).toJSON())).toContain('{{resolve:secretsmanager:');
  });
});

test('with plain L2s of the same stack', () => {
  const stack = stackOf();
  const db = databaseIn(stack);
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    availabilityZones: ['eu-west-1a'],
  });
  const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  db.connections.allowDefaultPortFrom(group);
  db.secret.grantRead(role);
  db.grantConnect(role, 'orders');
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: 5433,
    GroupId: { 'Fn::GetAtt': ['OrdersDbSecurityGroupFA439A23', 'GroupId'] },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt' })]) },
  });
});

describe('with what others apply to everything', () => {
  test('tags', () => {
    const stack = stackOf();
    databaseIn(stack);
    Tags.of(stack).add('cost-centre', '42');
    const template = Template.fromStack(stack);
    for (const type of [
      'AWS::RDS::DBCluster',
      'AWS::RDS::DBInstance',
      'AWS::KMS::Key',
      'AWS::EC2::SecurityGroup',
      'AWS::Logs::LogGroup',
    ]) {
      template.allResourcesProperties(type, { Tags: Match.arrayWith([{ Key: 'cost-centre', Value: '42' }]) });
    }
  });

  test('an Aspect that changes is obeyed, and seen', () => {
    const stack = stackOf();
    const db = databaseIn(stack);
    class LongerBackups implements IAspect {
      visit(node: IConstruct) {
        if (node instanceof rds.CfnDBCluster) node.backupRetentionPeriod = 30;
      }
    }
    Aspects.of(stack).add(new LongerBackups());
    Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBCluster', { BackupRetentionPeriod: 30 });
    expect(db.escapes).toEqual([
      { slot: 'cluster', kind: EscapeKind.UNRECORDED, properties: ['BackupRetentionPeriod'] },
    ]);
  });

  test('removal policies of the organisation', () => {
    const stack = stackOf();
    const db = databaseIn(stack);
    RemovalPolicies.of(stack).apply(RemovalPolicy.RETAIN);
    Template.fromStack(stack).hasResource('AWS::RDS::DBCluster', { DeletionPolicy: 'Retain' });
    expect(db.escapes.filter(({ kind }) => kind === EscapeKind.UNRECORDED)).toEqual([]);
  });
});

describe('the escape hatch', () => {
  test('a patch reaches any slot', () => {
    const stack = stackOf();
    const db = databaseIn(stack);
    db.escape('cluster', Patch.property('PreferredMaintenanceWindow', 'sun:03:00-sun:04:00'), {
      reason: 'the batch runs on Mondays',
    });
    db.escape(
      'clusterParameterGroup',
      Patch.property('Parameters', { 'rds.force_ssl': '1', shared_preload_libraries: 'pg_cron' }),
      { reason: 'we use pg_cron' },
    );
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::RDS::DBCluster', { PreferredMaintenanceWindow: 'sun:03:00-sun:04:00' });
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: { shared_preload_libraries: 'pg_cron' },
    });
    expect(db.escapes).toHaveLength(2);
  });

  test('so does a mixin', () => {
    class Backtrack implements IMixin {
      supports(construct: IConstruct): boolean {
        return construct instanceof rds.CfnDBCluster;
      }
      applyTo(construct: IConstruct): void {
        (construct as rds.CfnDBCluster).backtrackWindow = 3600;
      }
    }
    const db = databaseIn(stackOf());
    db.escape('cluster', new Backtrack(), { reason: 'we rewind after load tests' });
    expect(() => db.escape('writer', new Backtrack(), { reason: 'no' })).toThrow(/does not support/);
    expect(db.resources.cluster!.backtrackWindow).toBe(3600);
  });

  test('a database that was made before keeps its logical id and its name', () => {
    const stack = stackOf();
    const db = databaseIn(stack);
    db.keepLogicalId('cluster', 'OldCluster1A2B3C4D');
    db.escape('cluster', Patch.property('DBClusterIdentifier', 'orders'), { reason: 'adopted' });
    Template.fromStack(stack).templateMatches({
      Resources: { OldCluster1A2B3C4D: { Type: 'AWS::RDS::DBCluster', Properties: { DBClusterIdentifier: 'orders' } } },
    });
  });

  test.each<[string, Partial<ManagedDatabaseProps>, string]>([
    ['cluster', {}, 'DBClusterIdentifier'],
    ['instance', { deployment: DatabaseDeployment.INSTANCE, size: DatabaseSize.SMALL }, 'DBInstanceIdentifier'],
  ])('the log groups of the %s have the name that an escape or an override gives it', (slot, props, property) => {
    const named = (name: (db: ManagedDatabase) => void) => {
      const db = databaseIn(stackOf(), props);
      name(db);
      const groups = Template.fromStack(Stack.of(db)).findResources('AWS::Logs::LogGroup');
      return { names: Object.values(groups).map(({ Properties }) => Properties.LogGroupName), escapes: db.escapes };
    };
    const legacy = `/aws/rds/${slot}/legacy/postgresql`;
    expect(named(() => {}).names).not.toContain(legacy);
    // RDS keeps names in small letters.
    const escaped = named(db => db.escape(slot, Patch.property(property, 'Legacy'), { reason: 'adopted' }));
    expect(escaped.names).toContain(legacy);
    expect(escaped.escapes.map(each => each.slot)).toEqual([slot]);
    expect(named(db => (db.resource(slot) as CfnResource).addPropertyOverride(property, 'legacy')).names).toContain(
      legacy,
    );
  });
});
