import { App, TerraformStack, Testing } from 'cdktf';
import { Used } from './grants';
import { Consumer, Engine, Seen, toTheLetter } from './letter';
import { linesOf } from './words';
import { ManagedBucket } from '../../src/capabilities/bucket/terraform';
import { DatabaseDeployment, DatabaseEngine } from '../../src/capabilities/database/props';
import { ManagedDatabase } from '../../src/capabilities/database/terraform';
import { GoldenPathFunction } from '../../src/capabilities/function/terraform';
import { ManagedQueue } from '../../src/capabilities/queue/terraform';
import { ManagedSecret } from '../../src/capabilities/secret/terraform';
import { Exposure } from '../../src/capabilities/service/props';
import { GoldenPathService } from '../../src/capabilities/service/terraform';
import { TableKey, TableStream } from '../../src/capabilities/table/props';
import { ManagedTable } from '../../src/capabilities/table/terraform';
import { Access, Credentials } from '../../src/binding/binding';
import { EnvironmentTier } from '../../src/path/tier';
import { CapabilityConstruct } from '../../src/engines/terraform/capability-construct';
import { PYTHON } from '../capabilities/function/fixture';
import { terraformServiceIn } from '../capabilities/service/terraform-fixture';
import { terraformWorkerIn } from '../capabilities/worker/fixture';
import { jsonencoded } from '../fixtures/jsonencoded';
import { SHARED_LISTENER } from '../fixtures/services';
import { addressOf, terraformStackOn } from '../fixtures/terraform';

const { DEVELOPMENT, PRODUCTION } = EnvironmentTier;
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c';

const engine: Engine<TerraformStack> = {
  consumers: {
    service: (stack, id) => terraformServiceIn(stack, {}, id),
    worker: (stack, id) => terraformWorkerIn(stack, {}, id),
    function: (stack, id) => new GoldenPathFunction(stack, id, { owner: 'team', code: PYTHON }),
  },
  stackOn: ({ tier }) => terraformStackOn(tier),
  look,
  ownGroup: '${own.securityGroup.id}',
  slotsOfNetwork: ['securityGroup', 'securityGroupEgress'],
};

/** What Terraform asks AWS for. */
const ASKED: { readonly [type: string]: string } = {
  'aws_region.region': 'region',
  'aws_caller_identity.account_id': 'account',
  'aws_partition.partition': 'partition',
  'aws_partition.dns_suffix': 'suffix',
};

const configurations = new WeakMap<TerraformStack, any>();

function look(stack: TerraformStack, consumer: Consumer): Seen {
  if (!configurations.has(stack)) configurations.set(stack, JSON.parse(Testing.synth(stack)));
  const own = consumer as any as CapabilityConstruct;
  const names = new Map<string, string>();
  for (const construct of stack.node.findAll()) {
    if (!(construct instanceof CapabilityConstruct)) continue;
    const { id } = construct.node;
    for (const slot of construct.slots)
      names.set(
        addressOf(construct.resource(slot)),
        `${construct === own ? 'own' : id[0].toLowerCase() + id.slice(1)}.${slot}`,
      );
  }
  const said = (value: any) =>
    String(value)
      .replace(/\$\{data\.(\w+)\.\w+\.(\w+)\}/g, (_, type, attribute) => `\${${ASKED[`${type}.${attribute}`]}}`)
      .replace(
        /\$\{(aws_\w+\.\w+)\.([\w.[\]]+)\}/g,
        (_, address, attribute) => `\${${names.get(address)}.${attribute}}`,
      );
  const slots = own.slots.map(slot => {
    const { terraformResourceType: type, friendlyUniqueId } = own.resource(slot);
    return { slot, type, block: configurations.get(stack).resource[type][friendlyUniqueId] };
  });
  const ofType = (wanted: string) => slots.filter(({ type }) => type === wanted);
  const [task] = ofType('aws_ecs_task_definition');
  const [fn] = ofType('aws_lambda_function');
  const variables = task
    ? jsonencoded(task.block.container_definitions)[0].environment.map(({ name, value }: any) => [name, said(value)])
    : Object.entries(fn.block.environment.variables).map(([name, value]) => [name, said(value)]);
  // Rules for CIDR ranges, and those of the service's own load balancer, are there without any use.
  const rules = [
    ...ofType('aws_vpc_security_group_ingress_rule').map(({ slot, block: rule }) => [
      slot,
      `${rule.ip_protocol} ${rule.from_port} into ${said(rule.security_group_id)} from ` +
        `${said(rule.referenced_security_group_id)}`,
    ]),
    ...ofType('aws_vpc_security_group_egress_rule').map(({ slot, block: rule }) => [
      slot,
      `${rule.ip_protocol} ${rule.from_port} out of ${said(rule.security_group_id)} to ` +
        `${said(rule.referenced_security_group_id)}`,
    ]),
  ];
  return {
    permissions: ofType('aws_iam_role_policy')
      .flatMap(({ slot, block: { policy } }) =>
        linesOf(jsonencoded(policy).Statement, said).map(line => `${slot}: ${line}`),
      )
      .sort(),
    variables: Object.fromEntries(variables),
    rules: Object.fromEntries(rules.filter(([slot]) => slot !== 'securityGroupEgress')),
  };
}

type Case = Used<TerraformStack>;

const databaseOn = (tier: EnvironmentTier): Case[] => {
  const made = {
    capability: 'database',
    tier,
    make: (stack: TerraformStack) =>
      new ManagedDatabase(stack, 'Used', { engine: DatabaseEngine.postgres(), databaseName: 'shop' }),
  };
  const readers = tier === PRODUCTION;
  const written = {
    HOST: '${used.cluster.endpoint}',
    ...(readers ? { READER_HOST: '${used.cluster.reader_endpoint}' } : {}),
    PORT: '${used.writer.port}',
    NAME: 'shop',
    ENGINE: 'postgres',
  };
  const { READER_HOST: _, ...read } = {
    ...written,
    READER_HOST: '',
    ...(readers ? { HOST: '${used.cluster.reader_endpoint}' } : {}),
  };
  const port = { group: '${used.securityGroup.id}', port: 5433 };
  const secret = { SECRET_ARN: '${used.cluster.master_user_secret[0].secret_arn}' };
  const user = (name: string) => [
    'arn:${partition}:rds-db:${region}:${account}:dbuser:${used.cluster.cluster_resource_id}/' + name,
  ];
  return [
    {
      ...made,
      what: 'database, by its secret',
      parts: { secret: [secret.SECRET_ARN], ...(readers ? { key: ['${used.key.arn}'] } : {}) },
      variables: { ...written, ...secret },
      readerVariables: { ...read, ...secret },
      port,
    },
    {
      ...made,
      what: 'database, by IAM tokens',
      options: { credentials: Credentials.IAM_TOKEN, userName: 'reports' },
      parts: { user: user('reports') },
      variables: { ...written, USER: 'reports' },
      readerVariables: { ...read, USER: 'reports' },
      port,
    },
  ];
};

const dataOn = (tier: EnvironmentTier): Case[] => {
  const key: { key?: string[] } = tier === PRODUCTION ? { key: ['${used.key.arn}'] } : {};
  const table = { capability: 'table', tier, variables: { NAME: '${used.table.name}' } };
  const items = ['${used.table.arn}'];
  const indexes = ['byEmail', 'byDay'].map(name => ({ name, partitionKey: TableKey.string(name) }));
  return [
    {
      what: 'queue',
      capability: 'queue',
      tier,
      make: stack => new ManagedQueue(stack, 'Used'),
      parts: { queue: ['${used.queue.arn}'], ...key },
      variables: { URL: '${used.queue.url}' },
    },
    {
      ...table,
      what: 'table',
      make: stack => new ManagedTable(stack, 'Used', { partitionKey: TableKey.string('id') }),
      parts: { table: items, stream: ['${used.table.stream_arn}'], ...key },
    },
    {
      ...table,
      what: 'table with indexes',
      make: stack => new ManagedTable(stack, 'Used', { partitionKey: TableKey.string('id'), indexes }),
      parts: {
        table: items,
        indexes: ['${used.table.arn}/index/byEmail', '${used.table.arn}/index/byDay'],
        stream: ['${used.table.stream_arn}'],
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
      parts: { bucket: ['${used.bucket.arn}'], objects: ['${used.bucket.arn}/*'], ...key },
      variables: { NAME: '${used.bucket.bucket}' },
    },
    {
      what: 'secret',
      capability: 'secret',
      tier,
      make: stack => new ManagedSecret(stack, 'Used'),
      parts: { secret: ['${used.secret.arn}'], ...key },
      variables: { ARN: '${used.secret.arn}', MAX_AGE_SECONDS: '300' },
    },
    {
      what: 'service in the network',
      capability: 'service',
      tier,
      make: stack => terraformServiceIn(stack, {}, 'Used'),
      parts: {},
      variables: { URL: 'http://${used.loadBalancer.dns_name}' },
      port: { group: '${used.loadBalancerSecurityGroup.id}', port: 80 },
    },
  ];
};

const services: Case[] = [
  {
    what: 'service with a domain',
    make: (stack: TerraformStack) =>
      terraformServiceIn(
        stack,
        { exposure: Exposure.internal({ domainName: 'orders.acme.com', hostedZoneId: 'Z0123456789ABC' }) },
        'Used',
      ),
    variables: { URL: 'https://orders.acme.com' },
    port: { group: '${used.loadBalancerSecurityGroup.id}', port: 443 },
  },
  {
    what: 'public service',
    make: (stack: TerraformStack) => terraformServiceIn(stack, { exposure: Exposure.publicHttps() }, 'Used'),
    variables: { URL: '${used.httpApi.api_endpoint}' },
  },
  {
    what: 'service at a shared load balancer',
    make: (stack: TerraformStack) =>
      terraformServiceIn(
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
    make: (stack: TerraformStack) =>
      GoldenPathService.fromServiceAttributes(stack, 'Used', {
        url: 'http://billing.acme.internal:8080',
        securityGroupId: 'sg-0123456789abcdef0',
      }),
    variables: { URL: 'http://billing.acme.internal:8080' },
    port: { group: 'sg-0123456789abcdef0', port: 8080 },
  },
  {
    what: 'service outside, made elsewhere',
    make: (stack: TerraformStack) =>
      GoldenPathService.fromServiceAttributes(stack, 'Used', { url: 'https://billing.acme.com' }),
    variables: { URL: 'https://billing.acme.com' },
  },
].map(each => ({ capability: 'service', tier: PRODUCTION, parts: {}, ...each }));

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const LEGACY_DATABASE = {
  endpoint: 'legacy.eu-west-1.rds.amazonaws.com',
  port: 5432,
  securityGroupId: 'sg-0123456789abcdef0',
  databaseName: 'legacy',
};
const LEGACY_SECRET = arn('secretsmanager', 'secret:legacy-AbCdEf');
const LEGACY_TABLE = arn('dynamodb', 'table/legacy');
const legacy = { HOST: LEGACY_DATABASE.endpoint, PORT: '5432', NAME: 'legacy' };
const legacyPort = { group: LEGACY_DATABASE.securityGroupId, port: 5432 };
const region = 'eu-west-1';
const of = (
  capability: string,
  variables: { [suffix: string]: string },
  cases: (Partial<Case> & Pick<Case, 'what' | 'make' | 'parts'>)[],
): Case[] =>
  cases.map(each => ({ capability, tier: PRODUCTION, variables, ...each, what: `${capability} ${each.what}` }));

const existing: Case[] = [
  ...of('database', { ...legacy, SECRET_ARN: LEGACY_SECRET }, [
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
      parts: { secret: ['${used.instance.master_user_secret[0].secret_arn}'], key: ['${used.key.arn}'] },
      variables: {
        HOST: '${used.instance.address}',
        PORT: '${used.instance.port}',
        NAME: 'app',
        ENGINE: 'mysql',
        SECRET_ARN: '${used.instance.master_user_secret[0].secret_arn}',
      },
      port: { group: '${used.securityGroup.id}', port: 3307 },
    },
  ]),
  ...of('queue', { URL: 'https://sqs.eu-west-1.${suffix}/123456789012/legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedQueue.fromQueueArn(stack, 'Used', arn('sqs', 'legacy')),
      parts: { queue: [arn('sqs', 'legacy')] },
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
        ManagedQueue.fromQueueAttributes(stack, 'Used', { queueArn: arn('sqs', 'legacy'), kmsKeyArn: KEY }),
      parts: { queue: [arn('sqs', 'legacy')], key: [KEY] },
      region,
    },
  ]),
  ...of('table', { NAME: 'legacy' }, [
    {
      what: 'by ARN',
      make: stack => ManagedTable.fromTableArn(stack, 'Used', LEGACY_TABLE),
      parts: { table: [LEGACY_TABLE] },
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
          tableArn: LEGACY_TABLE,
          keyArn: KEY,
          globalIndexes: ['byEmail'],
          streamArn: `${LEGACY_TABLE}/stream/2026`,
        }),
      parts: {
        table: [LEGACY_TABLE],
        indexes: [`${LEGACY_TABLE}/index/byEmail`],
        stream: [`${LEGACY_TABLE}/stream/2026`],
        key: [KEY],
      },
      region,
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
  ]),
];

const inTier = (tier: EnvironmentTier) =>
  [...databaseOn(tier), ...dataOn(tier)].map(each => ({ ...each, what: `${each.what}, in ${tier}` }));

describe.each(
  [...inTier(PRODUCTION), ...inTier(DEVELOPMENT), ...services, ...existing].map(used => [used.what, used] as const),
)('%s', (_, used) => toTheLetter(engine, used));

test.each([...inTier(PRODUCTION), ...services].map(used => [used.what, used] as const))(
  'in another stack, nothing changes when it is used: %s',
  (_, used) => {
    const data = (consumed: boolean) => {
      const app: App = Testing.app();
      const producer = terraformStackOn(used.tier, {}, app, 'Data');
      const resource = used.make(producer);
      const stack = terraformStackOn(used.tier, {}, app, 'Shop');
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
      Testing.synth(stack);
      const { output = {}, ...configuration } = JSON.parse(Testing.synth(producer));
      // What another stack reads is told, and changes nothing.
      return {
        configuration,
        output: Object.fromEntries(Object.entries(output).filter(([id]) => !id.startsWith('cross-stack-output-'))),
      };
    };
    expect(data(true)).toEqual(data(false));
  },
);
