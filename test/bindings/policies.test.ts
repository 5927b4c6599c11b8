import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Used } from './grants';
import { Consumer, Engine, Seen, toTheLetter } from './letter';
import { linesOf, namesIn, text } from './words';
import { CapabilityConstruct } from '../../src/engines/aws/capability-construct';
import { ManagedBucket } from '../../src/capabilities/bucket/aws';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { DatabaseDeployment, DatabaseEngine } from '../../src/capabilities/database/props';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedSecret } from '../../src/capabilities/secret/aws';
import { GoldenPathService } from '../../src/capabilities/service/aws';
import { Exposure } from '../../src/capabilities/service/props';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { TableKey, TableStream } from '../../src/capabilities/table/props';
import { Access, Credentials } from '../../src/binding/binding';
import { EnvironmentTier } from '../../src/path/tier';
import { functionIn } from '../capabilities/function/fixture';
import { workerIn } from '../capabilities/worker/fixture';
import { serviceIn, SHARED_LISTENER } from '../fixtures/services';
import { stackOn } from '../fixtures/stacks';

const { DEVELOPMENT, PRODUCTION } = EnvironmentTier;
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c';

const engine: Engine<Stack> = {
  consumers: {
    service: (stack, id) => serviceIn(stack, {}, id),
    worker: (stack, id) => workerIn(stack, {}, id),
    function: (stack, id) => functionIn(stack, {}, id),
  },
  stackOn: ({ tier }) => stackOn(tier),
  look,
  ownGroup: '${own.securityGroup.GroupId}',
  slotsOfNetwork: ['securityGroup'],
};

const templates = new WeakMap<Stack, any>();

function look(stack: Stack, consumer: Consumer): Seen {
  if (!templates.has(stack)) templates.set(stack, Template.fromStack(stack).toJSON().Resources);
  const resources = templates.get(stack);
  const names = namesIn(stack, consumer as any);
  const said = (value: any) => text(value, names);
  const slots = consumer.slots.map(
    slot =>
      [slot, resources[stack.resolve((consumer as any as CapabilityConstruct).resource(slot).logicalId)]] as const,
  );
  const ofType = (type: string) =>
    slots.filter(([, { Type }]) => Type === type).map(([slot, { Properties }]) => [slot, Properties] as const);
  const [taskDefinition] = ofType('AWS::ECS::TaskDefinition');
  const [fn] = ofType('AWS::Lambda::Function');
  const variables = taskDefinition
    ? taskDefinition[1].ContainerDefinitions[0].Environment.map(({ Name, Value }: any) => [Name, said(Value)])
    : Object.entries(fn[1].Environment.Variables).map(([name, value]) => [name, said(value)]);
  const rules = [
    ...ofType('AWS::EC2::SecurityGroupIngress').map(([slot, rule]) => [
      slot,
      `${rule.IpProtocol} ${rule.FromPort} into ${said(rule.GroupId)} from ${said(rule.SourceSecurityGroupId)}`,
    ]),
    ...ofType('AWS::EC2::SecurityGroupEgress').map(([slot, rule]) => [
      slot,
      `${rule.IpProtocol} ${rule.FromPort} out of ${said(rule.GroupId)} to ${said(rule.DestinationSecurityGroupId)}`,
    ]),
  ];
  return {
    permissions: ofType('AWS::IAM::RolePolicy')
      .flatMap(([slot, { PolicyDocument }]) => linesOf(PolicyDocument.Statement, said).map(line => `${slot}: ${line}`))
      .sort(),
    variables: Object.fromEntries(variables),
    rules: Object.fromEntries(rules),
  };
}

const databaseOn = (tier: EnvironmentTier): Used<Stack>[] => {
  const made = {
    capability: 'database',
    tier,
    make: (stack: Stack) =>
      new ManagedDatabase(stack, 'Used', { engine: DatabaseEngine.postgres(), databaseName: 'shop' }),
  };
  const readers = tier === PRODUCTION;
  const written = {
    HOST: '${used.cluster.Endpoint.Address}',
    ...(readers ? { READER_HOST: '${used.cluster.ReadEndpoint.Address}' } : {}),
    PORT: '${used.writer.Endpoint.Port}',
    NAME: 'shop',
    ENGINE: 'postgres',
  };
  const { READER_HOST: _, ...read } = {
    ...written,
    READER_HOST: '',
    ...(readers ? { HOST: '${used.cluster.ReadEndpoint.Address}' } : {}),
  };
  const port = { group: '${used.securityGroup.GroupId}', port: 5433 };
  const secret = { SECRET_ARN: '${used.cluster.MasterUserSecret.SecretArn}' };
  const user = (name: string) => [
    'arn:${partition}:rds-db:${region}:${account}:dbuser:${used.cluster.DBClusterResourceId}/' + name,
  ];
  return [
    {
      ...made,
      what: 'database, by its secret',
      parts: { secret: [secret.SECRET_ARN], ...(readers ? { key: ['${used.key.Arn}'] } : {}) },
      variables: { ...written, ...secret },
      readerVariables: { ...read, ...secret },
      port,
    },
    {
      ...made,
      what: 'database, by IAM tokens',
      options: { credentials: Credentials.IAM_TOKEN },
      parts: { user: user('app') },
      variables: { ...written, USER: 'app' },
      readerVariables: { ...read, USER: 'app' },
      port,
    },
    {
      ...made,
      what: 'database, by IAM tokens of another user',
      options: { credentials: Credentials.IAM_TOKEN, userName: 'reports' },
      parts: { user: user('reports') },
      variables: { ...written, USER: 'reports' },
      readerVariables: { ...read, USER: 'reports' },
      port,
    },
  ];
};

const dataOn = (tier: EnvironmentTier): Used<Stack>[] => {
  const key: { key?: string[] } = tier === PRODUCTION ? { key: ['${used.key.Arn}'] } : {};
  const table = { capability: 'table', tier, variables: { NAME: '${used.table}' } };
  const items = ['${used.table.Arn}'];
  const byEmail = { name: 'byEmail', partitionKey: TableKey.string('email') };
  const byDay = { name: 'byDay', partitionKey: TableKey.string('day') };
  return [
    {
      what: 'queue',
      capability: 'queue',
      tier,
      make: stack => new ManagedQueue(stack, 'Used'),
      parts: { queue: ['${used.queue.Arn}'], ...key },
      variables: { URL: '${used.queue}' },
    },
    {
      what: 'FIFO queue',
      capability: 'queue',
      tier,
      make: stack => new ManagedQueue(stack, 'Used', { fifo: true }),
      parts: { queue: ['${used.queue.Arn}'], ...key },
      variables: { URL: '${used.queue}' },
    },
    {
      ...table,
      what: 'table',
      make: stack => new ManagedTable(stack, 'Used', { partitionKey: TableKey.string('id') }),
      parts: { table: items, stream: ['${used.table.StreamArn}'], ...key },
    },
    {
      ...table,
      what: 'table with indexes',
      make: stack =>
        new ManagedTable(stack, 'Used', { partitionKey: TableKey.string('id'), indexes: [byEmail, byDay] }),
      parts: {
        table: items,
        indexes: ['${used.table.Arn}/index/byEmail', '${used.table.Arn}/index/byDay'],
        stream: ['${used.table.StreamArn}'],
        ...key,
      },
    },
    {
      ...table,
      what: 'table without a stream',
      make: stack => new ManagedTable(stack, 'Used', { partitionKey: TableKey.string('id'), stream: TableStream.NONE }),
      parts: { table: items, ...key },
      refuses: [Access.CONSUME],
    },
    {
      what: 'bucket',
      capability: 'bucket',
      tier,
      make: stack => new ManagedBucket(stack, 'Used'),
      parts: { bucket: ['${used.bucket.Arn}'], objects: ['${used.bucket.Arn}/*'], ...key },
      variables: { NAME: '${used.bucket}' },
    },
    {
      what: 'secret',
      capability: 'secret',
      tier,
      make: stack => new ManagedSecret(stack, 'Used'),
      parts: { secret: ['${used.secret}'], ...key },
      variables: { ARN: '${used.secret}', MAX_AGE_SECONDS: '300' },
    },
    {
      what: 'service in the network',
      capability: 'service',
      tier,
      make: stack => serviceIn(stack, {}, 'Used'),
      parts: {},
      variables: { URL: 'http://${used.loadBalancer.DNSName}' },
      port: { group: '${used.loadBalancerSecurityGroup.GroupId}', port: 80 },
    },
  ];
};

const services: Used<Stack>[] = [
  {
    what: 'service with a domain',
    make: (stack: Stack) =>
      serviceIn(
        stack,
        { exposure: Exposure.internal({ domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' }) },
        'Used',
      ),
    variables: { URL: 'https://orders.acme.com' },
    port: { group: '${used.loadBalancerSecurityGroup.GroupId}', port: 443 },
  },
  {
    what: 'public service',
    make: (stack: Stack) => serviceIn(stack, { exposure: Exposure.publicHttps() }, 'Used'),
    variables: { URL: '${used.httpApi.ApiEndpoint}' },
  },
  {
    what: 'public service with a domain',
    make: (stack: Stack) =>
      serviceIn(
        stack,
        { exposure: Exposure.publicHttps({ domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' }) },
        'Used',
      ),
    variables: { URL: 'https://orders.acme.com' },
  },
  {
    what: 'service at a shared load balancer',
    make: (stack: Stack) =>
      serviceIn(
        stack,
        {
          exposure: Exposure.sharedLoadBalancer({
            listenerArn: SHARED_LISTENER,
            securityGroupId: 'sg-0123456789abcdef0',
            hostHeaders: ['orders.acme.com'],
          }),
        },
        'Used',
      ),
    variables: { URL: 'https://orders.acme.com' },
    port: { group: 'sg-0123456789abcdef0', port: 443 },
  },
  {
    what: 'service inside, made elsewhere',
    make: (stack: Stack) =>
      GoldenPathService.fromServiceAttributes(stack, 'Used', {
        url: 'http://billing.acme.internal:8080',
        securityGroupId: 'sg-0123456789abcdef0',
      }),
    variables: { URL: 'http://billing.acme.internal:8080' },
    port: { group: 'sg-0123456789abcdef0', port: 8080 },
  },
  {
    what: 'service outside, made elsewhere',
    make: (stack: Stack) => GoldenPathService.fromServiceAttributes(stack, 'Used', { url: 'https://billing.acme.com' }),
    variables: { URL: 'https://billing.acme.com' },
  },
].map(each => ({ capability: 'service', tier: PRODUCTION, parts: {}, ...each }));

const ROLE_ARN = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const LEGACY_DATABASE = {
  endpoint: 'legacy.eu-west-1.rds.amazonaws.com',
  port: 5432,
  securityGroupId: 'sg-0123456789abcdef0',
  databaseName: 'legacy',
};
const LEGACY_SECRET = ROLE_ARN('secretsmanager', 'secret:legacy-AbCdEf');
const legacy = { HOST: LEGACY_DATABASE.endpoint, PORT: '5432', NAME: 'legacy' };
const legacyPort = { group: LEGACY_DATABASE.securityGroupId, port: 5432 };
const region = 'eu-west-1';
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', KEY);
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
const plainIndex = { indexName: 'byEmail', partitionKey: { name: 'email', type: dynamodb.AttributeType.STRING } };
const of = (
  capability: string,
  variables: { [suffix: string]: string },
  cases: (Partial<Used<Stack>> & Pick<Used<Stack>, 'what' | 'make' | 'parts'>)[],
): Used<Stack>[] =>
  cases.map(each => ({ capability, tier: PRODUCTION, variables, ...each, what: `${capability} ${each.what}` }));

const existing: Used<Stack>[] = [
  ...of('database', { ...legacy, SECRET_ARN: LEGACY_SECRET }, [
    {
      what: 'by attributes',
      make: stack =>
        ManagedDatabase.fromDatabaseAttributes(stack, 'Used', { ...LEGACY_DATABASE, secretArn: LEGACY_SECRET }),
      parts: { secret: [LEGACY_SECRET] },
      port: legacyPort,
    },
    {
      what: 'by attributes, with a key',
      make: stack =>
        ManagedDatabase.fromDatabaseAttributes(stack, 'Used', {
          ...LEGACY_DATABASE,
          secretArn: LEGACY_SECRET,
          kmsKeyArn: KEY,
        }),
      parts: { secret: [LEGACY_SECRET], key: [KEY] },
      port: legacyPort,
    },
    {
      what: 'by attributes, with IAM tokens',
      make: stack =>
        ManagedDatabase.fromDatabaseAttributes(stack, 'Used', { ...LEGACY_DATABASE, resourceId: 'db-ABC' }),
      options: { credentials: Credentials.IAM_TOKEN },
      parts: { user: ['arn:${partition}:rds-db:${region}:${account}:dbuser:db-ABC/app'] },
      variables: { ...legacy, USER: 'app' },
      port: legacyPort,
    },
    {
      what: 'of one instance',
      make: stack =>
        new ManagedDatabase(stack, 'Used', { engine: DatabaseEngine.mysql(), deployment: DatabaseDeployment.INSTANCE }),
      parts: { secret: ['${used.instance.MasterUserSecret.SecretArn}'], key: ['${used.key.Arn}'] },
      variables: {
        HOST: '${used.instance.Endpoint.Address}',
        PORT: '${used.instance.Endpoint.Port}',
        NAME: 'app',
        ENGINE: 'mysql',
        SECRET_ARN: '${used.instance.MasterUserSecret.SecretArn}',
      },
      port: { group: '${used.securityGroup.GroupId}', port: 3307 },
    },
  ]),
  ...of('queue', { URL: 'https://sqs.eu-west-1.${suffix}/123456789012/legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedQueue.fromQueueArn(stack, 'Used', ROLE_ARN('sqs', 'legacy')),
      parts: { queue: [ROLE_ARN('sqs', 'legacy')] },
    },
    {
      what: 'by name',
      make: stack => ManagedQueue.fromQueueName(stack, 'Used', 'legacy'),
      parts: { queue: ['arn:${partition}:sqs:${region}:${account}:legacy'] },
      variables: { URL: 'https://sqs.${region}.${suffix}/${account}/legacy' },
    },
    {
      what: 'by attributes, with a key',
      make: stack =>
        ManagedQueue.fromQueueAttributes(stack, 'Used', { queueArn: ROLE_ARN('sqs', 'legacy'), kmsKeyArn: KEY }),
      parts: { queue: [ROLE_ARN('sqs', 'legacy')], key: [KEY] },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedQueue.fromQueue(stack, 'Used', new sqs.Queue(stack, 'Plain')),
      parts: { queue: ['${Plain.Arn}'] },
      variables: { URL: '${Plain}' },
    },
    {
      what: 'of the CDK, with a key',
      make: stack =>
        ManagedQueue.fromQueue(stack, 'Used', new sqs.Queue(stack, 'Plain', { encryptionMasterKey: keyOf(stack) })),
      parts: { queue: ['${Plain.Arn}'], key: [KEY] },
      region: '${region of ${Plain.Arn}}',
      variables: { URL: '${Plain}' },
    },
  ]),
  ...of('table', { NAME: 'legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedTable.fromTableArn(stack, 'Used', ROLE_ARN('dynamodb', 'table/legacy')),
      parts: { table: [ROLE_ARN('dynamodb', 'table/legacy')] },
      refuses: [Access.CONSUME],
    },
    {
      what: 'by name',
      make: stack => ManagedTable.fromTableName(stack, 'Used', 'legacy'),
      parts: { table: ['arn:${partition}:dynamodb:${region}:${account}:table/legacy'] },
      refuses: [Access.CONSUME],
    },
    {
      what: 'by attributes, with a key, an index and a stream',
      make: stack =>
        ManagedTable.fromTableAttributes(stack, 'Used', {
          tableArn: ROLE_ARN('dynamodb', 'table/legacy'),
          keyArn: KEY,
          globalIndexes: ['byEmail'],
          streamArn: ROLE_ARN('dynamodb', 'table/legacy/stream/2026'),
        }),
      parts: {
        table: [ROLE_ARN('dynamodb', 'table/legacy')],
        indexes: [ROLE_ARN('dynamodb', 'table/legacy/index/byEmail')],
        stream: [ROLE_ARN('dynamodb', 'table/legacy/stream/2026')],
        key: [KEY],
      },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedTable.fromTable(stack, 'Used', new dynamodb.Table(stack, 'Plain', { partitionKey })),
      parts: { table: ['${Plain.Arn}'] },
      variables: { NAME: '${Plain}' },
      refuses: [Access.CONSUME],
    },
    {
      what: 'of the CDK, with a key, an index and a stream',
      make: stack => {
        const table = new dynamodb.Table(stack, 'Plain', {
          partitionKey,
          stream: dynamodb.StreamViewType.KEYS_ONLY,
          encryptionKey: keyOf(stack),
        });
        table.addGlobalSecondaryIndex(plainIndex);
        return ManagedTable.fromTable(stack, 'Used', table);
      },
      // The CDK tells no names of indexes.
      parts: {
        table: ['${Plain.Arn}'],
        anyIndex: ['${Plain.Arn}/index/*'],
        stream: ['${Plain.StreamArn}'],
        key: [KEY],
      },
      variables: { NAME: '${Plain}' },
    },
  ]),
  ...of('bucket', { NAME: 'acme-legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedBucket.fromBucketArn(stack, 'Used', 'arn:aws:s3:::acme-legacy'),
      parts: { bucket: ['arn:aws:s3:::acme-legacy'], objects: ['arn:aws:s3:::acme-legacy/*'] },
    },
    {
      what: 'by name',
      make: stack => ManagedBucket.fromBucketName(stack, 'Used', 'acme-legacy'),
      parts: { bucket: ['arn:${partition}:s3:::acme-legacy'], objects: ['arn:${partition}:s3:::acme-legacy/*'] },
    },
    {
      what: 'by attributes, with a key',
      make: stack =>
        ManagedBucket.fromBucketAttributes(stack, 'Used', { bucketArn: 'arn:aws:s3:::acme-legacy', keyArn: KEY }),
      parts: { bucket: ['arn:aws:s3:::acme-legacy'], objects: ['arn:aws:s3:::acme-legacy/*'], key: [KEY] },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedBucket.fromBucket(stack, 'Used', new s3.Bucket(stack, 'Plain')),
      parts: { bucket: ['${Plain.Arn}'], objects: ['${Plain.Arn}/*'] },
      variables: { NAME: '${Plain}' },
    },
    {
      what: 'of the CDK, with a key',
      make: stack =>
        ManagedBucket.fromBucket(stack, 'Used', new s3.Bucket(stack, 'Plain', { encryptionKey: keyOf(stack) })),
      parts: { bucket: ['${Plain.Arn}'], objects: ['${Plain.Arn}/*'], key: [KEY] },
      variables: { NAME: '${Plain}' },
    },
  ]),
  ...of('secret', { ARN: LEGACY_SECRET, MAX_AGE_SECONDS: '300' }, [
    {
      what: 'by ARN',
      make: stack => ManagedSecret.fromSecretArn(stack, 'Used', LEGACY_SECRET),
      parts: { secret: [LEGACY_SECRET] },
    },
    {
      what: 'by name',
      make: stack => ManagedSecret.fromSecretName(stack, 'Used', 'legacy'),
      parts: { secret: ['arn:${partition}:secretsmanager:${region}:${account}:secret:legacy-??????'] },
      variables: { ARN: 'arn:${partition}:secretsmanager:${region}:${account}:secret:legacy', MAX_AGE_SECONDS: '300' },
    },
    {
      what: 'by attributes, with a key',
      make: stack => ManagedSecret.fromSecretAttributes(stack, 'Used', { secretArn: LEGACY_SECRET, kmsKeyArn: KEY }),
      parts: { secret: [LEGACY_SECRET], key: [KEY] },
      region,
    },
    {
      what: 'of the CDK',
      make: stack => ManagedSecret.fromSecret(stack, 'Used', new secretsmanager.Secret(stack, 'Plain')),
      parts: { secret: ['${Plain}'] },
      variables: { ARN: '${Plain}', MAX_AGE_SECONDS: '300' },
    },
    {
      what: 'of the CDK, with a key',
      make: stack =>
        ManagedSecret.fromSecret(
          stack,
          'Used',
          new secretsmanager.Secret(stack, 'Plain', { encryptionKey: keyOf(stack) }),
        ),
      parts: { secret: ['${Plain}'], key: [KEY] },
      variables: { ARN: '${Plain}', MAX_AGE_SECONDS: '300' },
    },
  ]),
];

const inTier = (tier: EnvironmentTier) =>
  [...databaseOn(tier), ...dataOn(tier)].map(each => ({ ...each, what: `${each.what}, in ${tier}` }));
const ALL = [...inTier(PRODUCTION), ...inTier(DEVELOPMENT), ...services, ...existing];

describe.each(ALL.map(used => [used.what, used] as const))('%s', (_, used) => toTheLetter(engine, used));

test.each([...inTier(PRODUCTION), ...services].map(used => [used.what, used] as const))(
  'in another stack, nothing changes when it is used: %s',
  (_, used) => {
    const data = (consumed: boolean) => {
      const app = new App();
      const producer = stackOn(used.tier, {}, app, 'Data');
      const resource = used.make(producer);
      const stack = stackOn(used.tier, {}, app, 'Shop');
      for (const [name, make] of consumed ? Object.entries(engine.consumers) : []) {
        for (const access of Object.values(Access)) {
          const consumer = make(stack, `${name}${access}`);
          try {
            consumer.uses(resource, access, used.options);
          } catch {
            /* It is refused: the other test says which are. */
          }
        }
      }
      app.synth();
      const { Outputs: outputs, ...template } = Template.fromStack(producer).toJSON();
      // What another stack imports is exported, and changes nothing.
      const said = Object.fromEntries(
        Object.entries<any>(outputs ?? {}).filter(([id]) => !id.startsWith('ExportsOutput')),
      );
      return {
        said,
        template,
        ids: producer.node
          .findAll()
          .filter(CfnResource.isCfnResource)
          .map(({ node }) => node.path),
      };
    };
    expect(data(true)).toEqual(data(false));
  },
);
