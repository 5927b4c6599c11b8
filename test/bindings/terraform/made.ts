import { TerraformStack } from 'cdktf';
import { Access, Credentials } from '../../../src/binding/binding';
import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { FunctionHttp } from '../../../src/capabilities/function/props';
import { GoldenPathFunction } from '../../../src/capabilities/function/terraform';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { Exposure } from '../../../src/capabilities/service/props';
import { GoldenPathService } from '../../../src/capabilities/service/terraform';
import { TableKey, TableStream } from '../../../src/capabilities/table/props';
import { ManagedTable } from '../../../src/capabilities/table/terraform';
import { HttpAuthorization } from '../../../src/parts/http-api/authorization';
import { EnvironmentTier } from '../../../src/path/tier';
import { PYTHON } from '../../capabilities/function/fixture';
import { terraformServiceIn } from '../../capabilities/service/terraform-fixture';
import { SHARED_LISTENER } from '../../fixtures/services';
import { Used } from '../grants';

const { PRODUCTION } = EnvironmentTier;

export type Case = Used<TerraformStack>;

/** Databases of the path, by the credentials with which they are used. */
export const databaseOn = (tier: EnvironmentTier): Case[] => {
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

/** Everything else of the path that can be used. */
export const dataOn = (tier: EnvironmentTier): Case[] => {
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
    {
      what: 'function, for callers who sign',
      capability: 'function',
      tier,
      make: stack => new GoldenPathFunction(stack, 'Used', { owner: 'team', code: PYTHON, http: FunctionHttp.iam() }),
      parts: { api: ['${used.httpApi.execution_arn}/*'] },
      variables: { URL: '${used.httpApi.api_endpoint}' },
    },
    {
      what: 'function with a domain, for callers who sign',
      capability: 'function',
      tier,
      make: stack =>
        new GoldenPathFunction(stack, 'Used', {
          owner: 'team',
          code: PYTHON,
          http: FunctionHttp.iam({ domainName: 'fn.acme.com', hostedZoneId: 'Z0123456789ABC' }),
        }),
      parts: { api: ['${used.httpApi.execution_arn}/*'] },
      variables: { URL: 'https://fn.acme.com' },
    },
    {
      what: 'function that is open to everyone',
      capability: 'function',
      tier,
      make: stack =>
        new GoldenPathFunction(stack, 'Used', { owner: 'team', code: PYTHON, http: FunctionHttp.openToEveryone() }),
      parts: {},
      variables: { URL: '${used.httpApi.api_endpoint}' },
    },
  ];
};

/** Services, by the ways to reach them. */
export const services: Case[] = [
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
    what: 'public service, for callers who sign',
    make: (stack: TerraformStack) =>
      terraformServiceIn(stack, { exposure: Exposure.publicHttps({ authorization: HttpAuthorization.iam() }) }, 'Used'),
    parts: { api: ['${used.httpApi.execution_arn}/*'] },
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
