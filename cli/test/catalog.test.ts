import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { NEWSROOM, ORDERS, SOURCE, temporary, catalogOf, named } from './cataloged.ts';
import { pattern, run, SHOP, SYNTHESISED, TERRAFORM } from './run.ts';

test('the example is a system, a component with an API, and its resources', async () => {
  const entities = await catalogOf(ORDERS);
  assert.deepEqual(
    entities.map(({ kind, metadata: { name } }) => `${kind} ${name}`),
    [
      'Domain acme',
      'Group team-orders',
      'System orders',
      'Component orders',
      'API orders',
      'Resource orders-db',
      'Resource orders-network',
    ],
  );
  const { metadata, spec } = named(entities, 'Component', 'orders');
  assert.deepEqual(spec, {
    type: 'service',
    lifecycle: 'production',
    owner: 'team-orders',
    system: 'orders',
    providesApis: ['orders'],
    dependsOn: ['resource:default/orders-db'],
  });
  assert.equal(metadata.annotations['goldenpath.dev/construct'], 'Orders/Orders');
  // The target is not known, so that the catalog does not have it.
  assert.equal(metadata.annotations['amazonaws.com/account-id'], undefined);
  assert.equal(metadata.links, undefined);
  const { definition } = named(entities, 'API', 'orders').spec;
  assert.match(definition, /openapi: 3\.1\.0[\s\S]*\/health:\n/);
});

test('a service that speaks gRPC has an API of that kind', async () => {
  const { type, definition } = named(await catalogOf(`${SYNTHESISED}/roles`), 'API', 'orders').spec;
  assert.deepEqual([type, definition], ['grpc', 'syntax = "proto3";\n// orders\n']);
});

test('relations follow from what uses what: APIs of services, resources otherwise', async () => {
  const entities = await catalogOf(NEWSROOM, '--owner', 'platform');
  assert.deepEqual(named(entities, 'Component', 'orders').spec.consumesApis, ['orders-prices']);
  assert.deepEqual(named(entities, 'Component', 'orders').spec.dependsOn, [
    'resource:default/orders-db',
    'resource:default/orders-ledger',
  ]);
  assert.deepEqual(named(entities, 'Component', 'newsletter-welcome').spec.dependsOn, [
    'resource:default/newsletter-deliveries',
    'resource:default/newsletter-letters',
    'resource:default/newsletter-signups',
  ]);
  // A function behind HTTP has an API, one on events has none, nor has a worker.
  assert.deepEqual(
    entities.filter(({ kind }) => kind === 'API').map(({ metadata }) => metadata.name),
    ['newsletter-signup', 'orders', 'orders-prices'],
  );
  assert.deepEqual(
    ['newsletter-signup', 'newsletter-mailer', 'orders'].map(name => named(entities, 'Component', name).spec.type),
    ['function', 'worker', 'service'],
  );
  assert.deepEqual(
    ['newsletter-letters', 'newsletter-subscribers', 'newsletter-link-key'].map(
      name => named(entities, 'Resource', name).spec.type,
    ),
    ['bucket', 'table', 'secret'],
  );
});

test('what names no owner is owned by the one team that uses it, or by whom --owner says', async () => {
  const entities = await catalogOf(NEWSROOM, '--owner', 'platform');
  const owner = (kind: string, name: string) => named(entities, kind, name).spec.owner;
  assert.equal(owner('Resource', 'newsletter-signups'), 'team-news');
  // Two teams use it.
  assert.equal(owner('Resource', 'newsletter-deliveries'), 'platform');
  assert.equal(owner('Resource', 'newsletter-network'), 'platform');
  assert.equal(owner('Component', 'newsletter-mailer'), 'team-mail');
  const { code, err } = await run(['catalog', NEWSROOM]);
  assert.equal(code, 2);
  assert.match(err, /has no owner[\s\S]*where: Prod\/Newsletter\/\w+\n {2}to do: .*--owner/);
});

test('several stages are one catalog, as it is in production', async () => {
  const { metadata, spec } = named(
    await catalogOf(NEWSROOM, '--owner', 'platform', '--source-location', SOURCE),
    'Component',
    'orders',
  );
  assert.equal(spec.lifecycle, 'production');
  assert.deepEqual(
    { ...metadata.annotations },
    {
      'amazonaws.com/account-id': '111122223333',
      'aws.amazon.com/amazon-ecs-service-tags':
        'aws:cloudformation:stack-name=Prod-Orders,aws:cloudformation:logical-id=OrdersA9B65338',
      'backstage.io/source-location': `url:${SOURCE}/`,
      'backstage.io/techdocs-entity': 'system:default/orders',
      'backstage.io/techdocs-entity-path': '/orders',
      'goldenpath.dev/capability': 'service@1',
      'goldenpath.dev/construct': 'Orders/Orders',
      'goldenpath.dev/edition': '2026.12',
      'goldenpath.dev/environments': 'Prod/Orders (production), Test/Orders (development)',
      'goldenpath.dev/region': 'eu-west-1',
      'goldenpath.dev/stack': 'Prod-Orders',
      'goldenpath.dev/tier': 'production',
    },
  );
  assert.deepEqual(
    metadata.links.map(({ type }: any) => type),
    ['console', 'runbook'],
  );
  assert.equal(metadata.links[1].url, `${SOURCE}/docs/orders/docs/orders.md#alarms`);
});

test('addresses come from what a deployment wrote', async () => {
  const file = join(temporary(), 'outputs.json');
  writeFileSync(
    file,
    JSON.stringify({ 'Prod-Orders': { OrdersUrlBDBA5791: 'https://abc.execute-api.eu-west-1.amazonaws.com' } }),
  );
  const entities = await catalogOf(NEWSROOM, '--owner', 'platform', '--outputs', file);
  assert.match(named(entities, 'API', 'orders').spec.definition, /url: https:\/\/abc\.execute-api/);
  assert.equal(
    named(entities, 'Component', 'orders').metadata.links[0].url,
    'https://abc.execute-api.eu-west-1.amazonaws.com',
  );
  assert.doesNotMatch(JSON.stringify(named(entities, 'API', 'orders-prices')), /abc\.execute/);
  writeFileSync(file, '{"Prod-Orders":');
  assert.equal((await run(['catalog', NEWSROOM, '--owner', 'platform', '--outputs', file])).code, 3);
});

test('nested stacks belong to their parent, and Terraform has the same entities', async () => {
  const shop = await catalogOf(SHOP, '--owner', 'platform');
  assert.equal(named(shop, 'Component', 'shop-inner-cart').spec.system, 'shop');
  const entities = await catalogOf(TERRAFORM);
  assert.deepEqual(
    named(entities, 'Component', 'orders').spec,
    named(await catalogOf(ORDERS), 'Component', 'orders').spec,
  );
});

test('where the groups are known, an owner that is none of them is an error', async () => {
  const file = join(temporary(), 'groups.yaml');
  const group = (name: string) => {
    const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Group', metadata: { name } };
    return `---\n${stringify({ ...entity, spec: { type: 'team', children: [] } })}`;
  };
  writeFileSync(file, group('team-order'));
  const { code, err } = await run(['catalog', ORDERS, '--known', file]);
  assert.equal(code, 1);
  assert.match(
    err,
    pattern(
      /The owner 'team-orders' is no group or user that exists\.\n {2}where: .*Orders.*\n/,
      / {2}to do: Did you mean 'team-order'\?[\s\S]*docs: {2}https/,
    ),
  );
  writeFileSync(file, group('team-orders'));
  const known = await catalogOf(ORDERS, '--known', file);
  assert.deepEqual(
    known.filter(({ kind }) => kind === 'Group'),
    [],
  );
});

test('what is used and was made elsewhere is there, unless another catalog has it', async () => {
  const ledger = named(await catalogOf(NEWSROOM, '--owner', 'platform'), 'Resource', 'orders-ledger');
  assert.deepEqual(ledger.spec, { type: 'database', owner: 'platform' });
  const file = join(temporary(), 'others.yaml');
  writeFileSync(file, stringify({ ...ledger, spec: { ...ledger.spec, owner: 'team-ledger' } }));
  const entities = await catalogOf(NEWSROOM, '--owner', 'platform', '--known', file);
  assert.equal(
    entities.some(({ metadata }) => metadata.name === 'orders-ledger'),
    false,
  );
  assert.ok(named(entities, 'Component', 'orders').spec.dependsOn.includes('resource:default/orders-ledger'));
});

test('options that are lists take one at a time, so that inputs may come after them', async () => {
  const file = join(temporary(), 'others.yaml');
  writeFileSync(file, '');
  assert.equal((await run(['catalog', '--known', file, '--known', file, ORDERS, '--json'])).json.entities.length, 7);
});

test('names are cut and told apart by hashes, and stay what they were', async () => {
  const { allocateNames, nameOf } = await import('../src/catalog/names.ts');
  assert.deepEqual(['Orders/OrdersDb', 'Orders/Orders', 'Prod/HTTPApi', 'Café/Crème', 'a_b/c.d'].map(nameOf), [
    'orders-db',
    'orders',
    'prod-http-api',
    'cafe-creme',
    'a-b-c-d',
  ]);
  const long = `Stack/${'VeryLongName'.repeat(10)}`;
  const ids = [`${long}A`, `${long}B`, 'Orders/OrdersDb', 'Orders/Db', '注文', '顧客', 'Orders'];
  const names = allocateNames(ids);
  assert.equal(new Set(names.values()).size, ids.length);
  for (const name of names.values()) assert.match(name, /^(?=.{1,63}$)[a-z0-9]+(-[a-z0-9]+)*$/);
  assert.equal(names.get('Orders'), 'orders');
  assert.deepEqual(allocateNames([...ids].reverse()), new Map([...names].reverse()));
  assert.equal(allocateNames([`${long}A`]).get(`${long}A`), names.get(`${long}A`));
});

test('two apps with stacks of the same names are told apart', async () => {
  const cwd = temporary();
  for (const app of ['one', 'two']) cpSync(ORDERS, join(cwd, app), { recursive: true });
  const { json, code, err } = await run(['catalog', 'one', 'two', '--json'], { cwd });
  assert.equal(code, 0, err);
  const components = json.entities.filter(({ kind }: any) => kind === 'Component');
  assert.equal(new Set(components.map(({ metadata }: any) => metadata.name)).size, 2);
  for (const { spec } of components)
    assert.ok(json.entities.some(({ kind, metadata }: any) => kind === 'System' && metadata.name === spec.system));
});

test('wrong use and input that says nothing', async () => {
  assert.equal((await run(['catalog', ORDERS, '--also', 'sarif'])).code, 2);
  assert.equal((await run(['catalog', ORDERS, '--also', 'nonsense', '--out', temporary()])).code, 2);
  assert.equal((await run(['catalog', ORDERS, '--slo-window', 'soon'])).code, 2);
  assert.equal((await run(['catalog', ORDERS, '--check'], { cwd: temporary() })).code, 3);
  const file = join(temporary(), 'catalog-info.yaml');
  writeFileSync(file, 'kind: [');
  const { code, err } = await run(['catalog', ORDERS, '--known', file]);
  assert.equal(code, 3);
  assert.match(err, /The catalog cannot be read/);
  // A stack without a manifest has no entities.
  const copy = join(temporary(), 'cdk.out');
  cpSync(ORDERS, copy, { recursive: true });
  rmSync(join(copy, 'Orders.metadata.json'));
  const manifest = join(copy, 'manifest.json');
  writeFileSync(
    manifest,
    readFileSync(manifest, 'utf8').replace('"additionalMetadataFile": "Orders.metadata.json",', ''),
  );
  assert.equal((await run(['catalog', copy])).code, 1);
});
