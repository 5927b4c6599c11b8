import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  Access,
  Binding,
  BindingRequest,
  Credentials,
  environmentPrefixOf,
  IBindable,
} from '../../../src/binding/binding';
import { GoldenPathService } from '../../../src/capabilities/service/aws';
import { EnvironmentTier } from '../../../src/path/tier';
import { BindingError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { ENV, stackOn } from '../../fixtures/stacks';

/** Something to use: a security group, two variables, a permission. */
class Store extends Construct implements IBindable {
  public readonly group: ec2.CfnSecurityGroup;
  public readonly requests: BindingRequest[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.group = new ec2.CfnSecurityGroup(this, 'Resource', { groupDescription: 'store' });
  }

  public bind(request: BindingRequest): Binding {
    this.requests.push(request);
    const access = request.access ?? Access.READ_WRITE;
    return {
      capability: 'store',
      resource: this.node.path,
      access,
      environment: { HOST: access === Access.READ ? 'reader' : 'writer', GROUP: this.group.ref },
      permissions: [
        {
          actions: ['store:Open'],
          resources: [this.group.attrGroupId],
          conditions: { Bool: { 'aws:SecureTransport': 'true' } },
        },
      ],
      ports: [{ securityGroupId: this.group.attrGroupId, port: 7000, name: this.node.id }],
      environmentPrefix: environmentPrefixOf(this.node.id),
    };
  }
}

const templateOf = (construct: Construct) => Template.fromStack(Stack.of(construct)).toJSON().Resources;
const propertiesOf = (service: GoldenPathService, slot: string) =>
  templateOf(service)[Stack.of(service).resolve(service.resource(slot).logicalId)].Properties;
const variables = (service: GoldenPathService) =>
  propertiesOf(service, 'taskDefinition').ContainerDefinitions[0].Environment.map(({ Name }: any) => Name);

describe('in one stack', () => {
  test('gets the variables, the permission and the port, and is recorded', () => {
    const stack = stackOn();
    const store = new Store(stack, 'OrdersDb');
    const service = serviceIn(stack).uses(store);
    expect(variables(service)).toEqual(expect.arrayContaining(['ORDERS_DB_HOST', 'ORDERS_DB_GROUP']));
    expect(propertiesOf(service, 'taskPolicy').PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'store:Open',
        Resource: expect.anything(),
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ]);
    expect(propertiesOf(service, 'OrdersDbIngress')).toMatchObject({ FromPort: 7000, ToPort: 7000, IpProtocol: 'tcp' });
    expect(propertiesOf(service, 'OrdersDbEgress')).toMatchObject({ FromPort: 7000, ToPort: 7000 });
    expect(service._manifestEntry().uses).toEqual([
      { capability: 'store', resource: 'Shop/OrdersDb', access: 'read-write' },
    ]);
    expect(store.requests).toEqual([
      { access: undefined, credentials: Credentials.SECRET, userName: 'app', consumer: 'Shop/Orders' },
    ]);
    expect(service.escapes).toEqual([]);
    expectSlotsComplete(service);
  });

  test('passes on what was asked', () => {
    const stack = stackOn();
    const store = new Store(stack, 'Db');
    const service = serviceIn(stack).uses(store, Access.READ, {
      credentials: Credentials.IAM_TOKEN,
      userName: 'web',
      environmentPrefix: 'MAIN',
    });
    expect(store.requests[0]).toMatchObject({ access: 'read', credentials: 'iam-token', userName: 'web' });
    expect(variables(service)).toEqual(expect.arrayContaining(['MAIN_HOST']));
  });

  test('used twice in the same way, it is used once', () => {
    const stack = stackOn();
    const store = new Store(stack, 'Db');
    const service = serviceIn(stack).uses(store).uses(store);
    expect(service.slots.filter(slot => slot.endsWith('DbIngress'))).toEqual(['DbIngress']);
    expect(service._manifestEntry().uses).toHaveLength(1);
    expect(variables(service).filter((name: string) => name === 'DB_HOST')).toHaveLength(1);
    expect(propertiesOf(service, 'taskPolicy').PolicyDocument.Statement).toHaveLength(1);
  });

  test('in two ways, under two names, through one port', () => {
    const stack = stackOn();
    const store = new Store(stack, 'Db');
    const service = serviceIn(stack).uses(store).uses(store, Access.READ, { environmentPrefix: 'READ' });
    expect(variables(service)).toEqual(expect.arrayContaining(['DB_HOST', 'READ_HOST']));
    expect(service.slots.filter(slot => slot.endsWith('DbIngress'))).toEqual(['DbIngress']);
  });

  test('two of the same id, in two scopes, both have their port', () => {
    const stack = stackOn();
    const [a, b] = ['A', 'B'].map(scope => new Store(new Construct(stack, scope), 'Db'));
    const service = serviceIn(stack).uses(a).uses(b, undefined, { environmentPrefix: 'OTHER' });
    const groups = service.slots
      .filter(slot => slot.endsWith('Ingress') && slot !== 'taskIngress')
      .map(slot => propertiesOf(service, slot).GroupId['Fn::GetAtt'][0]);
    expect(groups).toEqual([a, b].map(store => stack.resolve(store.group.logicalId)));
    expectSlotsComplete(service);
  });
});

test.each<[string, (service: GoldenPathService, store: Store, scope: Stack) => void, string]>([
  [
    "another's variable",
    (service, store, scope) => service.uses(store).uses(new Store(new Construct(scope, 'Other'), 'OrdersDb')),
    'already set by Shop/OrdersDb',
  ],
  [
    "the team's own variable",
    (service, _, scope) => service.uses(new Store(scope, 'Mine')),
    'already set by the construct itself',
  ],
  [
    'its own variable with another value',
    (service, store) => service.uses(store).uses(store, Access.READ),
    'two values of ORDERS_DB_HOST',
  ],
  [
    'a variable that cannot be one',
    (service, store) => service.uses(store, undefined, { environmentPrefix: 'a-b' }),
    "'a-b' cannot start",
  ],
])('a binding that would set %s is refused, and changes nothing', (_, use, what) => {
  const stack = stackOn();
  const service = serviceIn(stack, { environment: { MINE_HOST: 'x' } });
  const error = refusal(() => use(service, new Store(stack, 'OrdersDb'), stack));
  expect(error).toBeInstanceOf(BindingError);
  expect(error.complaint.what).toContain(what);
  expect(error.complaint.where).toBe('Shop/Orders');
  expect(service.slots.filter(slot => slot.endsWith('DbIngress')).length).toBeLessThanOrEqual(1);
});

test('what is not of the path cannot be used, but granted', () => {
  const stack = stackOn();
  const service = serviceIn(stack);
  const { complaint } = refusal(() => service.uses(new s3.Bucket(stack, 'Bucket') as any));
  expect(complaint).toMatchObject({
    what: "'Shop/Bucket' cannot be used: it is not of the golden path.",
    hint: expect.stringContaining('bucket.grantRead'),
  });
  expect(() => service.uses(undefined as any)).toThrow(BindingError);
});

test('a port in another region cannot be opened', () => {
  const app = new App();
  const far = stackOn(undefined, {}, app, 'Far', { env: { ...ENV, region: 'us-east-1' } });
  const near = stackOn(undefined, {}, app, 'Near', { env: ENV });
  expect(refusal(() => serviceIn(near).uses(new Store(far, 'Db'))).complaint.what).toContain(
    "'Far/Db' is in us-east-1",
  );
});

describe('across stacks', () => {
  const orders: [string, ('data' | 'shop')[]][] = [
    ['what is used first', ['data', 'shop']],
    ['who uses it first', ['shop', 'data']],
  ];

  test.each(orders)('%s: everything stands with the consumer, and nothing is a circle', (_, order) => {
    const app = new App();
    const made = Object.fromEntries(order.map(id => [id, stackOn(EnvironmentTier.PRODUCTION, {}, app, id)]));
    const service = serviceIn(made.shop);
    const store = new Store(made.data, 'Db');
    service.uses(store);
    app.synth();
    expect(made.shop.dependencies).toEqual([made.data]);
    expect(Object.keys(templateOf(store))).toEqual([made.data.resolve(store.group.logicalId)]);
  });

  test("two services that use something in each other's stack", () => {
    const app = new App();
    const [a, b] = ['A', 'B'].map(id => stackOn(EnvironmentTier.DEVELOPMENT, {}, app, id));
    const store = new Store(a, 'Db');
    serviceIn(a, {}, 'Local').uses(store);
    serviceIn(b, {}, 'Remote').uses(store);
    expect(() => app.synth()).not.toThrow();
    expect([a.dependencies, b.dependencies]).toEqual([[], [a]]);
  });
});

test('the order of calls does not matter', () => {
  const template = (order: number[]) => {
    const stack = stackOn();
    const stores = ['One', 'Two', 'Three'].map(id => new Store(stack, id));
    const service = serviceIn(stack);
    const calls = [
      () => service.uses(stores[0]),
      () => service.uses(stores[1], Access.READ),
      () => service.uses(stores[2]),
    ];
    for (const index of order) calls[index]();
    const resources = templateOf(service);
    const container = propertiesOf(service, 'taskDefinition').ContainerDefinitions[0];
    const sorted = (list: any[]) => list.map(each => JSON.stringify(each)).sort();
    const statements = propertiesOf(service, 'taskPolicy').PolicyDocument.Statement;
    return {
      ids: Object.keys(resources).sort(),
      environment: sorted(container.Environment),
      statements: sorted(statements.map((each: any) => ({ ...each, Resource: sorted([each.Resource].flat()) }))),
    };
  };
  expect(template([2, 0, 1])).toEqual(template([0, 1, 2]));
});
