import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { summaryOf } from './reported.ts';
import { ROOT, run, SHOP, TERRAFORM } from './run.ts';

const directory = mkdtempSync(join(tmpdir(), 'eligibility-'));
after(() => rmSync(directory, { recursive: true }));

test('what each capability is made of is what it is made of today', () => {
  const file = join(directory, 'capability-resources.json');
  execFileSync(process.execPath, ['--import', 'tsx', join(ROOT, 'cli/scripts/measure-capability-resources.ts'), file], {
    cwd: join(ROOT, 'cli'),
  });
  const read = (name: string): [string, { main: string[]; made: string[] }][] =>
    Object.entries(JSON.parse(readFileSync(name, 'utf8')));
  const [packed, measured] = [read(join(ROOT, 'cli/src/report/capability-resources.json')), read(file)];
  const mains = (all: typeof packed) => all.map(([capability, { main }]) => [capability, main]);
  assert.deepEqual(mains(measured), mains(packed), 'Run npm run measure in cli/.');
  // What it once made may still be deployed.
  for (const [capability, { made }] of measured)
    assert.deepEqual(
      made.filter(type => !Object.fromEntries(packed)[capability]!.made.includes(type)),
      [],
      `${capability}: run npm run measure in cli/.`,
    );
});

/** The counts of these stacks in the report: using, eligible, unknown. */
async function adoption(
  stacks: ReadonlyArray<{ stack: string; uses?: readonly string[]; types?: readonly string[]; summary?: unknown }>,
): Promise<{ [capability: string]: [number, number, number] }> {
  const lines = stacks.map(({ stack, uses, types, summary }) =>
    JSON.stringify({ stack, at: '2026-11-01T00:00:00Z', types, summary: summary ?? (uses ? summaryOf(uses) : null) }),
  );
  writeFileSync(join(directory, 'manifests.jsonl'), lines.join('\n'));
  const { json, err } = await run([
    'report',
    '--from',
    join(directory, 'manifests.jsonl'),
    '--out',
    join(directory, 'out'),
    '--json',
  ]);
  assert.ok(json.capabilities, err);
  return Object.fromEntries(
    json.capabilities.map(({ capability, using, eligible, unknown }: any) => [capability, [using, eligible, unknown]]),
  );
}

test('a stack off the platform could use what it has made otherwise', async () => {
  const found = await adoption([
    { stack: 'shop', types: ['AWS::RDS::DBInstance', 'AWS::EC2::VPC', 'AWS::Logs::LogGroup'] },
  ]);
  assert.deepEqual(
    [found.database, found.network, found.bucket],
    [
      [0, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  );
});

test('a container of somebody else counts for the service and for the worker, and both say so', async () => {
  const found = await adoption([{ stack: 'shop', types: ['AWS::ECS::Service'] }]);
  assert.deepEqual(
    [found.service, found.worker],
    [
      [0, 1, 0],
      [0, 1, 0],
    ],
  );
  const { capabilities } = JSON.parse(readFileSync(join(directory, 'out/report.json'), 'utf8'));
  const said = (id: string): string => capabilities.find(({ capability }: any) => capability === id).eligibleWhen;
  assert.match(
    said('worker'),
    /AWS::ECS::Service.*The same stands for service: a stack that has one counts for both\./,
  );
  assert.match(said('database'), /AWS::RDS::DBCluster, AWS::RDS::DBInstance/);
});

test('of a deployed stack, what something that it uses may have made says nothing', async () => {
  const found = await adoption([
    {
      stack: 'letters',
      uses: ['function'],
      types: ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::DynamoDB::Table'],
    },
  ]);
  // A function has a queue for its dead letters, and never a table.
  assert.deepEqual(
    [found.function, found.queue, found.table, found.database],
    [
      [1, 1, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0, 0, 0],
    ],
  );
});

test('of a capability that nobody knows here, it is not known what it made', async () => {
  const found = await adoption([
    { stack: 'maps', uses: ['geocoder'], types: ['AWS::DynamoDB::Table'] },
    { stack: 'plain', types: ['AWS::DynamoDB::Table'] },
  ]);
  assert.deepEqual(
    [found.geocoder, found.table, found.queue],
    [
      [1, 1, 1],
      [0, 1, 1],
      [0, 0, 0],
    ],
  );
});

test('without its types, and with a summary that cannot be read, a stack is unknown', async () => {
  const found = await adoption([{ stack: 'a' }, { stack: 'b', types: ['AWS::DynamoDB::Table'], summary: { v: 1 } }]);
  assert.deepEqual(found.table, [0, 0, 2]);
});

test('of an assembly each resource is known: what the path made makes nobody eligible', async () => {
  const { json } = await run(['report', '--from', SHOP, '--out', join(directory, 'out'), '--json']);
  const found = Object.fromEntries(
    json.capabilities.map(({ capability, using, eligible, unknown }: any) => [capability, [using, eligible, unknown]]),
  );
  assert.deepEqual(
    [found.service, found.worker, found.bucket],
    [
      [4, 4, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  );
});

test('Terraform has types of its own', async () => {
  const manifest = join(TERRAFORM, 'stacks/bare/cdk.tf.json');
  const file = join(directory, 'cdk.tf.json');
  writeFileSync(
    file,
    JSON.stringify({
      ...JSON.parse(readFileSync(manifest, 'utf8')),
      resource: { aws_db_instance: { ledger: {} }, aws_dynamodb_table: { items: {} } },
    }),
  );
  const { json } = await run(['report', '--from', file, '--out', join(directory, 'out'), '--json']);
  const found = Object.fromEntries(
    json.capabilities.map(({ capability, using, eligible, unknown }: any) => [capability, [using, eligible, unknown]]),
  );
  assert.deepEqual(
    [found.database, found.table, found.bucket],
    [
      [0, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  );
});
