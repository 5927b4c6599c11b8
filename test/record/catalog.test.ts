import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../src/capabilities/database/props';
import { ServiceProtocol } from '../../src/capabilities/service/props';
import { EnvironmentTier } from '../../src/path/tier';
import { EXPOSURES, serviceIn } from '../fixtures/services';
import { networkIn, stackOn } from '../fixtures/stacks';

function entitiesOf(stack: Stack): any[] {
  return Template.fromStack(stack).toJSON().Metadata.Backstage.Entities;
}

function named(entities: any[], kind: string, name: string): any {
  return entities.find(each => each.kind === kind && each.metadata.name === name);
}

/** A shop with a database, and prices that it calls in another stack. */
function shop(scope: App | Stage = new App(), tier = EnvironmentTier.PRODUCTION) {
  const prices = stackOn(tier, { owner: undefined }, scope as any, 'Prices');
  const network = networkIn(scope as any);
  const pricing = serviceIn(prices, { owner: 'team-prices', network });
  const stack = stackOn(tier, { owner: undefined }, scope as any, 'Shop');
  const database = new ManagedDatabase(stack, 'ShopDb', { engine: DatabaseEngine.postgres(), network });
  const ledger = ManagedDatabase.fromDatabaseAttributes(stack, 'Ledger', {
    endpoint: 'ledger.acme.example',
    port: 5432,
    securityGroupId: 'sg-0123456789abcdef0',
    databaseName: 'ledger',
    secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ledger-AbCdEf',
  });
  const service = serviceIn(stack, { owner: 'Team Shop', network }, 'Shop').uses(database).uses(pricing).uses(ledger);
  return { stack, prices, service, network };
}

test('a template has the entities of what it makes, where the plugin of Backstage looks for them', () => {
  const { stack, prices } = shop();
  const entities = entitiesOf(stack);
  expect(entities.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'System shop',
    'Resource shop-db',
    'Component shop',
    'API shop',
    'Resource shop-ledger',
  ]);
  expect(named(entities, 'Component', 'shop')).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shop',
      title: 'Shop',
      tags: ['goldenpath'],
      annotations: {
        'goldenpath.dev/construct': 'Shop/Shop',
        'goldenpath.dev/capability': 'service@1',
        'goldenpath.dev/edition': '2026.12',
        'goldenpath.dev/tier': 'production',
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'team-shop',
      system: 'shop',
      providesApis: ['shop'],
      consumesApis: ['prices-orders'],
      dependsOn: ['resource:default/shop-db', 'resource:default/shop-ledger'],
    },
  });
  // A resource without an owner belongs to the team that uses it.
  expect(named(entities, 'Resource', 'shop-db').spec).toEqual({ type: 'database', owner: 'team-shop', system: 'shop' });
  expect(named(entities, 'Resource', 'shop-ledger').spec).toEqual({ type: 'database', owner: 'team-shop' });
  expect(named(entities, 'System', 'shop').spec).toEqual({ owner: 'team-shop', domain: 'acme' });
  const api = named(entitiesOf(prices), 'API', 'prices-orders');
  expect(api.spec).toMatchObject({ type: 'openapi', lifecycle: 'production', owner: 'team-prices', system: 'prices' });
  expect(JSON.parse(api.spec.definition).info).toEqual({ title: 'prices-orders', version: '2026.12' });
});

test('the stages of an app have the same names', () => {
  const app = new App();
  const [test, prod] = (['Test', 'Prod'] as const).map(id =>
    entitiesOf(
      shop(new Stage(app, id), id === 'Test' ? EnvironmentTier.DEVELOPMENT : EnvironmentTier.PRODUCTION).stack,
    ),
  );
  const refs = (entities: any[]) => entities.map(({ kind, metadata, spec }) => [kind, metadata.name, spec.dependsOn]);
  expect(refs(test)).toEqual(refs(prod));
  expect(named(test, 'Component', 'shop').spec.lifecycle).toBe('experimental');
});

test('what would have the same name is told apart, in whatever stack it stands', () => {
  const app = new App();
  const { stack, network } = shop(app);
  const other = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Shop2');
  serviceIn(other, { network }, 'shop_db').uses(
    new ManagedDatabase(other, 'Shop_Db', { engine: DatabaseEngine.postgres(), network }),
  );
  const twin = new Stack(app, 'shop');
  new ManagedDatabase(twin, 'Shop-Db', { engine: DatabaseEngine.postgres(), network, owner: 'team-b' });
  const names = [stack, twin].map(
    each => entitiesOf(each).find(({ spec, kind }) => kind === 'Resource' && spec.type === 'database').metadata.name,
  );
  expect(names).toEqual([
    expect.stringMatching(/^shop-db-[0-9a-f]{8}$/),
    expect.stringMatching(/^shop-db-[0-9a-f]{8}$/),
  ]);
  expect(names[0]).not.toBe(names[1]);
  expect(named(entitiesOf(stack), 'Component', 'shop').spec.dependsOn).toContain(`resource:default/${names[0]}`);
});

test('a nested stack is part of the system around it', () => {
  const { stack, network } = shop();
  const nested = new NestedStack(stack, 'Inner');
  serviceIn(nested, { network }, 'Cart');
  expect(entitiesOf(nested).map(({ kind, metadata, spec }) => [kind, metadata.name, spec.system])).toEqual([
    ['Component', 'shop-inner-cart', 'shop'],
    ['API', 'shop-inner-cart', 'shop'],
  ]);
});

test('a stack in which all is nested is a system all the same', () => {
  const stack = stackOn();
  const nested = ['One', 'Two'].map(id => new NestedStack(stack, id));
  nested.forEach(each => serviceIn(each));
  expect(
    nested.map(each =>
      entitiesOf(each)
        .filter(({ kind }) => kind === 'System')
        .map(({ metadata }) => metadata.name),
    ),
  ).toEqual([['shop'], []]);
});

test('entities of others stay, and ours are not doubled by a second synthesis', () => {
  const app = new App();
  const { stack } = shop(app);
  const theirs = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'theirs' },
    spec: { type: 'library', lifecycle: 'production', owner: 'team-shop' },
  };
  stack.templateOptions.metadata = { Backstage: { Entities: [theirs], Note: 'ours' }, Other: 1 };
  app.synth();
  app.synth({ force: true });
  const { Metadata } = app.synth({ force: true }).getStackByName('Shop').template;
  expect(Metadata.Other).toBe(1);
  expect(Metadata.Backstage.Note).toBe('ours');
  expect(Metadata.Backstage.Entities.map(({ metadata }: any) => metadata.name)).toEqual([
    'theirs',
    'shop',
    'shop-db',
    'shop',
    'shop',
    'shop-ledger',
  ]);
});

test('an owner that is written as a reference stays one', () => {
  const stack = stackOn();
  serviceIn(stack, { owner: 'group:default/team-x' });
  expect(named(entitiesOf(stack), 'Component', 'shop-orders').spec.owner).toBe('group:default/team-x');
});

test('a stack without anything of the path has none', () => {
  const app = new App();
  shop(app);
  const foreign = new Stack(app, 'Foreign');
  expect(Template.fromStack(foreign).toJSON().Metadata).toBeUndefined();
});

test('a service that speaks gRPC has an API of that kind', () => {
  const stack = stackOn();
  serviceIn(stack, { protocol: ServiceProtocol.GRPC, exposure: EXPOSURES['internal with a domain']() });
  expect(entitiesOf(stack).find(({ kind }) => kind === 'API').spec).toMatchObject({
    type: 'grpc',
    definition: expect.stringContaining('syntax = "proto3";'),
  });
});
