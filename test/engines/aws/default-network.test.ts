import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { Network } from '../../../src/capabilities/network/aws';
import { EnvironmentTier } from '../../../src/path/tier';
import { InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { ENV, networkIn, stackOn } from '../../fixtures/stacks';

const without = { network: undefined };

test('two services in one stack share one VPC', () => {
  const stack = stackOn(undefined, without);
  const [orders, invoices] = [serviceIn(stack), serviceIn(stack, {}, 'Invoices')];
  expect(invoices.network).toBe(orders.network);
  Template.fromStack(stack).resourceCountIs('AWS::EC2::VPC', 1);
});

describe('a second stack that names none', () => {
  test('is refused: the order of the code would say which of the two holds the network', () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map(id => stackOn(undefined, without, app, id));
    serviceIn(a);
    const { complaint } = refusal(() => serviceIn(b));
    expect(complaint).toMatchObject({
      where: 'B/Orders',
      what: expect.stringContaining("'A' and 'B' need a network, and neither names one"),
      hint: expect.stringContaining("new Network(stack, 'Network')"),
    });
    expect(b.node.children).toEqual([]);
  });

  test('shares the one that another stack has by its name', () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map(id => stackOn(undefined, without, app, id));
    const network = new Network(a, 'Network');
    expect([a, b].map(stack => serviceIn(stack).network)).toEqual([network, network]);
    Template.fromStack(b).resourceCountIs('AWS::EC2::VPC', 0);
    expect(b.dependencies).toEqual([a]);
  });

  test('and nothing is replaced where it is written into the stack that had it', () => {
    const alone = stackOn(undefined, without, new App(), 'A');
    serviceIn(alone);
    const a = stackOn(undefined, without, new App(), 'A');
    new Network(a, 'Network');
    serviceIn(a);
    expect(Template.fromStack(a).toJSON().Resources).toEqual(Template.fromStack(alone).toJSON().Resources);
  });
});

test('the stack that holds it is the same in every order of the code, and with a stack more', () => {
  const templateOf = (ids: string[]) => {
    const app = new App();
    const stacks = ids.map(id => stackOn(undefined, without, app, id));
    new Network(app.node.findChild('A') as Stack, 'Network');
    for (const stack of stacks) serviceIn(stack);
    return Template.fromStack(app.node.findChild('A') as Stack).toJSON().Resources;
  };
  const first = templateOf(['A', 'B']);
  expect(Object.values(first).filter(({ Type }: any) => Type === 'AWS::EC2::VPC')).toHaveLength(1);
  expect(templateOf(['B', 'A'])).toEqual(first);
  expect(templateOf(['New', 'B', 'A'])).toEqual(first);
});

test('a stack that comes first and made one by itself is told so where the one that is written is needed', () => {
  const app = new App();
  serviceIn(stackOn(undefined, without, app, 'New'));
  const a = stackOn(undefined, without, app, 'A');
  new Network(a, 'Network');
  const { what, hint } = refusal(() => serviceIn(a)).complaint;
  expect(what).toMatch("'A/Network' is the default network, and 'New' has made another");
  expect(hint).toMatch("Make 'A/Network' before the constructs of 'New'");
});

test('of two that are written, a third stack takes neither by itself, and each has its own', () => {
  const app = new App();
  const [a, b, c] = ['A', 'B', 'C'].map(id => stackOn(undefined, without, app, id));
  const networks = [a, b].map(stack => new Network(stack, 'Network'));
  expect([a, b].map(stack => serviceIn(stack).network)).toEqual(networks);
  expect(refusal(() => serviceIn(c)).complaint.what).toMatch("several default networks: 'A/Network', 'B/Network'");
});

test('a network of another name is of nobody else', () => {
  const app = new App();
  const [a, b] = ['A', 'B'].map(id => stackOn(undefined, without, app, id));
  const own = new Network(a, 'Own');
  serviceIn(a, { network: own });
  expect(serviceIn(b).network.node.path).toBe('B/Network');
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
