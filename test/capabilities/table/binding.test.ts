import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { BY_DAY, BY_EMAIL, tableIn } from './fixture';
import { TableAttributes } from '../../../src/capabilities/table/attributes';
import { ITable, ManagedTable } from '../../../src/capabilities/table/aws';
import { TableStream } from '../../../src/capabilities/table/props';
import { Access, Binding, Credentials, EventSourceKind } from '../../../src/binding/binding';
import { BindingError, InvalidInputError } from '../../../src/support/errors';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { ENV, stackOn } from '../../fixtures/stacks';

function bound(table: ITable, access?: Access): Binding {
  return Stack.of(table).resolve(
    table.bind({ access, credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Signup' }),
  );
}

const TABLE = { 'Fn::GetAtt': ['OrdersA9B65338', 'Arn'] };
const STREAM = { 'Fn::GetAtt': ['OrdersA9B65338', 'StreamArn'] };
const KEY = {
  actions: ['kms:Decrypt'],
  resources: [{ 'Fn::GetAtt': ['OrdersKey594A494E', 'Arn'] }],
  conditions: {
    StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
  },
};
const READS = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
];
const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:DescribeTable',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];
const BOTH = [...new Set([...READS, ...WRITES])].sort();
const index = (name: string) => ({ 'Fn::Join': ['', [TABLE, `/index/${name}`]] });

describe('exactly what is needed, on exactly this table', () => {
  test.each([
    [Access.READ, READS],
    [Access.WRITE, WRITES],
    [Access.READ_WRITE, BOTH],
    [undefined, BOTH],
  ])('%s', (access, actions) => {
    expect(bound(tableIn(stackOn()), access)).toEqual({
      capability: 'table',
      resource: 'Shop/Orders',
      access: access ?? Access.READ_WRITE,
      environmentPrefix: 'ORDERS',
      environment: { NAME: { Ref: 'OrdersA9B65338' } },
      permissions: [{ actions, resources: [TABLE] }, KEY],
      ports: [],
    });
  });

  test('consume: its stream, which is on for everybody', () => {
    expect(bound(tableIn(stackOn(), { indexes: [BY_EMAIL] }), Access.CONSUME)).toEqual({
      capability: 'table',
      resource: 'Shop/Orders',
      access: Access.CONSUME,
      environmentPrefix: 'ORDERS',
      environment: { NAME: { Ref: 'OrdersA9B65338' } },
      permissions: [
        {
          actions: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          resources: [STREAM],
        },
        KEY,
      ],
      ports: [],
      events: { kind: EventSourceKind.STREAM, arn: STREAM, name: { Ref: 'OrdersA9B65338' } },
    });
  });

  test('each index is named, for who reads; nobody writes to one', () => {
    const table = tableIn(stackOn(), { indexes: [BY_EMAIL, BY_DAY] });
    const onIndexes = { actions: ['dynamodb:Query', 'dynamodb:Scan'], resources: [index('byEmail'), index('by-day')] };
    expect(bound(table, Access.READ).permissions).toEqual([{ actions: READS, resources: [TABLE] }, onIndexes, KEY]);
    expect(bound(table).permissions).toEqual([{ actions: BOTH, resources: [TABLE] }, onIndexes, KEY]);
    expect(bound(table, Access.WRITE).permissions).toEqual([{ actions: WRITES, resources: [TABLE] }, KEY]);
  });

  test('development has no key of its own, and gives no permission on one', () => {
    expect(bound(tableIn(stackOn(EnvironmentTier.DEVELOPMENT)), Access.READ).permissions).toEqual([
      { actions: READS, resources: [TABLE] },
    ]);
  });
});

describe('what cannot be is refused, with what to do', () => {
  test('publish', () => {
    const error = refusal(() => bound(tableIn(stackOn()), Access.PUBLISH));
    expect(error).toBeInstanceOf(BindingError);
    expect(error.message).toMatch(
      /no messages to publish[^]*Shop\/Signup uses Shop\/Orders[^]*Access.CONSUME for its stream[^]*guides\/table.md/,
    );
  });

  test('consume, where there is no stream', () => {
    const error = refusal(() => bound(tableIn(stackOn(), { stream: TableStream.NONE }), Access.CONSUME));
    expect(error).toBeInstanceOf(BindingError);
    expect(error.message).toMatch(/has no stream[^]*Leave stream out/);
  });
});

describe('a service of another stack', () => {
  function scene(access: Access) {
    const app = new App();
    const data = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Data', { env: ENV });
    const table = tableIn(data, { indexes: [BY_EMAIL] });
    const shop = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Shop', { env: ENV });
    const service = serviceIn(shop, {}, 'Signup').uses(table, access);
    app.synth();
    return { data, shop, table, service, template: Template.fromStack(shop) };
  }

  test.each([Access.READ, Access.WRITE, Access.READ_WRITE, Access.CONSUME])(
    '%s: all of it stands with the consumer, and no resource is a wildcard',
    access => {
      const { data, shop, template } = scene(access);
      const statements = Object.values(template.findResources('AWS::IAM::RolePolicy'))
        .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
        .filter(({ Action }) => /dynamodb:|kms:/.test(JSON.stringify(Action)));
      expect(statements.length).toBeGreaterThan(1);
      expect(JSON.stringify(statements.map(({ Resource }) => Resource))).not.toContain('*');
      expect(JSON.stringify(template.findResources('AWS::ECS::TaskDefinition'))).toContain('ORDERS_NAME');
      expect(data.dependencies).toEqual([]);
      expect(shop.dependencies).toEqual([data]);
    },
  );

  test('nothing changes in the stack of the table but what it exports', () => {
    const { data, table } = scene(Access.READ_WRITE);
    const alone = stackOn(EnvironmentTier.PRODUCTION, {}, new App(), 'Data', { env: ENV });
    tableIn(alone, { indexes: [BY_EMAIL] });
    expect(Template.fromStack(data).toJSON().Resources).toEqual(Template.fromStack(alone).toJSON().Resources);
    expect(table.escapes).toEqual([]);
  });
});

describe('an existing table', () => {
  const arn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/legacy';
  const stackFor = () => new Stack(new App(), 'Legacy', { env: ENV });
  const keyed = (keyArn: string) => ({
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' } },
  });

  test('by its ARN', () => {
    const table = ManagedTable.fromTableArn(stackFor(), 'Signups', arn);
    expect(table.tableName).toBe('legacy');
    expect(bound(table, Access.READ)).toMatchObject({
      resource: 'Legacy/Signups',
      environmentPrefix: 'SIGNUPS',
      environment: { NAME: 'legacy' },
      permissions: [{ actions: READS, resources: [arn] }],
    });
    expect(refusal(() => bound(table, Access.CONSUME)).message).toMatch(
      /not known[^]*streamArn to fromTableAttributes/,
    );
  });

  test('by its name', () => {
    const stack = stackFor();
    const table = ManagedTable.fromTableName(stack, 'Signups', 'legacy');
    expect(stack.resolve(table.tableArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':dynamodb:eu-west-1:123456789012:table/legacy']],
    });
    expect(bound(table).environment).toEqual({ NAME: 'legacy' });
  });

  test('by all that is known of it', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b';
    const streamArn = `${arn}/stream/2026-11-01T00:00:00.000`;
    const table = ManagedTable.fromTableAttributes(stackFor(), 'Signups', {
      tableArn: arn,
      keyArn,
      streamArn,
      globalIndexes: ['byEmail'],
    });
    expect(bound(table, Access.READ).permissions).toEqual([
      { actions: READS, resources: [arn] },
      { actions: ['dynamodb:Query', 'dynamodb:Scan'], resources: [`${arn}/index/byEmail`] },
      keyed(keyArn),
    ]);
    expect(bound(table, Access.CONSUME)).toMatchObject({
      permissions: [{ resources: [streamArn] }, keyed(keyArn)],
      events: { kind: EventSourceKind.STREAM, arn: streamArn, name: 'legacy' },
    });
    expect(table.table.encryptionKey!.keyArn).toBe(keyArn);
  });

  test('by an L2: its key is its key, and an index that it gets later counts', () => {
    const stack = stackFor();
    const key = new kms.Key(stack, 'Key');
    const l2 = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      encryptionKey: key,
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    const table = ManagedTable.fromTable(stack, 'Signups', l2);
    expect(table.table).toBe(l2);
    const [tableArn, keyArn, streamArn] = [l2.tableArn, key.keyArn, l2.tableStreamArn!].map(each =>
      stack.resolve(each),
    );
    const request = { access: Access.READ, credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Signup' };
    const before = table.bind(request);
    expect(stack.resolve(before.permissions)).toEqual([{ actions: READS, resources: [tableArn] }, keyed(keyArn)]);
    l2.addGlobalSecondaryIndex({
      indexName: 'byEmail',
      partitionKey: { name: 'email', type: dynamodb.AttributeType.STRING },
    });
    expect(stack.resolve(before.permissions)[0]).toEqual({
      actions: READS,
      resources: [tableArn, { 'Fn::Join': ['', [tableArn, '/index/*']] }],
    });
    expect(bound(table, Access.CONSUME).permissions[0].resources).toEqual([streamArn]);
  });

  test('by an L2 of the second kind', () => {
    const stack = stackFor();
    const l2 = new dynamodb.TableV2(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    const table = ManagedTable.fromTable(stack, 'Signups', l2);
    expect(bound(table, Access.WRITE).permissions).toEqual([
      { actions: WRITES, resources: [stack.resolve(l2.tableArn)] },
    ]);
    expect(bound(table, Access.CONSUME).events!.arn).toEqual(stack.resolve(l2.tableStreamArn));
  });

  test('makes no resources, and a service uses it like any other', () => {
    const stack = stackFor();
    const table = ManagedTable.fromTableName(stack, 'Signups', 'legacy');
    void table.table;
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
    const shop = stackOn(EnvironmentTier.PRODUCTION, {}, new App(), 'Shop', { env: ENV });
    serviceIn(shop, {}, 'Orders').uses(ManagedTable.fromTableName(shop, 'Signups', 'legacy'), Access.READ);
    expect(JSON.stringify(Template.fromStack(shop).findResources('AWS::IAM::RolePolicy'))).toContain(':table/legacy');
  });

  test('an L2 without indexes gives a service the table alone', () => {
    const shop = stackOn(EnvironmentTier.PRODUCTION, {}, new App(), 'Shop', { env: ENV });
    const l2 = new dynamodb.Table(shop, 'Plain', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    serviceIn(shop, {}, 'Orders').uses(ManagedTable.fromTable(shop, 'Signups', l2), Access.READ);
    const statements = Object.values(Template.fromStack(shop).findResources('AWS::IAM::RolePolicy')).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    expect(statements.find(({ Action }) => Action.includes('dynamodb:GetItem')).Resource).toEqual(
      shop.resolve(l2.tableArn),
    );
  });

  test('tokens are let through', () => {
    const stack = stackFor();
    const token = (name: string) => Token.asString({ Ref: name });
    const table = ManagedTable.fromTableAttributes(stack, 'Signups', {
      tableArn: token('Table'),
      streamArn: token('Stream'),
      keyArn: token('Key'),
    });
    expect(bound(table, Access.CONSUME).permissions[0].resources).toEqual([{ Ref: 'Stream' }]);
  });

  test.each<[TableAttributes, RegExp]>([
    [{}, /Neither a tableName nor a tableArn/],
    [{ tableName: 'legacy', tableArn: arn }, /Both a tableName and a tableArn/],
    [{ tableName: 'a b' }, /tableName is "a b"/],
    [{ tableName: '*' }, /tableName is "\*"/],
    [{ tableArn: 'legacy' }, /tableArn is "legacy"/],
    [{ tableArn: `${arn}/index/byEmail` }, /tableArn is/],
    [{ tableArn: arn, streamArn: arn }, /streamArn is[^]*LatestStreamArn/],
    [{ tableArn: arn, keyArn: 'alias/legacy' }, /not of an alias/],
    [{ tableArn: arn, globalIndexes: ['*'] }, /no wildcard/],
    [{ tableArn: arn, globalIndexes: 'byEmail' as any }, /globalIndexes is "byEmail"/],
    [null as any, /The attributes are null/],
  ])('%j is refused', (attributes, message) => {
    const error = refusal(() => ManagedTable.fromTableAttributes(stackFor(), 'Signups', attributes));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Legacy/Signups');
  });

  test('what is no table is refused', () => {
    expect(refusal(() => ManagedTable.fromTable(stackFor(), 'Signups', 'legacy' as any)).message).toMatch(
      /not a table of AWS CDK/,
    );
  });
});
