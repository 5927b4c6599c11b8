import { App, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { bound, READS, WRITES } from './binding-fixture';
import { Access, Credentials, EventSourceKind } from '../../../src/binding/binding';
import { TableAttributes } from '../../../src/capabilities/table/attributes';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { ManagedTable as TerraformTable } from '../../../src/capabilities/table/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { ENV, stackOn } from '../../fixtures/stacks';
import { terraformStackOf } from '../../fixtures/terraform';

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
    [null as any, /attributes is null/],
    ['legacy' as any, /attributes is "legacy"/],
    [{ tableArn: arn, streamARN: arn } as any, /'streamARN' is not a name in attributes[^]*mean 'streamArn'/],
    [{ tableName: 7 } as any, /tableName is 7/],
  ])('%j is refused', (attributes, message) => {
    const stack = stackFor();
    const error = refusal(() => ManagedTable.fromTableAttributes(stack, 'Signups', attributes));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toMatch(message);
    expect(error.complaint.where).toBe('Legacy/Signups');
    expect(stack.node.tryFindChild('Signups')).toBeUndefined();
    const terraform = terraformStackOf();
    expect(refusal(() => TerraformTable.fromTableAttributes(terraform, 'Signups', attributes)).message).toMatch(
      message,
    );
    expect(terraform.node.tryFindChild('Signups')).toBeUndefined();
  });

  test('what is no table is refused', () => {
    const stack = stackFor();
    expect(refusal(() => ManagedTable.fromTable(stack, 'Signups', 'legacy' as any)).message).toMatch(
      /not a table of AWS CDK/,
    );
    expect(stack.node.tryFindChild('Signups')).toBeUndefined();
  });
});
