// Reads an account after `cdk deploy`: an embedded AWS, the CLI of the CDK, and three services beside a stack of plain
// CDK.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ROOT, run, SYNTHESISED } from './run.ts';

interface Aws {
  readonly env: Record<string, string>;
  cdk(words: string[]): { readonly ended: Promise<{ code: number | null; output: string }> };
  stop(): Promise<void>;
}

const settings: string[] = [];
const out = mkdtempSync(join(tmpdir(), 'report-account-'));
let aws: Aws;

before(async () => {
  const { EmbeddedAws } = await import(join(ROOT, 'test/deploy/embedded-aws.ts'));
  aws = await EmbeddedAws.start();
  for (const [name, value] of Object.entries(aws.env).filter(([each]) => each.startsWith('AWS_'))) {
    settings.push(name);
    process.env[name] = value;
  }
  const { code, output } = await aws.cdk([
    'deploy',
    '--all',
    '--app',
    join(SYNTHESISED, 'company'),
    '--require-approval',
    'never',
    '--concurrency',
    '4',
  ]).ended;
  assert.equal(code, 0, output);
});

after(async () => {
  settings.forEach(name => {
    delete process.env[name];
  });
  await aws?.stop();
  rmSync(out, { recursive: true });
});

test('three services and one foreign stack: adoption 3 of 4', async () => {
  // Read as production: that is a name as well, and these are of the cheapest tier so that they deploy in seconds.
  const { code, json, err } = await run(['report', '--from', 'account', '--out', out, '--production', '.', '--json'], {
    now: new Date(Date.now() + 60_000),
  });
  assert.equal(code, 0, err);
  assert.deepEqual([json.platform.using, json.platform.eligible, json.platform.unknown], [3, 4, 0]);
  assert.deepEqual(
    json.platform.byTeam.map(({ team, using, eligible }: any) => [team, using, eligible]),
    [
      [null, 0, 1],
      ['team-orders', 1, 1],
      ['team-payments', 1, 1],
      ['team-search', 1, 1],
    ],
  );
  assert.deepEqual(
    json.platform.offPath.map(({ name }: any) => name),
    ['Legacy'],
  );
  assert.deepEqual(
    json.sources.map(({ name, read }: any) => [name, read]),
    [
      ['account 000000000000, eu-west-1', 4],
      ['account 000000000000, eu-west-1: events of its stacks', json.sources[1].read],
    ],
  );
  // CloudFormation events about the start of an operation are not a problem.
  assert.deepEqual(
    json.summary.filter(({ section, kind }: any) => section === 'dataQuality' && kind === 'attention'),
    [],
  );
  // Each stack was deployed once, by the events of CloudFormation.
  assert.deepEqual(
    json.dora.services.map(({ service, arm, metrics }: any) => [service, arm, metrics.changeFailRate.n]).sort(),
    [
      ['Legacy', 'off', 1],
      ['Orders', 'on', 1],
      ['Payments', 'on', 1],
      ['Search', 'on', 1],
    ],
  );
});

test('who could use a capability is read from the templates', async () => {
  const { json } = await run(['report', '--from', 'account', '--out', out, '--json']);
  const found = Object.fromEntries(
    json.capabilities.map(({ capability, using, eligible, unknown }: any) => [capability, [using, eligible, unknown]]),
  );
  // The foreign stack has an RDS instance, with its secret, in a VPC of its own, and no container.
  assert.deepEqual(found.service, [3, 3, 0]);
  assert.deepEqual(found.database, [1, 2, 0]);
  assert.deepEqual(found.network, [1, 2, 0]);
  assert.deepEqual(found.secret, [0, 1, 0]);
  assert.deepEqual(found.queue, [0, 0, 0]);
  // A service and a worker have the same resource type. The summary of a deployed stack does not tell them apart.
  assert.deepEqual(found.worker, [0, 0, 3]);
});

test('what was collected in S3 is read from there', async () => {
  const client = new S3Client({ forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'insights' }));
  const put = (Key: string, lines: object[]) =>
    client.send(
      new PutObjectCommand({ Bucket: 'insights', Key, Body: lines.map(line => JSON.stringify(line)).join('\n') }),
    );
  await put('fleet/manifests/2026/11/a.jsonl', [
    { stack: 'orders', at: '2026-09-01T00:00:00Z', summary: null },
    { stack: 'search', at: '2026-09-01T00:00:00Z', summary: null },
  ]);
  await put('fleet/events/2026/11/a.jsonl', [
    {
      kind: 'deployment',
      event_id: 'd1',
      occurred_at: '2026-11-01T00:00:00Z',
      service: 'orders',
      environment: 'production',
      outcome: 'success',
    },
  ]);
  const { code, json, err } = await run(['report', '--from', 's3://insights/fleet', '--out', out, '--json']);
  assert.equal(code, 0, err);
  assert.deepEqual([json.platform.using, json.platform.eligible], [0, 2]);
  assert.deepEqual(
    json.dora.services.map(({ service, arm }: any) => [service, arm]),
    [['orders', 'off']],
  );
  assert.deepEqual(
    json.sources.map(({ name }: any) => name),
    ['s3://insights/fleet/manifests/2026/11/a.jsonl', 's3://insights/fleet/events/2026/11/a.jsonl'],
  );
  assert.equal((await run(['report', '--from', 's3://insights/nothing', '--out', out])).code, 3);
});

test('the catalog is read from the templates of what is deployed, with its dashboards', async () => {
  const { code, json, err } = await run(['catalog', 'account', '--owner', 'platform', '--json']);
  assert.equal(code, 0, err);
  const { entities } = json;
  const named = (kind: string, name: string) =>
    entities.find((each: any) => each.kind === kind && each.metadata.name === name);
  assert.deepEqual(
    entities.filter(({ kind }: any) => kind !== 'Group').map(({ kind, metadata }: any) => `${kind} ${metadata.name}`),
    [
      'Domain acme',
      'System orders',
      'System payments',
      'System search',
      'Component orders-api',
      'Component payments',
      'Component search',
      'API orders-api',
      'API payments',
      'API search',
      'Resource orders-db',
      'Resource orders-network',
    ],
  );
  const { metadata, spec } = named('Component', 'orders-api');
  assert.deepEqual(spec, {
    type: 'service',
    lifecycle: 'experimental',
    owner: 'team-orders',
    system: 'orders',
    providesApis: ['orders-api'],
    dependsOn: ['resource:default/orders-db'],
  });
  assert.deepEqual(
    [
      metadata.annotations['amazonaws.com/account-id'],
      metadata.annotations['goldenpath.dev/region'],
      metadata.annotations['goldenpath.dev/stack'],
    ],
    ['000000000000', 'eu-west-1', 'Orders'],
  );
  // By the name from CloudFormation, which the assembly does not contain.
  assert.match(
    metadata.links.find(({ type }: any) => type === 'dashboard').url,
    /cloudwatch\/home\?region=eu-west-1#dashboards\/dashboard\/.+/,
  );
  assert.equal(named('Resource', 'orders-network').spec.owner, 'platform');
});

test('a committed catalog that is not what is deployed is a difference', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'catalog-account-'));
  try {
    assert.equal(
      (await run(['catalog', join(SYNTHESISED, 'company'), '--owner', 'platform', '--out', directory])).code,
      0,
    );
    const same = await run(['catalog', 'account', '--owner', 'platform', '--out', directory, '--check']);
    assert.equal(same.code, 0, same.out);
    const file = join(directory, 'catalog-info.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('owner: team-search', 'owner: team-orders'));
    const { code, json } = await run([
      'catalog',
      'account',
      '--owner',
      'platform',
      '--out',
      directory,
      '--check',
      '--json',
    ]);
    assert.deepEqual([code, json.differences.length, json.differences[0].kind], [1, 1, 'different']);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('what a template has not is refused', async () => {
  for (const words of [['--also', 'sarif', '--out', out], ['--system', 'one'], [join(SYNTHESISED, 'shop')]]) {
    const { code, err } = await run(['catalog', 'account', ...words, '--owner', 'platform']);
    assert.equal(code, 2, err);
  }
});
