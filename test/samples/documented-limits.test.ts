import { workbench } from './engines';
import { Engine, renderingOf } from '../../projenrc/capabilities';
import { DatabaseEngine } from '../../src/capabilities/database/props';
import { EventSource, FunctionCode, FunctionHttp } from '../../src/capabilities/function/props';
import { SecretSource } from '../../src/capabilities/secret/props';
import { Exposure } from '../../src/capabilities/service/props';
import { TableKey, TableProjection } from '../../src/capabilities/table/props';
import { ServiceSource } from '../../src/parts/fargate-task/source';
import { InvalidInputError } from '../../src/support/errors';
import { refusal } from '../fixtures/errors';

const text = (length: number) => 'x'.repeat(length);
const list = (length: number, each: (i: number) => string) => Array.from({ length }, (_, i) => each(i));
const LISTENER = {
  listenerArn:
    'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2',
  securityGroupId: 'sg-0',
};

/** The props of a capability, beside those that each test gives, by the function that reads what it needs. */
const BASE: { readonly [capability: string]: (around: any) => object } = {
  bucket: () => ({}),
  database: () => ({ engine: DatabaseEngine.postgres() }),
  function: ({ directory }) => ({ code: FunctionCode.python(directory, { handler: 'handler.handler' }) }),
  network: () => ({ natGateways: 0 }),
  secret: () => ({}),
  service: () => ({ source: ServiceSource.image('public.ecr.aws/acme/orders:1') }),
  table: () => ({ partitionKey: TableKey.string('id') }),
};
const DIRECTORY = 'test/fixtures/programs';

/** What a limit is of; what is just inside, and just outside of it; and what is said of that. */
type Limit = readonly [what: string, inside: () => object, outside: () => object, says: string | RegExp];

const shared = (conditions: object) => ({ exposure: Exposure.sharedLoadBalancer({ ...LISTENER, ...conditions }) });
const open = (...allowedCidrs: string[]) => ({
  exposure: Exposure.publicHttps({ domainName: 'a.acme.com', hostedZoneId: 'Z1', allowedCidrs }),
});
const ranges = (length: number) => list(length, i => `10.${i}.0.0/16`);
const asset = (runtime: string, handler = 'index.handler') => ({
  code: FunctionCode.asset(DIRECTORY, { runtime, handler }),
});
const index = (...names: string[]) => ({
  indexes: [
    { name: 'byEmail', partitionKey: TableKey.string('email'), projection: TableProjection.including(...names) },
  ],
});
const generated = (options: object) => ({ source: SecretSource.generated(options) });
const cors = (rule: object) => ({
  cors: [{ allowedOrigins: ['https://a.acme.com'], allowedMethods: ['GET'], ...rule }],
});
const jwt = (audiences: number) => ({
  http: FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: list(audiences, i => `a${i}`) }),
});
const named = (length: number) => ({
  http: FunctionHttp.iam({ domainName: `${'a'.repeat(length - 9)}.acme.com`, hostedZoneId: 'Z1' }),
});
const certified = (certificate: string) => ({
  http: FunctionHttp.iam({ domainName: 'a.acme.com', certificateArn: `arn:aws:${certificate}` }),
});
const every = (expression: string, timeZone?: string) => ({ events: [EventSource.schedule(expression, { timeZone })] });

const LIMITS: { readonly [capability: string]: readonly Limit[] } = {
  function: [
    ['a runtime', () => asset('java25'), () => asset('java26'), 'runtime is "java26", and Lambda has no such runtime'],
    ['a runtime in use', () => asset('nodejs24.x'), () => asset('nodejs14.x'), 'makes no functions since 2024-01-09'],
    ['a handler', () => asset('java25', text(128)), () => asset('java25', text(129)), 'the handler "xxx'],
    [
      'variables',
      () => ({ environment: { NAME: text(3500) } }),
      () => ({ environment: { NAME: text(4097 - '{"NAME":""}'.length) } }),
      'environment has 4097 bytes, and AWS takes 4096',
    ],
    ['audiences', () => jwt(50), () => jwt(51), 'audience is ["a0"'],
    [
      'a certificate of ACM',
      () => certified('acm:eu-west-1:123456789012:certificate/0a1b'),
      () => certified('iam::123456789012:server-certificate/a'),
      'certificateArn is "arn:aws:iam::',
    ],
    ['six fields', () => every('cron(0 3 * * ? *)'), () => every('cron(0 3 * * ?)'), 'It has 5 fields'],
    ['one day', () => every('cron(0 3 1 * ? *)'), () => every('cron(0 3 1 * 2 *)'), "of the week, is '?'"],
    [
      'a minute',
      () => every('cron(59 3 * * ? *)'),
      () => every('cron(60 3 * * ? *)'),
      'Field 1, the minutes, is "60": it takes 0 to 59.',
    ],
    [
      'the first Monday',
      () => every('cron(0 0 ? * MON#1 *)'),
      () => every('cron(0 0 ? * MUN#1 *)'),
      'Field 5, the day of the week, is',
    ],
    [
      'the last Friday',
      () => every('cron(0 0 ? * FRIL *)'),
      () => every('cron(0 0 ? * XYZL *)'),
      'The schedule is "cron(',
    ],
    [
      'a name with a certificate',
      () => named(64),
      () => named(65),
      'domainName has 65 characters, and ACM issues certificates for 64 at most.',
    ],
    ['a day', () => every('at(2027-02-28T00:00:00)'), () => every('at(2027-02-29T00:00:00)'), 'The schedule is "at('],
    [
      'a time zone',
      () => every('cron(0 3 * * ? *)', 'Europe/Berlin'),
      () => every('cron(0 3 * * ? *)', 'Europe/Bonn'),
      'The time zone of a schedule is "Europe/Bonn"',
    ],
  ],
  service: [
    ['a range', () => open('203.0.113.0/32'), () => open('203.0.113.0/33'), 'allowedCidrs[0] is "203.0.113.0/33"'],
    ['the start of a range', () => open('10.0.0.0/8'), () => open('10.0.0.1/8'), "allowedCidrs[0] is '10.0.0.1/8'"],
    ['ranges', () => open(...ranges(60)), () => open(...ranges(61)), 'allowedCidrs has 61 ranges for one port'],
    ['a range once', () => open('10.0.0.0/8', '11.0.0.0/8'), () => open('10.0.0.0/8', '10.0.0.0/8'), 'twice'],
    [
      'a host name',
      () => shared({ hostHeaders: ['*.acme.com'] }),
      () => shared({ hostHeaders: ['acme.com:8080'] }),
      'hostHeaders has "acme.com:8080"',
    ],
    ['a dot', () => shared({ hostHeaders: ['a.b'] }), () => shared({ hostHeaders: ['localhost'] }), 'hostHeaders has'],
    [
      'a path',
      () => shared({ pathPatterns: ['/orders/*'] }),
      () => shared({ pathPatterns: ['/orders/{id}'] }),
      'pathPatterns has "/orders/{id}"',
    ],
    [
      'the begin of a path',
      () => shared({ pathPatterns: ['*/orders'] }),
      () => shared({ pathPatterns: ['orders/*'] }),
      'pathPatterns has "orders/*"',
    ],
    [
      'wildcards',
      () => shared({ pathPatterns: ['/*/*/*', '/?/?/?'] }),
      () => shared({ pathPatterns: ['/*/*/*', '/?/?/?', '/a*'] }),
      'takes 6 wildcards at most',
    ],
    [
      'variables',
      () => ({ environment: { NAME: text(65_000) } }),
      () => ({ environment: { NAME: text(65_537 - '{"NAME":""}'.length) } }),
      'environment has 65537 bytes, and AWS takes 65536',
    ],
  ],
  network: [
    [
      'zones',
      () => ({ availabilityZones: ['eu-west-1a', 'us-west-2-lax-1a'] }),
      () => ({ availabilityZones: ['eu-west-1a', 'eu-west-1'] }),
      'availabilityZones has "eu-west-1"',
    ],
    [
      'levels of a path',
      () => ({ publishTo: '/a'.repeat(14) }),
      () => ({ publishTo: '/a'.repeat(15) }),
      'publishTo is "/a/a',
    ],
    ['a range', () => ({ cidrBlock: '10.0.0.0/24' }), () => ({ cidrBlock: '10.0.0.0/25' }), 'cidrBlock is'],
    ['hosts', () => ({ cidrBlock: '126.0.0.0/16' }), () => ({ cidrBlock: '127.0.0.0/16' }), 'is no range of hosts'],
    ['no link', () => ({ cidrBlock: '169.253.0.0/16' }), () => ({ cidrBlock: '169.254.0.0/16' }), 'no range of hosts'],
    ['one host', () => ({ cidrBlock: '223.0.0.0/16' }), () => ({ cidrBlock: '224.0.0.0/16' }), 'no range of hosts'],
  ],
  database: [
    ['no word of SQL', () => ({ databaseName: 'orders' }), () => ({ databaseName: 'Order' }), 'that postgres reserves'],
    [
      'a name',
      () => ({ databaseName: 'template2' }),
      () => ({ databaseName: 'Template1' }),
      'which the server has already',
    ],
  ],
  bucket: [
    [
      'stars',
      () => cors({ allowedHeaders: ['x-*'] }),
      () => cors({ allowedHeaders: ['*-*'] }),
      'allowedHeaders has "*-*"',
    ],
    [
      'no star',
      () => cors({ exposedHeaders: ['ETag'] }),
      () => cors({ exposedHeaders: ['*'] }),
      'exposedHeaders has "*"',
    ],
  ],
  table: [
    ['a name', () => index(text(255)), () => index(text(256)), "Index 'byEmail' includes \"xxx"],
    ['names', () => index(...list(20, i => `a${i}`)), () => index(...list(21, i => `a${i}`)), 'includes 21 attributes'],
  ],
  secret: [
    [
      'what is left',
      () => generated({ excludeCharacters: '012345678' }),
      () => generated({ excludeCharacters: '0123456789' }),
      'excludeCharacters leaves no digit',
    ],
  ],
};

const CASES = Object.entries(LIMITS).flatMap(([capability, limits]) =>
  (['aws', 'terraform'] as Engine[]).flatMap(engine => limits.map(limit => [capability, engine, ...limit] as const)),
);

test.each(CASES)(
  '%s on %s: %s that AWS takes, and that it would refuse',
  (capability, engine, _, inside, outside, says) => {
    const { stack } = workbench(engine);
    const make = (id: string, props: () => object) =>
      new (renderingOf(capability, engine))(stack, id, { ...BASE[capability]({ directory: DIRECTORY }), ...props() });
    expect(() => make('Inside', inside)).not.toThrow();
    const error = refusal(() => make('Outside', outside));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.message).toContain(says);
    expect(stack.node.tryFindChild('Outside')).toBeUndefined();
  },
);

/** Defaults of a platform team, by the capability that they are of. */
const DEFAULTS: readonly (readonly [capability: string, decision: string, inside: any, outside: any])[] = [
  ['function', 'function.runtime', 'python3.13', 'python3.7'],
  ['function', 'function.scheduleTimeZone', 'Europe/Berlin', 'Mars/X'],
  ['function', 'function.runtime', 'python3.13', 'nodejs24.x'],
  ['network', 'network.closingRuntime', 'nodejs22.x', 'python3.14'],
  ['network', 'network.closingRuntime', 'nodejs22.x', 'nodejs99.x'],
  ['secret', 'secret.rotationRuntime', 'nodejs22.x', 'nodejs23.x'],
  ['service', 'service.healthCheckTimeoutSeconds', 14, 15],
  ['service', 'service.allowedCidrs', ['0.0.0.0/0'], ['everybody']],
  ['network', 'network.gatewayEndpoints', ['s3'], ['sqs']],
  ['network', 'network.natGateways', 1, 0.5],
  ['network', 'network.closingConcurrency', 1, 0],
  ['database', 'database.leastCapacityUnits', 0.5, 0.7],
  ['database', 'database.backupRetentionDays', 35, 34.5],
];

test.each(DEFAULTS.flatMap(row => (['aws', 'terraform'] as const).map(engine => [engine, ...row] as const)))(
  'on %s, a default of a platform team: %s, %s',
  (engine, capability, decision, inside, outside) => {
    const make = (value: any) => {
      const { stack } = workbench(engine, undefined, { defaults: { [decision]: value } });
      const { natGateways: _, ...props }: any = BASE[capability]({ directory: DIRECTORY });
      return new (renderingOf(capability, engine))(stack, 'It', props);
    };
    expect(() => make(inside)).not.toThrow();
    expect(refusal(() => make(outside))).toBeInstanceOf(InvalidInputError);
  },
);
