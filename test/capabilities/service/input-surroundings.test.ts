import { App, Fn, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { https, share } from './fixture';
import { Exposure } from '../../../src/capabilities/service/props';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { Limit } from '../../../src/path/limit';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { findingsOf } from '../../fixtures/findings';
import { IMAGE, serviceIn } from '../../fixtures/services';
import { networkIn, StubNetwork, stackOn } from '../../fixtures/stacks';

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
    expect(within((stack: Stack) => new ec2.Vpc(stack, 'V'))).toContain('is a VPC of CDK');
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
    const large = on({ limits: { 'service.memoryMib': Limit.atMost(2048, asked) } }, { size: 'large' });
    expect(findingsOf(large)).toMatchObject({
      error: expect.stringContaining('service.memoryMib is'),
      said: [{ rule: 'limit:service.memoryMib', fix: expect.stringContaining('#platform') }],
    });
  });
  test.each<[string, any]>([
    ['service.healthCheckPath', 'up'],
    ['service.port', 80.5],
    ['service.minTasks', 0],
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

test('a priority that a refused service asked for is free again', () => {
  const stack = stackOn();
  const taken = new StubNetwork(stack, 'N', { privateSubnetIds: [] });
  refusal(() => serviceIn(stack, { ...share({ priority: 7 }), network: taken }, 'A'));
  expect(serviceIn(stack, share({ priority: 7 }), 'B').resources.listenerRule!.priority).toBe(7);
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

test('a stub network is no part of a template', () => {
  const app = new App();
  expect(networkIn(app)).toBe(networkIn(app));
});
