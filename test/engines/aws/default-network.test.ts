import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { Network } from '../../../src/capabilities/network/aws';
import { EnvironmentTier } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { ENV, networkIn, stackOn } from '../../fixtures/stacks';

const shared = Match.stringLikeRegexp('is shared with');
const without = { network: undefined };

test('two services in one stack share one VPC, without a word', () => {
  const stack = stackOn(undefined, without);
  const [orders, invoices] = [serviceIn(stack), serviceIn(stack, {}, 'Invoices')];
  expect(invoices.network).toBe(orders.network);
  Template.fromStack(stack).resourceCountIs('AWS::EC2::VPC', 1);
  Annotations.fromStack(stack).hasNoWarning('*', shared);
});

describe('a second stack that names none', () => {
  test('shares it, with a warning: which of the two holds it follows from the order of the code', () => {
    const app = new App();
    const [a, b] = [stackOn(undefined, without, app, 'A'), stackOn(undefined, without, app, 'B')];
    serviceIn(a);
    serviceIn(b);
    Template.fromStack(b).resourceCountIs('AWS::EC2::VPC', 0);
    Annotations.fromStack(b).hasWarning('/B/Orders', shared);
    expect(b.dependencies).toEqual([a]);
  });

  test('takes it by name, and nothing is replaced', () => {
    const alone = stackOn(undefined, without, new App(), 'A');
    serviceIn(alone);
    const a = stackOn(undefined, without, new App(), 'A');
    serviceIn(a, { network: new Network(a, 'Network') });
    expect(Template.fromStack(a).toJSON().Resources).toEqual(Template.fromStack(alone).toJSON().Resources);
  });
});

test('another tier has its own, with the zones and gateways of its own', () => {
  const app = new App();
  const stacks = [EnvironmentTier.STAGING, EnvironmentTier.PRODUCTION].map(tier => stackOn(tier, without, app, tier));
  for (const stack of stacks) serviceIn(stack);
  const [staging, production] = stacks.map(
    stack => Object.keys(Template.fromStack(stack).findResources('AWS::EC2::NatGateway')).length,
  );
  expect([staging, production]).toEqual([1, 3]);
});

test('another region, and another stage, has its own', () => {
  const app = new App();
  const stacks = [
    stackOn(undefined, without, app, 'A', { env: ENV }),
    stackOn(undefined, without, app, 'B', { env: { ...ENV, region: 'us-east-1' } }),
    stackOn(undefined, without, new Stage(app, 'Prod') as any, 'C', { env: ENV }),
  ];
  for (const stack of stacks) serviceIn(stack);
  for (const stack of stacks) Template.fromStack(stack).resourceCountIs('AWS::EC2::VPC', 1);
});

test('a nested stack does not hold what others share', () => {
  const stack = stackOn(undefined, without);
  const nested = new NestedStack(stack, 'Nested');
  serviceIn(nested);
  serviceIn(stack, {}, 'Invoices');
  Template.fromStack(stack).resourceCountIs('AWS::EC2::VPC', 1);
  Template.fromStack(nested).resourceCountIs('AWS::EC2::VPC', 0);
  Annotations.fromStack(stack).hasNoWarning('*', shared);
});

test('the network of the construct goes before that of the path', () => {
  const app = new App();
  const stack = stackOn(undefined, {}, app);
  const own = Network.fromIds(stack, 'Own', {
    vpcId: 'vpc-1',
    cidrBlock: '10.0.0.0/16',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });
  expect(serviceIn(stack, { network: own }).network).toBe(own);
  expect(serviceIn(stack, {}, 'Invoices').network).toBe(networkIn(app));
});

test('a construct that has the name of the default network is not run into', () => {
  const stack = new Stack(new App(), 'Shop');
  new Construct(stack, 'Network');
  const error = refusal(() => serviceIn(stack));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.complaint).toMatchObject({
    where: 'Shop/Orders',
    what: expect.stringContaining("construct 'Network' already"),
    hint: expect.stringContaining('network: ...'),
  });
});
