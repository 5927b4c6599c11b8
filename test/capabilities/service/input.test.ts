import { App, Fn, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { Exposure } from '../../../src/capabilities/service/props';
import { GoldenPathService as TerraformService } from '../../../src/capabilities/service/terraform';
import { InvalidInputError, LimitExceededError } from '../../../src/support/errors';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { Limit } from '../../../src/path/limit';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { IMAGE, serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { networkIn, StubNetwork, stackOn } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';

const TYPICAL = { owner: 'team-orders', source: IMAGE };
const ENGINES: [engine: string, stackOf: () => any, make: (stack: any, props: any, id?: string) => any][] = [
  ['AWS CDK', () => stackOn(), (stack, props, id = 'Orders') => new GoldenPathService(stack, id, props)],
  ['Terraform', () => terraformStackOn(), (stack, props, id = 'Orders') => new TerraformService(stack, id, props)],
];

const share = (more: object) => ({
  exposure: Exposure.sharedLoadBalancer({
    listenerArn: SHARED_LISTENER,
    securityGroupId: 'sg-0123',
    hostHeaders: ['a.acme.com'],
    ...more,
  } as any),
});
const https = (more: object) => ({
  exposure: Exposure.publicHttps({ domainName: 'a.acme.com', hostedZoneId: 'Z1', ...more } as any),
});

test.each<[string, any, string, string]>([
  ['no source', { source: undefined }, 'source is missing', 'ServiceSource.image'],
  ['a source that is a text', { source: 'nginx:1' }, 'source is not a ServiceSource', 'ServiceSource.image'],
  ['an owner that is no tag value', { owner: 'a<b>' }, 'owner is "a<b>"', 'at most 256'],
  ['port 0', { port: 0 }, 'service.port is 0', 'whole number from 1 to 65535'],
  ['port 65536', { port: 65_536 }, 'service.port is 65536', 'whole number'],
  ['a port with a fraction', { port: 80.5 }, 'service.port is 80.5', 'whole number'],
  ['a port that is a text', { port: '80' }, 'port is "80"', 'Give a number'],
  [
    'a path without a slash',
    { healthCheckPath: 'health' },
    'service.healthCheckPath is "health"',
    'starts with a slash',
  ],
  ['a path with a quote', { healthCheckPath: "/a'; reboot '" }, 'service.healthCheckPath is', 'needs no quoting'],
  ['a probe that is a text', { healthCheckCommand: 'probe' }, 'healthCheckCommand is "probe"', 'Give a list'],
  ['a probe with a number in it', { healthCheckCommand: ['probe', 1] }, 'healthCheckCommand[1] is 1', 'Give a text'],
  ['a probe with an empty word', { healthCheckCommand: [''] }, 'healthCheckCommand is [""]', 'list of words'],
  ['a size', { size: 'huge' }, 'size is "huge"', 'xsmall'],
  ['a processor', { architecture: 'mips' }, 'architecture is "mips"', 'arm64'],
  ["a variable's name", { environment: { '1A': 'b' } }, "environment has '1A'", 'no digit first'],
  ['a variable that is a number', { environment: { A: 1 } }, 'environment.A is 1', 'Give a text'],
  [
    'a port that says something else than port',
    { port: 80, environment: { PORT: '81' } },
    "environment.PORT is '81'",
    'Give it as port',
  ],
  ['environment as a list', { environment: ['A'] }, 'environment is ["A"]', 'Give an object'],
  ['scaling as a number', { scaling: 3 }, 'scaling is 3', 'Give an object, with any of minTasks, maxTasks'],
  ['a negative number of tasks', { scaling: { minTasks: -1 } }, 'service.minTasks is -1', 'whole number'],
  ['half a task', { scaling: { maxTasks: 2.5 } }, 'service.maxTasks is 2.5', 'whole number'],
  [
    'more tasks at least than at most',
    { scaling: { minTasks: 5, maxTasks: 4 } },
    'least number of tasks (5)',
    'Raise scaling.maxTasks',
  ],
  ['a CPU target of 100', { scaling: { targetCpuPercent: 100 } }, 'service.targetCpuPercent is 100', 'from 10 to 95'],
  [
    'a deployment that cannot replace a task',
    { deployment: { minimumHealthyPercent: 100, maximumPercent: 100 } },
    'none can ever be replaced',
    'Lower deployment.minimumHealthyPercent',
  ],
  [
    'a deployment that cannot replace the only task',
    { scaling: { minTasks: 1 }, deployment: { minimumHealthyPercent: 50, maximumPercent: 150 } },
    'of 1 task, none',
    'raise deployment.maximumPercent',
  ],
  [
    'a rollback that is a text',
    { deployment: { rollbackOnAlarm: 'yes' } },
    'rollbackOnAlarm is "yes"',
    'true or false',
  ],
  ['an exposure that is a text', { exposure: 'public' }, 'exposure is not an Exposure', 'Exposure.internal()'],
  ['a domain in upper case', https({ domainName: 'A.acme.com' }), 'domainName is "A.acme.com"', 'lower case'],
  ['a domain of one label', https({ domainName: 'localhost' }), 'domainName is', 'full name'],
  ['a zone with its path', https({ hostedZoneId: '/hostedzone/Z1' }), 'hostedZoneId is', 'the id alone'],
  ['a certificate that is none', https({ certificateArn: 'mine' }), 'certificateArn is "mine"', 'ARN of a certificate'],
  ['a zone without a domain', https({ domainName: undefined }), 'no domainName', 'Give domainName'],
  [
    'a redirect without a domain',
    { exposure: Exposure.publicHttps({ redirectHttp: true }) },
    'redirectHttp needs a domainName',
    'Give a domainName',
  ],
  [
    'ranges without a domain',
    { exposure: Exposure.publicHttps({ allowedCidrs: ['10.0.0.0/8'] }) },
    'allowedCidrs needs a domainName',
    'Give a domainName',
  ],
  ['a range', https({ allowedCidrs: ['10.0.0.0/33'] }), "allowedCidrs has '10.0.0.0/33'", 'IPv4 ranges'],
  ['an IPv6 range', https({ allowedCidrs: ['::/0'] }), "allowedCidrs has '::/0'", 'IPv4 ranges'],
  ['no range at all', https({ allowedCidrs: [] }), 'nobody could reach', 'Exposure.internal()'],
  ['an exposure that is false', { exposure: false }, 'exposure is false', 'Exposure.internal()'],
  [
    'a zone that cannot be looked up',
    { exposure: Exposure.publicHttps({ domainName: 'a.acme.com' }) },
    'cannot be looked up in a stack without',
    'Give hostedZoneId',
  ],
  [
    'the zone of a domain known at deployment only',
    { exposure: Exposure.publicHttps({ domainName: Fn.importValue('x') }) },
    'known at deployment only cannot be looked up',
    'Give hostedZoneId',
  ],
  ['a listener', share({ listenerArn: 'arn:aws:x' }), 'listenerArn is', 'application load balancer'],
  [
    'a listener of a network load balancer',
    share({ listenerArn: SHARED_LISTENER.replace('/app/', '/net/') }),
    'listenerArn is',
    'application load balancer',
  ],
  ['a security group', share({ securityGroupId: 'mine' }), 'securityGroupId is "mine"', 'sg-'],
  [
    'a rule without conditions',
    share({ hostHeaders: [] }),
    'which requests are for this service',
    'hostHeaders or pathPatterns',
  ],
  ['a rule with six values', share({ pathPatterns: ['/1', '/2', '/3', '/4', '/5'] }), 'five values', 'fewer'],
  ['priority 0', share({ priority: 0 }), 'priority is 0', '1 to 50000'],
  [
    'a directory without a Dockerfile',
    { source: ServiceSource.dockerfile('./no/such/place') },
    "There is no 'Dockerfile'",
    'Give the directory',
  ],
])('refuses %s', (_, props, what, hint) => {
  const app = new App();
  const stack = stackOn(EnvironmentTier.PRODUCTION, {}, app);
  const error = refusal(() => serviceIn(stack, props));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.complaint.what).toContain(what);
  expect(error.complaint.hint).toContain(hint);
  expect(error.complaint.where).toBe('Shop/Orders');
  // Nothing is half-made.
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  expect(stack.node.tryFindChild('Orders')).toBeUndefined();
});

describe.each(ENGINES)('on %s', (_, stackOf, make) => {
  test.each<[string, any, string, string]>([
    ['null', null, 'The props are null', 'Give an object'],
    ['a text', 'nginx:1', 'The props are "nginx:1"', 'with any of owner, source'],
    [
      'a misspelt prop',
      { ...TYPICAL, exposures: 1 },
      "'exposures' is not a name in the props",
      "Did you mean 'exposure'",
    ],
    [
      'a misspelt name in a prop',
      { ...TYPICAL, scaling: { targetCpuUtilization: 40 } },
      "'targetCpuUtilization' is not a name in scaling",
      "Did you mean 'targetCpuPercent'",
    ],
  ])('%s is refused, and the id can be used again', (__, props, what, hint) => {
    const stack = stackOf();
    const { complaint } = refusal(() => make(stack, props));
    expect(complaint).toMatchObject({ where: 'Shop/Orders', what: expect.stringContaining(what) });
    expect(complaint.hint).toContain(hint);
    expect(stack.node.tryFindChild('Orders')).toBeUndefined();
    expect(make(stack, TYPICAL).node.path).toBe('Shop/Orders');
  });
});

describe('what factories and methods are given', () => {
  test.each<[string, (value: any) => unknown, any, string, string]>([
    ['Exposure.internal', Exposure.internal, { domain: 'a.acme.com' }, "'domain' is not a name", "'domainName'"],
    ['Exposure.publicHttps', Exposure.publicHttps, { allowedCidrs: '10.0.0.0/8' }, 'options.allowedCidrs', 'a list'],
    ['Exposure.publicHttps', Exposure.publicHttps, { redirectHttp: 'yes' }, 'options.redirectHttp is "yes"', 'true or'],
    ['Exposure.sharedLoadBalancer', Exposure.sharedLoadBalancer, undefined, 'options is undefined', 'listenerArn'],
    ['Exposure.sharedLoadBalancer', Exposure.sharedLoadBalancer, { priority: '7' }, 'priority is "7"', 'a number'],
    [
      'ServiceSource.ecrRepository',
      value => ServiceSource.ecrRepository('orders', '1', value),
      { regions: 'us-east-1' },
      "'regions' is not a name",
      "'region'",
    ],
    [
      'ServiceSource.dockerfile',
      value => ServiceSource.dockerfile('app', value),
      { buildArgs: ['A'] },
      'options.buildArgs is ["A"]',
      'an object',
    ],
  ])('%s refuses what it does not know', (where, give, options, what, hint) => {
    const { complaint } = refusal(() => give(options));
    expect(complaint).toMatchObject({ where, what: expect.stringContaining(what), page: 'guides/service.md' });
    expect(complaint.hint).toContain(hint);
  });

  test.each(ENGINES)('a use with an unknown option, on %s', (_, stackOf, make) => {
    const stack = stackOf();
    const [service, other] = [make(stack, TYPICAL), make(stack, TYPICAL, 'Other')];
    const { complaint } = refusal(() => service.uses(other, undefined, { prefix: 'OTHER' }));
    expect(complaint).toMatchObject({ where: 'Shop/Orders', what: "'prefix' is not a name in options." });
    expect(service._manifestEntry().uses).toEqual([]);
  });

  test.each(ENGINES)('a sidecar with an unknown option, on %s', (_, stackOf, make) => {
    const service = make(stackOf(), TYPICAL);
    const { complaint } = refusal(() =>
      service.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1', memory: 64 }),
    );
    expect(complaint).toMatchObject({
      what: "'memory' is not a name in options.",
      hint: expect.stringContaining('memoryMib'),
    });
  });

  test.each(ENGINES)('a service that was made elsewhere, with a misspelt attribute, on %s', (engine, stackOf) => {
    const stack = stackOf();
    const Service = engine === 'AWS CDK' ? GoldenPathService : TerraformService;
    const attributes: any = { url: 'https://billing.acme.com', securityGroup: 'sg-0aa' };
    const { complaint } = refusal(() => Service.fromServiceAttributes(stack, 'Billing', attributes));
    expect(complaint).toMatchObject({ where: 'Shop/Billing', hint: expect.stringContaining("'securityGroupId'") });
    expect(stack.node.tryFindChild('Billing')).toBeUndefined();
  });
});

test('what is refused by its props leaves the tree as it was: the id is free', () => {
  const stack = stackOn();
  refusal(() => serviceIn(stack, { exposure: Exposure.publicHttps({ domainName: 'UPPER' }) }));
  expect(stack.node.tryFindChild('Orders')).toBeUndefined();
  expect(serviceIn(stack).node.path).toBe('Shop/Orders');
});

test('no props at all', () => {
  for (const props of [undefined, null, 7, []])
    expect(refusal(() => new GoldenPathService(stackOn(), 'Orders', props as any)).complaint.what).toContain(
      'The props are',
    );
});

describe('the owner', () => {
  const own = (owner: any, ofPath?: string) => serviceIn(stackOn(undefined, { owner: ofPath }), { owner }).owner;
  test('is the team, else the platform team', () => {
    expect(own('team-a', 'platform')).toBe('team-a');
    expect(own(undefined, 'platform')).toBe('platform');
  });
  test.each([undefined, '', '  '])('%p: nobody', owner => {
    expect(refusal(() => own(owner)).complaint).toMatchObject({
      what: 'Nobody owns this service.',
      hint: expect.stringContaining("owner: 'team-orders'"),
    });
  });
});

describe('sources', () => {
  test.each(['', ' ', 'UPPER/case:1', 'a b', 'repo:', 'repo@sha256:12', 'https://x/y:1', 7, undefined])(
    '%p is no image',
    image => {
      expect(refusal(() => ServiceSource.image(image as any)).complaint.where).toBe('ServiceSource');
    },
  );
  test.each([
    ['', '1'],
    ['orders', ''],
    ['orders', 'a b'],
    ['orders:1', '2'],
    [undefined, '1'],
    ['orders', undefined],
  ])('%p %p is no image in ECR', (name, tag) => {
    expect(refusal(() => ServiceSource.ecrRepository(name as any, tag as any)).complaint.where).toBe('ServiceSource');
  });
  test.each(['', undefined, 7])('%p is no directory', directory => {
    expect(refusal(() => ServiceSource.dockerfile(directory as any)).complaint.where).toBe('ServiceSource');
  });
  test('tokens pass', () => {
    const token = Token.asString({ Ref: 'X' });
    expect(ServiceSource.image(token)).toMatchObject({ location: token, version: undefined, movable: false });
    expect(ServiceSource.ecrRepository(token, token)).toMatchObject({
      version: undefined,
      repositoryName: token,
      movable: false,
    });
  });
});

describe('networks', () => {
  const within = (network: any, props: object = {}) => {
    const stack = stackOn();
    return refusal(() => serviceIn(stack, { network: network(stack), ...props })).complaint.what;
  };
  test('without private subnets, or with one', () => {
    expect(within((stack: Stack) => new StubNetwork(stack, 'N', { privateSubnetIds: [] }))).toContain(
      'no private subnets',
    );
    expect(within((stack: Stack) => new StubNetwork(stack, 'N', { privateSubnetIds: ['subnet-1'] }))).toContain(
      '1 private subnets',
    );
  });
  test('without public subnets for a public load balancer', () => {
    expect(within((stack: Stack) => new StubNetwork(stack, 'N', { publicSubnetIds: [] }), https({}))).toContain(
      '0 public subnets',
    );
  });
  test('that are something else, an L2 VPC for instance', () => {
    expect(within((stack: Stack) => new ec2.Vpc(stack, 'V'))).toContain('not a Network');
  });
  test('whose subnets are known at deployment only pass', () => {
    const stack = stackOn();
    const network = new StubNetwork(stack, 'N', {
      privateSubnetIds: Fn.split(',', Fn.importValue('private')),
      publicSubnetIds: Fn.split(',', Fn.importValue('public')),
    });
    serviceIn(stack, { network, ...https({}) });
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Subnets: { 'Fn::Split': [',', { 'Fn::ImportValue': 'public' }] },
    });
  });
});

describe('the platform team', () => {
  const asked = { reason: 'Costs are capped.', contact: '#platform' };
  const on = (path: Partial<GoldenPathProps>, props: object = {}) => serviceIn(stackOn(undefined, path), props);

  test('may not want what nobody named', () => {
    expect(refusal(() => on({ defaults: { 'service.exposure': 'shared' } })).complaint.hint).toContain(
      'Exposure.sharedLoadBalancer',
    );
    expect(
      refusal(() => on({ limits: { 'service.exposure': Limit.oneOf(['shared'], asked) } })).complaint.hint,
    ).toContain('Exposure.sharedLoadBalancer');
  });
  test('may make services public by default: through an HTTP API', () => {
    expect(on({ defaults: { 'service.exposure': 'public' } }).slots).toContain('httpApi');
  });
  test('ranges by default cannot be kept by an HTTP API, and are not dropped in silence', () => {
    const path = { defaults: { 'service.allowedCidrs': ['10.0.0.0/8'] } };
    expect(refusal(() => on(path, { exposure: Exposure.publicHttps() })).complaint.what).toContain(
      'allowedCidrs needs a domainName',
    );
    expect(on(path, https({})).slots).toContain('dnsRecord');
  });
  test('limits sizes by what follows from them', () => {
    const error = refusal(() => on({ limits: { 'service.memoryMib': Limit.atMost(2048, asked) } }, { size: 'large' }));
    expect(error).toBeInstanceOf(LimitExceededError);
    expect(error.complaint.hint).toContain('#platform');
  });
  test.each<[string, any]>([
    ['service.healthCheckPath', 'up'],
    ['service.port', 80.5],
    ['service.port', null],
    ['service.stopTimeoutSeconds', 500],
    ['service.alarms', 'no'],
  ])('%s cannot be %p by default', (name, value) => {
    expect(refusal(() => on({ defaults: { [name]: value } })).complaint.hint).toContain('Correct it in the GoldenPath');
  });
});

test('a priority that is taken', () => {
  const stack = stackOn();
  serviceIn(stack, share({ priority: 7 }), 'A');
  const { complaint } = refusal(() => serviceIn(stack, share({ priority: 7 }), 'B'));
  expect(complaint).toMatchObject({ what: "Priority 7 of the shared listener is taken by 'Shop/A'.", where: 'Shop/B' });
  expect(stack.node.tryFindChild('B')).toBeUndefined();
});

test.each<[string, any]>([
  ['a name', { name: 'a b' }],
  ['the name of the program', { name: 'app' }],
  ['too little memory', { memoryMib: 1 }],
  ['all memory', { memoryMib: 1024 }],
  ['a fraction', { memoryMib: 100.5 }],
  ['no image', { image: '' }],
  ['the port of the program', { ports: [8080] }],
])('a side car with %s', (_, options) => {
  const service = serviceIn(stackOn(), { source: IMAGE });
  expect(
    refusal(() => service.addSidecar({ name: 'agent', image: 'public.ecr.aws/acme/agent:1', ...options })),
  ).toBeInstanceOf(InvalidInputError);
  expect(service.resources.taskDefinition.containerDefinitions).toHaveLength(1);
});

test('a priority that a refused service asked for is free again', () => {
  const stack = stackOn();
  const taken = new StubNetwork(stack, 'N', { privateSubnetIds: [] });
  refusal(() => serviceIn(stack, { ...share({ priority: 7 }), network: taken }, 'A'));
  expect(serviceIn(stack, share({ priority: 7 }), 'B').resources.listenerRule!.priority).toBe(7);
});

test('a stub network is no part of a template', () => {
  const app = new App();
  expect(networkIn(app)).toBe(networkIn(app));
});
