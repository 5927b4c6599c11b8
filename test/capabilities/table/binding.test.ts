import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { bound, READS, WRITES } from './binding-fixture';
import { BY_DAY, BY_EMAIL, tableIn } from './fixture';
import { Access, EventSourceKind } from '../../../src/binding/binding';
import { TableStream } from '../../../src/capabilities/table/props';
import { EnvironmentTier } from '../../../src/path/tier';
import { BindingError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { ENV, stackOn } from '../../fixtures/stacks';

const TABLE = { 'Fn::GetAtt': ['OrdersA9B65338', 'Arn'] };
const STREAM = { 'Fn::GetAtt': ['OrdersA9B65338', 'StreamArn'] };
const KEY = {
  actions: ['kms:Decrypt'],
  resources: [{ 'Fn::GetAtt': ['OrdersKey594A494E', 'Arn'] }],
  conditions: {
    StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
  },
};
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
