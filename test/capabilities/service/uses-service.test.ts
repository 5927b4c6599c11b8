import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Access } from '../../../src/binding/binding';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { Exposure } from '../../../src/capabilities/service/props';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';
import { BindingError, InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { EXPOSURES, serviceIn, SHARED_LISTENER } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const propertiesOf = (service: GoldenPathService, slot: string) => {
  const stack = Stack.of(service);
  return Template.fromStack(stack).toJSON().Resources[stack.resolve(service.resource(slot).logicalId)].Properties;
};
const variableOf = (service: GoldenPathService, name: string) =>
  propertiesOf(service, 'taskDefinition').ContainerDefinitions[0].Environment.find(({ Name }: any) => Name === name)
    ?.Value;
const rulesOf = (service: GoldenPathService) => service.slots.filter(slot => /^Orders.*(Ingress|Egress)$/.test(slot));

describe.each([...TIERS])('in %s', tier => {
  test.each<[string, number | undefined]>([
    ['internal', 80],
    ['internal with a domain', 443],
    ['public without a domain', undefined],
    ['public with a domain', undefined],
    ['public with a certificate', undefined],
    ['shared', 443],
  ])('a service that is %s is called by another one, through port %p of its load balancer', (exposure, port) => {
    const stack = stackOn(tier);
    const orders = serviceIn(stack, { exposure: EXPOSURES[exposure]() });
    const before = orders.slots;
    const web = serviceIn(stack, {}, 'Web').uses(orders);
    expect(variableOf(web, 'ORDERS_URL')).toEqual(stack.resolve(orders.url));
    expect(rulesOf(web)).toEqual(port ? ['OrdersIngress', 'OrdersEgress'] : []);
    if (port) {
      const guard = orders.resources.loadBalancerSecurityGroup?.attrGroupId ?? 'sg-0123456789abcdef0';
      const group = stack.resolve(web.resources.securityGroup.attrGroupId);
      expect(propertiesOf(web, 'OrdersIngress')).toMatchObject({
        IpProtocol: 'tcp',
        FromPort: port,
        ToPort: port,
        GroupId: stack.resolve(guard),
        SourceSecurityGroupId: group,
      });
      expect(propertiesOf(web, 'OrdersEgress')).toMatchObject({
        IpProtocol: 'tcp',
        FromPort: port,
        ToPort: port,
        GroupId: group,
        DestinationSecurityGroupId: stack.resolve(guard),
      });
    }
    // The way to a port needs no permission.
    expect(web.slots).not.toContain('taskPolicy');
    expect(orders.slots).toEqual(before);
    expect(web._manifestEntry().uses).toEqual([
      { capability: 'service', resource: 'Shop/Orders', access: 'read-write' },
    ]);
    for (const service of [orders, web]) {
      expect(service.escapes).toEqual([]);
      expectSlotsComplete(service);
    }
  });
});

test('the tasks behind it are let in by its load balancer alone, as before', () => {
  const stack = stackOn();
  const orders = serviceIn(stack);
  serviceIn(stack, {}, 'Web').uses(orders);
  expect(propertiesOf(orders, 'securityGroup').SecurityGroupIngress).toBeUndefined();
  expect(propertiesOf(orders, 'taskIngress').SourceSecurityGroupId).toEqual(
    stack.resolve(orders.resources.loadBalancerSecurityGroup!.attrGroupId),
  );
});

test.each([Access.READ, Access.WRITE, Access.READ_WRITE])('%s is the way to its port', access => {
  const stack = stackOn();
  const web = serviceIn(stack, {}, 'Web').uses(serviceIn(stack), access);
  expect(rulesOf(web)).toEqual(['OrdersIngress', 'OrdersEgress']);
  expect(web._manifestEntry().uses).toMatchObject([{ access }]);
});

test.each([Access.CONSUME, Access.PUBLISH])('%s is refused, with what to do instead', access => {
  const stack = stackOn();
  const web = serviceIn(stack, {}, 'Web');
  const error = refusal(() => web.uses(serviceIn(stack), access));
  expect(error).toBeInstanceOf(BindingError);
  expect(error.complaint).toMatchObject({ where: 'Shop/Web uses Shop/Orders', hint: expect.stringContaining('queue') });
  expect(rulesOf(web)).toEqual([]);
});

test('a service whose host name nobody knows is refused', () => {
  const stack = stackOn();
  const shared = { listenerArn: SHARED_LISTENER, securityGroupId: 'sg-0123456789abcdef0' };
  const web = serviceIn(stack, {}, 'Web');
  const byPath = serviceIn(stack, {
    exposure: Exposure.sharedLoadBalancer({ ...shared, pathPatterns: ['/orders/*'] }),
  });
  expect(refusal(() => web.uses(byPath)).complaint.hint).toContain('host header');
  const byWildcard = serviceIn(
    stack,
    { exposure: Exposure.sharedLoadBalancer({ ...shared, hostHeaders: ['*.acme.com'] }) },
    'Other',
  );
  expect(() => web.uses(byWildcard)).toThrow(BindingError);
});

describe('across stacks', () => {
  test.each([
    ['what is called first', ['Back', 'Front']],
    ['who calls it first', ['Front', 'Back']],
  ])('%s: everything stands with the caller', (_, order) => {
    const app = new App();
    const made = Object.fromEntries(order.map(id => [id, stackOn(EnvironmentTier.PRODUCTION, {}, app, id)]));
    const orders = serviceIn(made.Back);
    const alone = Object.keys(Template.fromStack(stackWith(serviceIn)).toJSON().Resources).length;
    const web = serviceIn(made.Front, {}, 'Web').uses(orders);
    app.synth();
    expect([made.Back.dependencies, made.Front.dependencies]).toEqual([[], [made.Back]]);
    expect(Object.keys(Template.fromStack(made.Back).toJSON().Resources)).toHaveLength(alone);
    expectSlotsComplete(web);
  });

  test('in one stack, two services call each other', () => {
    const stack = stackOn();
    const [a, b] = ['A', 'B'].map(id => serviceIn(stack, {}, id));
    a.uses(b);
    b.uses(a);
    // Throws where resources wait for each other.
    Template.fromStack(stack);
  });

  test("two stacks may call into each other's where one is reached by a name", () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map(id => stackOn(EnvironmentTier.PRODUCTION, {}, app, id));
    const [one, two] = [
      serviceIn(a, {}, 'One'),
      serviceIn(b, { exposure: EXPOSURES['public with a domain']() }, 'Two'),
    ];
    one.uses(two);
    two.uses(one);
    app.synth();
    expect([a.dependencies, b.dependencies]).toEqual([[], [a]]);
  });

  const stackWith = (make: (stack: Stack) => unknown) => {
    const stack = stackOn(EnvironmentTier.PRODUCTION, {}, new App(), 'Back');
    make(stack);
    return stack;
  };
});

test("a name that a rule of the caller's own has already is not taken twice", () => {
  const stack = stackOn();
  const called = serviceIn(stack, {}, 'VpcLink');
  const web = serviceIn(stack, { exposure: Exposure.publicHttps() }, 'Web').uses(called);
  expect(web.slots.filter(slot => /^[Vv]pcLink\w*Ingress$/.test(slot))).toEqual([
    'vpcLinkIngress',
    expect.stringMatching(/^VpcLink[0-9a-f]{8}Ingress$/),
  ]);
  expectSlotsComplete(web);
});

describe('a service that was made elsewhere', () => {
  test('on the internet: its address alone', () => {
    const stack = stackOn();
    const billing = GoldenPathService.fromServiceAttributes(stack, 'Billing', { url: 'https://billing.acme.com' });
    const web = serviceIn(stack, {}, 'Web').uses(billing);
    expect(variableOf(web, 'BILLING_URL')).toBe('https://billing.acme.com');
    expect(web.slots.filter(slot => slot.startsWith('Billing'))).toEqual([]);
    expect(billing.url).toBe('https://billing.acme.com');
  });

  test.each<[string, number | undefined, number]>([
    ['https://billing.acme.internal', undefined, 443],
    ['http://billing.acme.internal/v1', undefined, 80],
    ['http://billing.acme.internal:8080', undefined, 8080],
    ['https://billing.acme.internal', 8443, 8443],
  ])('inside the network: %s and port %p are port %p of its load balancer', (url, port, expected) => {
    const stack = stackOn();
    const web = serviceIn(stack, {}, 'Web').uses(
      GoldenPathService.fromServiceAttributes(stack, 'Billing', { url, port, securityGroupId: 'sg-0aa' }),
    );
    expect(propertiesOf(web, 'BillingIngress')).toMatchObject({ GroupId: 'sg-0aa', FromPort: expected });
    expectSlotsComplete(web);
  });

  test('whose address is known at deployment only', () => {
    const stack = stackOn();
    const other = serviceIn(stack, {}, 'Other');
    const web = serviceIn(stack, {}, 'Web').uses(
      GoldenPathService.fromServiceAttributes(stack, 'Billing', {
        url: other.url,
        port: 80,
        securityGroupId: other.resources.loadBalancerSecurityGroup!.attrGroupId,
      }),
    );
    expect(variableOf(web, 'BILLING_URL')).toEqual(stack.resolve(other.url));
  });

  test.each<[string, any]>([
    ['nothing', undefined],
    ['no URL', {}],
    ['a host name', { url: 'billing.acme.com' }],
    ['a wildcard', { url: 'https://*.acme.com' }],
    ['another scheme', { url: 'tcp://billing' }],
    ['no security group', { url: 'https://billing', securityGroupId: 'vpc-1' }],
    ['no port', { url: 'https://billing', port: 0, securityGroupId: 'sg-0aa' }],
    ['a closed port', { url: 'http://billing.acme.com' }],
    ['a text for a port', { url: 'https://billing', port: '443', securityGroupId: 'sg-0aa' }],
  ])('of which %s is said is refused', (_, attributes) => {
    expect(refusal(() => GoldenPathService.fromServiceAttributes(stackOn(), 'Billing', attributes))).toBeInstanceOf(
      InvalidInputError,
    );
  });

  test('whose port nobody knows is refused', () => {
    const stack = stackOn();
    const { url } = serviceIn(stack, { exposure: Exposure.publicHttps() });
    expect(
      refusal(() => GoldenPathService.fromServiceAttributes(stack, 'Billing', { url, securityGroupId: 'sg-0aa' }))
        .complaint.hint,
    ).toContain('Give port');
  });
});
