import { App, Aspects, IAspect, RemovalPolicies, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { IConstruct, IMixin } from 'constructs';
import { BY_EMAIL, tableIn } from './fixture';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { TableStream } from '../../../src/capabilities/table/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { expectSlotsComplete } from '../../fixtures/slots';
import { ENV, stackOn } from '../../fixtures/stacks';

/** A table, and a plain Lambda function in the same stack or in another one. */
function scene(apart: boolean, props: object = {}) {
  const app = new App();
  const data = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Data', { env: ENV });
  const table = tableIn(data, { indexes: [BY_EMAIL], ...props });
  const stack = apart ? new Stack(app, 'Shop', { env: ENV }) : data;
  const fn = new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {}'),
  });
  return { app, data, stack, table, fn };
}

/** The statements of all policies of a stack's roles. */
function statementsIn(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
}

/** What a stack says of a resource of the data stack: by name there, imported elsewhere. */
const of = (apart: boolean, name: string, attribute: string) =>
  apart
    ? { 'Fn::ImportValue': expect.stringMatching(new RegExp(`${name}.*${attribute}`)) }
    : { 'Fn::GetAtt': [expect.stringMatching(name), attribute] };

describe.each([
  ['the same stack', false],
  ['another stack', true],
] as const)('with plain L2s of %s', (_, apart) => {
  test('grants land, those on the key and on the indexes included, and nothing points back', () => {
    const { app, data, stack, table, fn } = scene(apart);
    expect([table.table.grantReadData(fn), table.table.grantWriteData(fn)].map(({ success }) => success)).toEqual([
      true,
      true,
    ]);
    app.synth();
    const statements = statementsIn(stack);
    const onTable = statements.filter(({ Action }) =>
      [Action].flat().some((action: string) => action.startsWith('dynamodb:')),
    );
    expect(onTable.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem']),
    );
    for (const { Resource } of onTable) {
      expect(Resource).toEqual([
        of(apart, 'Orders', 'Arn'),
        { 'Fn::Join': ['', [of(apart, 'Orders', 'Arn'), '/index/*']] },
      ]);
    }
    const onKey = statements.filter(({ Action }) => [Action].flat().includes('kms:Decrypt'));
    expect(onKey.length).toBeGreaterThan(0);
    for (const { Resource } of onKey) expect(Resource).toEqual(of(apart, 'OrdersKey', 'Arn'));
    expect(data.dependencies).toEqual([]);
    expect(Template.fromStack(data).findResources('AWS::DynamoDB::Table')).not.toHaveProperty(
      'OrdersA9B65338.Properties.ResourcePolicy',
    );
  });

  test('a plain Lambda function reads the stream', () => {
    const { app, stack, table, fn } = scene(apart);
    fn.addEventSource(new DynamoEventSource(table.table, { startingPosition: lambda.StartingPosition.LATEST }));
    app.synth();
    const template = Template.fromStack(stack);
    const [
      {
        Properties: { EventSourceArn },
      },
    ] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
    expect(EventSourceArn).toEqual(of(apart, 'Orders', 'StreamArn'));
    const statements = statementsIn(stack);
    expect(statements.find(({ Action }) => [Action].flat().includes('dynamodb:GetRecords')).Resource).toEqual(
      of(apart, 'Orders', 'StreamArn'),
    );
    expect(statements.find(({ Action }) => [Action].flat().includes('kms:Decrypt')).Resource).toEqual(
      of(apart, 'OrdersKey', 'Arn'),
    );
  });

  test('metrics know the table', () => {
    const { app, stack, table } = scene(apart);
    new cloudwatch.Alarm(stack, 'Busy', {
      metric: table.metricConsumedReadCapacityUnits(),
      threshold: 1000,
      evaluationPeriods: 1,
    });
    new cloudwatch.Alarm(stack, 'BusyWriting', {
      metric: table.metricConsumedWriteCapacityUnits(),
      threshold: 1000,
      evaluationPeriods: 1,
    });
    app.synth();
    const name = apart
      ? { 'Fn::ImportValue': Match.stringLikeRegexp('Orders') }
      : { Ref: Match.stringLikeRegexp('Orders') };
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ConsumedReadCapacityUnits',
      Dimensions: [{ Name: 'TableName', Value: name }],
    });
  });
});

test('who has no identity policy here gets a statement in the policy of the table', () => {
  const { app, data, table } = scene(false);
  table.table.grantReadData(new iam.AccountPrincipal('210987654321'));
  table.table.grantWriteData(new iam.AccountPrincipal('310987654321'));
  app.synth();
  const template = Template.fromStack(data);
  const root = (account: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]],
  });
  const [
    [
      {
        Properties: { ResourcePolicy },
      },
    ],
    [
      {
        Properties: { KeyPolicy },
      },
    ],
  ] = [template.findResources('AWS::DynamoDB::Table'), template.findResources('AWS::KMS::Key')].map(found =>
    Object.values(found),
  );
  const statements = (policy: any, action: string) =>
    policy.Statement.filter(({ Action, Effect }: any) => Effect === 'Allow' && Action.includes(action)).map(
      ({ Principal }: any) => Principal.AWS,
    );
  expect(statements(ResourcePolicy.PolicyDocument, 'dynamodb:GetItem')).toEqual([root('210987654321')]);
  expect(statements(ResourcePolicy.PolicyDocument, 'dynamodb:PutItem')).toEqual([root('310987654321')]);
  expect(statements(KeyPolicy, 'kms:Decrypt')).toEqual(
    expect.arrayContaining([root('210987654321'), root('310987654321')]),
  );
  expect(KeyPolicy.Statement.map(({ Sid }: any) => Sid)).toEqual(
    expect.arrayContaining(['AdministrationByIam', 'UseByIamThroughServices', 'GrantsByServicesOnly']),
  );
  expect(table.escapes).toEqual([]);
});

test('a view adds no resource, and is made once', () => {
  const { table } = scene(false);
  expect(table.table).toBe(table.table);
  expect(table.key).toBe(table.key);
  expect(table.table.encryptionKey).toBe(table.key);
  expectSlotsComplete(table);
});

test('without a stream there is none to read, and CDK says so', () => {
  const { table, fn } = scene(false, { stream: TableStream.NONE });
  expect([table.streamArn, table.table.tableStreamArn]).toEqual([undefined, undefined]);
  expect(() =>
    fn.addEventSource(new DynamoEventSource(table.table, { startingPosition: lambda.StartingPosition.LATEST })),
  ).toThrow(/[Ss]tream/);
});

test('development has no key of its own', () => {
  const table = tableIn(stackOn(EnvironmentTier.DEVELOPMENT));
  expect([table.key, table.table.encryptionKey]).toEqual([undefined, undefined]);
});

describe('with what others apply to everything', () => {
  test('tags', () => {
    const stack = stackOn();
    tableIn(stack);
    Tags.of(stack).add('cost-centre', '42');
    for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::CloudWatch::Alarm']) {
      Template.fromStack(stack).allResourcesProperties(type, {
        Tags: Match.arrayWith([
          { Key: 'cost-centre', Value: '42' },
          { Key: 'goldenpath:owner', Value: 'platform' },
        ]),
      });
    }
  });

  test('an Aspect that changes is obeyed, and seen', () => {
    const stack = stackOn();
    const table = tableIn(stack);
    class Unprotected implements IAspect {
      visit(node: IConstruct) {
        if (node instanceof dynamodb.CfnTable) node.deletionProtectionEnabled = false;
      }
    }
    Aspects.of(stack).add(new Unprotected());
    Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
    expect(table.escapes).toEqual([
      { slot: 'table', kind: EscapeKind.UNRECORDED, properties: ['DeletionProtectionEnabled'] },
    ]);
  });

  test('removal policies of the organisation', () => {
    const stack = stackOn(EnvironmentTier.DEVELOPMENT);
    const table = tableIn(stack);
    RemovalPolicies.of(stack).apply(RemovalPolicy.RETAIN);
    Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
    expect(table.escapes.filter(({ kind }) => kind === EscapeKind.UNRECORDED)).toEqual([]);
  });
});

describe('the escape hatch', () => {
  const because = { reason: 'told by a test' };

  test('a patch reaches any slot, and into lists', () => {
    const stack = stackOn();
    const table = tableIn(stack, { indexes: [BY_EMAIL] });
    table.escape('table', Patch.property('TableName', 'orders'), because);
    table.escape(
      'table',
      Patch.property('GlobalSecondaryIndexes[IndexName=byEmail].OnDemandThroughput.MaxWriteRequestUnits', 10),
      because,
    );
    table.escape('throttleAlarm', Patch.property('Threshold', 99), because);
    Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'orders',
      GlobalSecondaryIndexes: [
        { IndexName: 'byEmail', OnDemandThroughput: { MaxReadRequestUnits: 12_000, MaxWriteRequestUnits: 10 } },
      ],
    });
    expect(table.escapes).toHaveLength(3);
    expect(() => table.escape('tabel', Patch.property('TableName', 'x'), because)).toThrow(/Did you mean 'table'/);
  });

  test('so does a mixin', () => {
    class Warm implements IMixin {
      supports(construct: IConstruct): boolean {
        return construct instanceof dynamodb.CfnTable;
      }
      applyTo(construct: IConstruct): void {
        (construct as dynamodb.CfnTable).warmThroughput = { readUnitsPerSecond: 20_000 };
      }
    }
    const table = tableIn(stackOn());
    table.escape('table', new Warm(), because);
    expect(() => table.escape('key', new Warm(), because)).toThrow(/does not support/);
  });

  test('a table that was made before keeps its logical id', () => {
    const stack = stackOn();
    tableIn(stack).keepLogicalId('table', 'OldTable1A2B3C4D');
    Template.fromStack(stack).templateMatches({ Resources: { OldTable1A2B3C4D: { Type: 'AWS::DynamoDB::Table' } } });
  });

  test('an L2 of the same id has the same logical id: it can be adopted in place', () => {
    const plain = new Stack();
    const l2 = new dynamodb.Table(plain, 'Orders', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    });
    const stack = stackOn();
    const table: ManagedTable = tableIn(stack);
    expect(stack.resolve(table.resources.table.logicalId)).toBe(
      plain.resolve((l2.node.defaultChild as dynamodb.CfnTable).logicalId),
    );
    expect(table.resources.table.tableName).toBeUndefined();
  });
});
