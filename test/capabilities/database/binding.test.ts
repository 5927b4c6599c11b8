import { App, CfnOutput, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { databaseIn, stackOf, StubNetwork } from './fixture';
import { terraformStackOf } from './terraform-fixture';
import { Access, Binding, BindingRequest, Credentials } from '../../../src/binding/binding';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { IDatabase } from '../../../src/capabilities/database/existing';
import { DatabaseDeployment, DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase as TerraformDatabase } from '../../../src/capabilities/database/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { BindingError, InvalidInputError } from '../../../src/support/errors';

const secretly = { credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' };
const byToken = { ...secretly, credentials: Credentials.IAM_TOKEN };
const instance = { deployment: DatabaseDeployment.INSTANCE };

function bound(db: IDatabase, request: BindingRequest): Binding {
  return Stack.of(db).resolve(db.bind(request));
}

const ofCluster = (attribute: string) => ({ 'Fn::GetAtt': ['OrdersDb889E652A', attribute] });
const userOf = (id: object, user: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':rds-db:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':dbuser:',
      id,
      `/${user}`,
    ],
  ],
});

test('by secret: exactly this secret, and its key through Secrets Manager alone', () => {
  const db = databaseIn(stackOf());
  expect(bound(db, secretly)).toEqual({
    capability: 'database',
    resource: 'Data/OrdersDb',
    access: Access.READ_WRITE,
    environmentPrefix: 'ORDERS_DB',
    environment: {
      HOST: ofCluster('Endpoint.Address'),
      READER_HOST: ofCluster('ReadEndpoint.Address'),
      PORT: { 'Fn::GetAtt': ['OrdersDbWriterC1248573', 'Endpoint.Port'] },
      NAME: 'app',
      ENGINE: 'postgres',
      SECRET_ARN: ofCluster('MasterUserSecret.SecretArn'),
    },
    permissions: [
      {
        actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        resources: [ofCluster('MasterUserSecret.SecretArn')],
      },
      {
        actions: ['kms:Decrypt'],
        resources: [{ 'Fn::GetAtt': ['OrdersDbKeyFB78742B', 'Arn'] }],
        conditions: {
          StringEquals: {
            'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
          },
        },
      },
    ],
    secret: expect.objectContaining({
      arn: ofCluster('MasterUserSecret.SecretArn'),
      rotation: expect.stringContaining('week'),
    }),
    ports: [
      { securityGroupId: { 'Fn::GetAtt': ['OrdersDbSecurityGroupFA439A23', 'GroupId'] }, port: 5433, name: 'OrdersDb' },
    ],
  });
});

test('by token: one database user on this cluster, and no secret', () => {
  const binding = bound(databaseIn(stackOf()), { ...byToken, userName: 'orders' });
  expect(binding.environment).toMatchObject({ USER: 'orders' });
  expect(binding.environment).not.toHaveProperty('SECRET_ARN');
  expect(binding.permissions).toEqual([
    { actions: ['rds-db:connect'], resources: [userOf(ofCluster('DBClusterResourceId'), 'orders')] },
  ]);
});

test.each(['*', 'a/b', '', 'x'.repeat(64), 'app user'])(
  "a user '%s' would be somebody else, or everybody",
  userName => {
    expect(() => databaseIn(stackOf()).bind({ ...byToken, userName })).toThrow(InvalidInputError);
  },
);

describe('readers', () => {
  test('who only reads goes to a reader', () => {
    const { environment } = bound(databaseIn(stackOf()), { ...secretly, access: Access.READ });
    expect(environment.HOST).toEqual(ofCluster('ReadEndpoint.Address'));
    expect(environment).not.toHaveProperty('READER_HOST');
  });

  test('and to the writer where there is none', () => {
    const { environment } = bound(databaseIn(stackOf(), { multiAz: false }), { ...secretly, access: Access.READ });
    expect(environment.HOST).toEqual(ofCluster('Endpoint.Address'));
    expect(bound(databaseIn(stackOf(), { multiAz: false }), secretly).environment).not.toHaveProperty('READER_HOST');
  });

  test('who only reads logs in by token as well', () => {
    const reads = bound(databaseIn(stackOf()), { ...byToken, access: Access.READ });
    expect(reads.permissions[0].resources).toEqual([userOf(ofCluster('DBClusterResourceId'), 'app')]);
  });

  test('of an instance there are none: who reads goes to it', () => {
    const reads = bound(databaseIn(stackOf(), instance), { ...byToken, access: Access.READ });
    expect(reads.environment.HOST).toEqual(ofCluster('Endpoint.Address'));
    expect(reads.permissions[0].resources).toEqual([userOf(ofCluster('DbiResourceId'), 'app')]);
    expect(bound(databaseIn(stackOf(), instance), secretly).environment).not.toHaveProperty('READER_HOST');
  });
});

test.each([Access.CONSUME, Access.PUBLISH])('%s is refused', access => {
  expect(() => databaseIn(stackOf()).bind({ ...secretly, access })).toThrow(BindingError);
  expect(() => databaseIn(stackOf()).bind({ ...secretly, access })).toThrow(/Shop\/Orders uses Data\/OrdersDb/);
});

test('development has no key of its own, and gives no permission on one', () => {
  expect(bound(databaseIn(stackOf(EnvironmentTier.DEVELOPMENT)), secretly).permissions).toHaveLength(1);
});

test('binding changes nothing in the stack of the database', () => {
  const templateOf = (bind: boolean) => {
    const stack = stackOf();
    const db = databaseIn(stack);
    if (bind) [secretly, byToken, { ...secretly, access: Access.READ }].forEach(request => db.bind(request));
    return Template.fromStack(stack).toJSON();
  };
  expect(templateOf(true)).toEqual(templateOf(false));
});

test('in another stack the values arrive, and nothing points back', () => {
  const app = new App();
  const db = databaseIn(stackOf(undefined, {}, app));
  const shop = new Stack(app, 'Shop');
  const { environment, ports } = db.bind(secretly);
  Object.entries({ ...environment, GROUP: ports[0].securityGroupId }).forEach(
    ([name, value]) => new CfnOutput(shop, name.replace('_', ''), { value }),
  );
  app.synth();
  expect(shop.dependencies.map(({ stackName }) => stackName)).toEqual(['Data']);
  expect(db.node.scope && Stack.of(db).dependencies).toEqual([]);
});

describe('an existing database', () => {
  const attributes = {
    endpoint: 'orders.cluster-abc.eu-west-1.rds.amazonaws.com',
    port: 5432,
    securityGroupId: 'sg-0123456789abcdef0',
    databaseName: 'orders',
    secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf',
    kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b',
    resourceId: 'cluster-ABC123',
    readerEndpoint: 'orders.cluster-ro-abc.eu-west-1.rds.amazonaws.com',
  };
  const existing = (more: object = {}) =>
    ManagedDatabase.fromDatabaseAttributes(new Stack(new App(), 'Legacy'), 'OrdersDb', { ...attributes, ...more });

  test('gives what a managed one gives', () => {
    const binding = bound(existing({ engine: DatabaseEngine.mysql() }), secretly);
    expect(binding.environment).toEqual({
      HOST: attributes.endpoint,
      READER_HOST: attributes.readerEndpoint,
      PORT: '5432',
      NAME: 'orders',
      ENGINE: 'mysql',
      SECRET_ARN: attributes.secretArn,
    });
    expect(binding.permissions.map(({ resources }) => resources)).toEqual([
      [attributes.secretArn],
      [attributes.kmsKeyArn],
    ]);
    expect(binding.ports).toEqual([{ securityGroupId: attributes.securityGroupId, port: 5432, name: 'OrdersDb' }]);
    expect(bound(existing(), { ...byToken, access: Access.READ })).toMatchObject({
      environment: { HOST: attributes.readerEndpoint, USER: 'app' },
      permissions: [{ resources: [userOf('cluster-ABC123' as any, 'app')].map(joined) }],
    });
  });

  test('makes no resources', () => {
    const db = existing();
    void db.connections;
    expect(Template.fromStack(Stack.of(db)).toJSON().Resources).toBeUndefined();
  });

  test('what it was not told it cannot give', () => {
    expect(() => existing({ secretArn: undefined }).bind(secretly)).toThrow(BindingError);
    expect(() => existing({ resourceId: undefined }).bind(byToken)).toThrow(/Give resourceId/);
  });

  test.each<[object, RegExp]>([
    [{ endpoint: 'host:5432' }, /without a port/],
    [{ endpoint: undefined }, /endpoint is missing/],
    [{ readerEndpoint: 'host:5432' }, /readerEndpoint is 'host:5432'/],
    [{ port: '5432' }, /port is "5432"[^]*Give a number/],
    [{ securityGroupId: undefined }, /securityGroupId is missing/],
    [{ engine: 'mysql' }, /engine is not a DatabaseEngine/],
    [{ secretARN: 'orders' }, /'secretARN' is not a name in attributes[^]*mean 'secretArn'/],
    [{ port: 0 }, /1 to 65535/],
    [{ securityGroupId: 'default' }, /begins with sg-/],
    [{ databaseName: '' }, /databaseName is empty/],
    [{ secretArn: 'orders' }, /complete ARN/],
    [{ kmsKeyArn: 'alias/orders' }, /not of an alias/],
    [{ resourceId: 'orders' }, /cluster-ABC123/],
    [{ secretArn: undefined, resourceId: undefined }, /at least one/],
  ])('%j is refused on both engines', (wrong, message) => {
    const [stack, terraform] = [new Stack(new App(), 'Legacy'), terraformStackOf()];
    for (const make of [
      () => ManagedDatabase.fromDatabaseAttributes(stack, 'OrdersDb', { ...attributes, ...wrong }),
      () => TerraformDatabase.fromDatabaseAttributes(terraform, 'OrdersDb', { ...attributes, ...wrong }),
    ]) {
      expect(make).toThrow(message);
      expect(make).toThrow(InvalidInputError);
    }
    for (const each of [stack, terraform]) expect(each.node.tryFindChild('OrdersDb')).toBeUndefined();
  });

  test.each([null, undefined, 'orders'])('%j for attributes is refused', wrong => {
    const stack = new Stack(new App(), 'Legacy');
    expect(() => ManagedDatabase.fromDatabaseAttributes(stack, 'OrdersDb', wrong as any)).toThrow(/attributes is/);
    expect(stack.node.children).toHaveLength(0);
  });

  test('null is nothing said, as in other languages', () => {
    const nothing = { kmsKeyArn: null, resourceId: null, readerEndpoint: null, engine: null };
    expect(bound(existing(nothing), secretly).environment).not.toHaveProperty('READER_HOST');
    expect(() => existing({ secretArn: null })).not.toThrow();
  });

  test('tokens are let through', () => {
    const token = Token.asString({ Ref: 'Parameter' });
    expect(() =>
      existing({
        endpoint: token,
        securityGroupId: token,
        secretArn: token,
        kmsKeyArn: token,
        resourceId: token,
        port: Token.asNumber({ Ref: 'Port' }),
      }),
    ).not.toThrow();
  });
});

/** Neighbouring texts of a join come out as one. */
function joined(value: any): any {
  const parts: any[] = [];
  for (const part of value['Fn::Join'][1]) {
    if (typeof part === 'string' && typeof parts[parts.length - 1] === 'string') parts.push(parts.pop() + part);
    else parts.push(part);
  }
  return { 'Fn::Join': ['', parts] };
}

test('the default network is that of the path', () => {
  const stack = stackOf();
  const network = new StubNetwork(stack, 'Network');
  const other = stackOf(undefined, { network }, new App(), 'Other');
  const db = new ManagedDatabase(other, 'OrdersDb', { engine: DatabaseEngine.postgres() });
  expect(db.resources.subnetGroup.subnetIds).toEqual(network.isolatedSubnetIds);
});
