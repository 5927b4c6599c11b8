import { EventSource, FunctionCode, FunctionHttp, FunctionSize, GoldenPathFunctionProps, TrafficShift } from './props';
import { Access } from '../../binding/binding';
import { CpuArchitecture } from '../../parts/fargate-task/size';
import { HttpCorsMethod } from '../../parts/http-api/cors';
import { Samples, SampleSurroundings } from '../../path/sample';

const bundled = ({ directory }: SampleSurroundings) => ({
  owner: 'team',
  code: FunctionCode.node(`${directory}/src/signup.ts`),
});
/** Code as it is. */
const packed = (around: SampleSurroundings) => ({
  owner: 'team',
  code: FunctionCode.python(around.directory, { handler: 'handler.handler' }),
});
const { GET, HEAD, POST, PUT, PATCH, DELETE } = HttpCorsMethod;
const shifting = (trafficShift: TrafficShift) => ({ deployment: { trafficShift } });

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000';

export const samples: Samples<GoldenPathFunctionProps> = {
  typical: around => ({ ...bundled(around), http: FunctionHttp.iam() }),
  everything: around => ({
    ...bundled(around),
    http: FunctionHttp.jwt({
      issuer: 'https://login.acme.com',
      audience: ['signup'],
      domainName: 'signup.acme.com',
      hostedZoneId: 'Z0123456789ABC',
      cors: {
        allowedOrigins: ['https://shop.acme.com', 'http://localhost:3000'],
        allowedMethods: [GET, POST],
        allowedHeaders: ['content-type', 'x-request-id'],
        exposedHeaders: ['x-request-id'],
        allowCredentials: true,
        maxAgeSeconds: 600,
      },
    }),
    events: [
      // With the path's own batches and time zone: what one source says otherwise is no decision of the function.
      EventSource.bucket(around.resource('bucket'), { prefix: 'in/', suffix: '.jpg', environmentPrefix: 'PHOTOS' }),
      EventSource.queue(around.resource('queue'), {
        filters: [{ body: { type: ['signup'] } }],
        environmentPrefix: 'SIGNUPS',
      }),
      EventSource.schedule('cron(0 3 * * ? *)', { name: 'nightly' }),
      EventSource.tableStream(around.resource('table'), {
        filters: [{ eventName: ['INSERT'] }],
        environmentPrefix: 'PEOPLE',
      }),
    ],
    size: FunctionSize.LARGE,
    architecture: CpuArchitecture.X86_64,
    timeoutSeconds: 25,
    reservedConcurrency: 30,
    environment: { TEXT: 'a "quoted" text\nwith \\ and ${HOME} and %{if}' },
    network: around.network,
    deployment: { trafficShift: TrafficShift.LINEAR_10_PERCENT_EVERY_10_MINUTES, rollbackOnAlarm: true },
  }),
  others: {
    'with a key of the team': around => ({
      ...packed(around),
      encryptionKeyArn: KEY,
      events: [EventSource.bucket(around.resource('bucket')), EventSource.schedule('rate(1 day)')],
    }),
    'open to everyone': around => ({
      ...packed(around),
      ...shifting(TrafficShift.ALL_AT_ONCE),
      http: FunctionHttp.openToEveryone(),
      size: FunctionSize.XSMALL,
      architecture: CpuArchitecture.ARM64,
    }),
    'with a certificate of the team': around => ({
      ...packed(around),
      http: FunctionHttp.iam({
        domainName: 'signup.acme.com',
        certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/0f1e2d3c',
      }),
    }),
    'called by pages of every website': around => ({
      ...packed(around),
      http: FunctionHttp.openToEveryone({
        cors: { allowedOrigins: ['*'], allowedMethods: [HEAD, PUT, PATCH, DELETE], allowedHeaders: [] },
      }),
    }),
    'called by a queue': around => ({
      ...packed(around),
      ...shifting(TrafficShift.CANARY_10_PERCENT_5_MINUTES),
      events: [EventSource.queue(around.resource('queue'))],
      size: FunctionSize.SMALL,
    }),
    'called by a table': around => ({
      ...packed(around),
      ...shifting(TrafficShift.CANARY_10_PERCENT_10_MINUTES),
      events: [EventSource.tableStream(around.resource('table'))],
      size: FunctionSize.MEDIUM,
    }),
    'called by a bucket': around => ({
      ...packed(around),
      ...shifting(TrafficShift.CANARY_10_PERCENT_30_MINUTES),
      events: [EventSource.bucket(around.resource('bucket'))],
      size: FunctionSize.XLARGE,
    }),
    'called by two schedules': around => ({
      ...packed(around),
      ...shifting(TrafficShift.LINEAR_10_PERCENT_EVERY_1_MINUTE),
      events: [EventSource.schedule('rate(5 minutes)'), EventSource.schedule('rate(1 day)', { name: 'daily' })],
      memoryMib: 700,
    }),
    'an asset that is stopped': around => ({
      owner: 'team',
      code: FunctionCode.asset(around.directory, { runtime: 'nodejs24.x', handler: 'index.handler' }),
      reservedConcurrency: 0,
    }),
  },
  otherwise: [
    {
      tmpMib: 1024,
      telemetryAttributes: false,
      tracing: 'pass-through',
      telemetryLayer: 'arn:aws:lambda:eu-west-1:615299751070:layer:AWSOpenTelemetryDistroJs:12',
      codeSigning: 'arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0',
      sourceMaps: false,
      aliasName: 'current',
      queueBatchSize: 20,
      queueBatchWindowSeconds: 3,
      queueMaxConcurrency: 4,
      partialBatchResponses: false,
      streamBatchSize: 50,
      streamBatchWindowSeconds: 4,
      streamStart: 'newest',
      streamRetries: 2,
      streamBisect: false,
      streamParallelism: 3,
      scheduleTimeZone: 'Europe/Berlin',
      deliveryRetries: 3,
      deliveryMaxAgeSeconds: 600,
      apiThrottleRate: 10,
      apiThrottleBurst: 20,
      domainIpAddresses: 'ipv4',
      deadLetterRetentionDays: 4,
      onRemoval: 'delete',
      ownKey: true,
      keyRotation: false,
      keyDeletionDays: 7,
      logLevel: 'ERROR',
      systemLogLevel: 'WARN',
      logRetentionDays: 90,
      logsKeptOnDeletion: true,
      dashboard: false,
      alarms: true,
      alarmMinutes: 2,
      alarmErrorPercent: 7,
      alarmThrottles: 9,
      alarmDurationPercent: 55.5,
      alarmIteratorAgeSeconds: 60,
      alarmDeadLetters: 5,
    },
  ],
  accesses: [Access.READ, Access.WRITE, Access.READ_WRITE],
  // Those that have no HTTP API.
  notUsed: [
    'with a key of the team',
    'called by a queue',
    'called by a table',
    'called by a bucket',
    'called by two schedules',
    'an asset that is stopped',
  ],
};
