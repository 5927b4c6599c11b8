import { Stack } from 'aws-cdk-lib';
import { Access, Credentials } from '../../../src/binding/binding';
import { ManagedBucket } from '../../../src/capabilities/bucket/aws';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { GoldenPathFunction } from '../../../src/capabilities/function/aws';
import { FunctionHttp } from '../../../src/capabilities/function/props';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { Exposure } from '../../../src/capabilities/service/props';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { TableKey, TableStream } from '../../../src/capabilities/table/props';
import { HttpAuthorization } from '../../../src/parts/http-api/authorization';
import { EnvironmentTier } from '../../../src/path/tier';
import { PYTHON } from '../../capabilities/function/fixture';
import { serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { Used } from '../grants';

const { PRODUCTION } = EnvironmentTier;

export type Case = Used<Stack>;

/** Databases of the path, by the credentials with which they are used. */
export const databaseOn = (tier: EnvironmentTier): Case[] => {
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

/** Everything else of the path that can be used. */
export const dataOn = (tier: EnvironmentTier): Case[] => {
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
    {
      what: 'function, for callers who sign',
      capability: 'function',
      tier,
      make: stack => new GoldenPathFunction(stack, 'Used', { owner: 'team', code: PYTHON, http: FunctionHttp.iam() }),
      parts: { api: ['arn:${partition}:execute-api:${region}:${account}:${used.httpApi}/*'] },
      variables: { URL: '${used.httpApi.ApiEndpoint}' },
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
      parts: { api: ['arn:${partition}:execute-api:${region}:${account}:${used.httpApi}/*'] },
      variables: { URL: 'https://fn.acme.com' },
    },
    {
      what: 'function that is open to everyone',
      capability: 'function',
      tier,
      make: stack =>
        new GoldenPathFunction(stack, 'Used', { owner: 'team', code: PYTHON, http: FunctionHttp.openToEveryone() }),
      parts: {},
      variables: { URL: '${used.httpApi.ApiEndpoint}' },
    },
  ];
};

/** Services, by the ways to reach them. */
export const services: Case[] = [
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
    what: 'public service, for callers who sign',
    make: (stack: Stack) =>
      serviceIn(stack, { exposure: Exposure.publicHttps({ authorization: HttpAuthorization.iam() }) }, 'Used'),
    parts: { api: ['arn:${partition}:execute-api:${region}:${account}:${used.httpApi}/*'] },
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
