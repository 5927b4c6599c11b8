import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments, stringify } from 'yaml';
import { pattern, run, SHOP, SYNTHESISED, TERRAFORM } from './run.ts';

const NEWSROOM = join(SYNTHESISED, 'newsroom');
const ORDERS = join(SYNTHESISED, 'orders');
const SOURCE = 'https://github.com/acme/news/tree/main';
const temporary = (): string => mkdtempSync(join(tmpdir(), 'catalog-'));
const entitiesIn = (file: string): any[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS());
const catalogOf = async (input: string, ...more: string[]): Promise<any[]> =>
  (await run(['catalog', input, '--json', ...more])).json.entities;
const named = (entities: any[], kind: string, name: string): any =>
  entities.find(each => each.kind === kind && each.metadata.name === name) ??
  assert.fail(`no ${kind} ${name} among ${entities.map(each => `${each.kind} ${each.metadata.name}`).join(', ')}`);

/** Writes a catalog, changes one of its files, and returns the result of --check. */
async function checkedAfter(change: (entities: any[]) => void, ...more: string[]) {
  const out = temporary();
  await run(['catalog', ORDERS, '--out', out]);
  const file = join(out, 'catalog-info.yaml');
  const entities = entitiesIn(file);
  change(entities);
  writeFileSync(file, entities.map(each => `---\n${stringify(each)}`).join(''));
  return run(['catalog', ORDERS, '--out', out, '--check', ...more]);
}

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

test('what was written is what is checked', async () => {
  const out = temporary();
  const written = await run(['catalog', ORDERS, '--out', out, '--json']);
  assert.equal(written.code, 0, written.err);
  assert.deepEqual(entitiesIn(join(out, 'catalog-info.yaml')), written.json.entities);
  assert.equal((await run(['catalog', ORDERS, '--out', out, '--check'])).code, 0);
  // Each synthesis gives the same catalog, in any directory.
  const elsewhere = join(temporary(), 'cdk.out');
  cpSync(ORDERS, elsewhere, { recursive: true });
  const again = temporary();
  await run(['catalog', elsewhere, '--out', again, '--no-template'], { now: new Date('2030-01-01') });
  for (const path of [
    'catalog-info.yaml',
    'docs/orders/mkdocs.yml',
    ...readdirSync(join(out, 'docs/orders/docs')).map(page => `docs/orders/docs/${page}`),
  ]) {
    assert.equal(readFileSync(join(again, path), 'utf8'), readFileSync(join(out, path), 'utf8'), path);
  }
  assert.equal(existsSync(join(again, 'template')), false);
});

test('a committed entity that differs is a finding, with the diff', async () => {
  const { code, out } = await checkedAfter(entities => {
    named(entities, 'Component', 'orders').spec.lifecycle = 'experimental';
  });
  assert.equal(code, 1);
  assert.match(
    out,
    pattern(
      /^--- .*component:default\/orders\tcommitted\n\+\+\+ .*\tsynthesised\n@@[\s\S]*/,
      /\n- {2}lifecycle: experimental\n\+ {2}lifecycle: production\n/,
    ),
  );
  assert.match(out, /goldenpath catalog --out/);
});

test('a missing entity and a stale one are findings; one of somebody else is not', async () => {
  const missing = await checkedAfter(entities => {
    entities.splice(
      entities.findIndex(({ kind }) => kind === 'API'),
      1,
    );
  });
  assert.equal(missing.code, 1);
  const stale = await checkedAfter(entities => {
    entities.push({
      ...named(entities, 'Resource', 'orders-db'),
      metadata: { name: 'gone', annotations: { 'goldenpath.dev/construct': 'Orders/Gone' } },
    });
  }, '--json');
  assert.deepEqual(
    stale.json.differences.map(({ what, kind }: any) => [what, kind]),
    [['resource:default/gone', 'stale']],
  );
  const foreign = await checkedAfter(entities => {
    entities.push({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: { name: 'theirs' },
      spec: { type: 'thing', owner: 'team-orders' },
    });
  });
  assert.equal(foreign.code, 0, foreign.out + foreign.err);
});

test('a changed page is a finding too, and other line ends are none', async () => {
  const out = temporary();
  await run(['catalog', ORDERS, '--out', out]);
  const page = join(out, 'docs/orders/docs/orders.md');
  writeFileSync(page, readFileSync(page, 'utf8').replaceAll('\n', '\r\n'));
  assert.equal((await run(['catalog', ORDERS, '--out', out, '--check'])).code, 0);
  writeFileSync(page, readFileSync(page, 'utf8').replace('By the app team', 'By somebody'));
  assert.equal((await run(['catalog', ORDERS, '--out', out, '--check'])).code, 1);
});

test('entities of somebody else stay when it is written again, with their comments', async () => {
  const out = temporary();
  const file = join(out, 'catalog-info.yaml');
  const theirs =
    '# the mainframe\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata:\n  name: mainframe\nspec:\n' +
    '  type: mainframe # since 1984\n  owner: team-orders';
  writeFileSync(file, `---\n${theirs}\n`);
  for (const _ of [1, 2]) assert.equal((await run(['catalog', ORDERS, '--out', out])).code, 0);
  assert.ok(readFileSync(file, 'utf8').endsWith(`---\n${theirs}\n`), readFileSync(file, 'utf8').slice(-300));
  assert.equal(entitiesIn(file).length, 8);
});

const broken: Array<[string, (entities: any[]) => void, RegExp]> = [
  [
    'a version that Backstage does not know',
    entities => {
      named(entities, 'Component', 'orders').apiVersion = 'backstage.io/v2';
    },
    /A Component has no apiVersion 'backstage\.io\/v2'[\s\S]*v1alpha1/,
  ],
  [
    'a kind that Backstage does not know',
    entities => {
      named(entities, 'Component', 'orders').kind = 'Componnet';
    },
    /Backstage knows no kind 'Componnet'[\s\S]*Did you mean 'Component'/,
  ],
  [
    'a name that is too long',
    entities => {
      named(entities, 'Component', 'orders').metadata.name = 'x'.repeat(64);
    },
    /Backstage would refuse it: .*name/,
  ],
  [
    'a field that is missing',
    entities => {
      delete named(entities, 'Component', 'orders').spec.type;
    },
    /Backstage would refuse it: .*type/,
  ],
  [
    'a field that does not belong there',
    entities => {
      named(entities, 'Component', 'orders').status2 = 1;
    },
    /Backstage would refuse it/,
  ],
  [
    'a reference that leads nowhere',
    entities => {
      named(entities, 'Component', 'orders').spec.dependsOn = ['resource:orders-bd'];
    },
    /spec\.dependsOn refers to resource:default\/orders-bd, which does not exist[\s\S]*Did you mean 'orders-db'/,
  ],
  [
    'a reference without a kind',
    entities => {
      named(entities, 'Component', 'orders').spec.dependsOn = ['orders-db'];
    },
    /spec\.dependsOn 'orders-db' is no reference/,
  ],
  [
    'a system that does not exist',
    entities => {
      named(entities, 'API', 'orders').spec.system = 'billing';
    },
    /spec\.system refers to system:default\/billing/,
  ],
  [
    'an owner that does not exist',
    entities => {
      named(entities, 'API', 'orders').spec.owner = 'team-x';
    },
    /The owner 'team-x' is no group/,
  ],
  [
    'a token',
    entities => {
      named(entities, 'API', 'orders').spec.owner = '${Token[TOKEN.12]}';
    },
    /spec\.owner is a value that is known at deployment only: '\$\{Token/,
  ],
  [
    'an intrinsic function',
    entities => {
      named(entities, 'API', 'orders').metadata.links = [{ url: { 'Fn::GetAtt': ['A', 'B'] } }];
    },
    /metadata\.links\[0\]\.url is a value that is known at deployment only/,
  ],
  [
    'an entity twice',
    entities => {
      entities.push(named(entities, 'API', 'orders'));
    },
    /There are two entities api:default\/orders/,
  ],
];
for (const [what, change, said] of broken) {
  test(`committed: ${what} is an error that says where`, async () => {
    const { code, err } = await checkedAfter(change);
    assert.equal(code, 1);
    assert.match(err, said);
    assert.match(err, /\n {2}where: .*catalog-info\.yaml:\d+/);
  });
}

test('an owner that is no text at synthesis is an error, and nothing is written', async () => {
  const copy = join(temporary(), 'cdk.out');
  cpSync(ORDERS, copy, { recursive: true });
  const file = join(copy, 'Orders.metadata.json');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll('"owner": "team-orders"', '"owner": "group:${Token[Owner.1]}"'),
  );
  const out = temporary();
  const { code, err } = await run(['catalog', copy, '--out', out]);
  assert.equal(code, 1, err);
  assert.match(err, /known at deployment only/);
  assert.deepEqual(readdirSync(out), []);
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
