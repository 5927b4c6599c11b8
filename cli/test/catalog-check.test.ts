import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ORDERS, temporary, entitiesIn, named, checkedAfter } from './cataloged.ts';
import { pattern, run } from './run.ts';

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
