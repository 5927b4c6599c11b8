import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Fields, reportOnManifests, scratch, summaryOf } from './reported.ts';
import { ROOT, run, SHOP } from './run.ts';

test('adoption, escapes and load of an assembly: the page, JSON and CSV are written', async () => {
  const directory = scratch();
  const { code, json } = await run([
    'report',
    '--from',
    SHOP,
    '--out',
    directory,
    '--json',
    '--owners',
    'platform',
    'service=team-runtime',
  ]);
  assert.equal(code, 0);
  assert.deepEqual(
    [json.platform.using, json.platform.eligible, json.platform.offPath.map(({ name }: any) => name)],
    [4, 5, ['Legacy']],
  );
  const service = json.capabilities.find(({ capability }: any) => capability === 'service');
  assert.equal(service.using, 4);
  const zombie = json.sunset.candidates.find(({ capability }: any) => capability === 'queue');
  assert.deepEqual([zombie.kind, zombie.owner], ['zombie', 'platform']);
  assert.equal(json.escapes.overdue, 2);
  assert.deepEqual(
    json.escapes.past.map(({ where, daysOver, ageDays, owner }: any) => [where, daysOver, ageDays, owner]),
    [
      ['Prod/Shop/Shop', 52, 311, 'team-billing'],
      ['Test/Shop/Shop', 52, 311, 'team-billing'],
    ],
  );
  assert.match(
    readFileSync(join(directory, 'escapes-overdue.csv'), 'utf8'),
    /Prod\/Shop,Prod\/Shop\/Shop,PropagateTags,team-billing,2026-10-01,52,311,the billing export cannot take tags/,
  );
  assert.ok(json.escapes.demand[0].teams.length >= json.escapes.demand.at(-1).teams.length);
  assert.equal(json.cognitiveLoad.now.stacks, 4);
  assert.equal(json.window, null);
  assert.match(readFileSync(join(directory, 'report.html'), 'utf8'), /^<!doctype html>/i);
  assert.match(readFileSync(join(directory, 'adoption.csv'), 'utf8'), /^capability,using,eligible,unknown/);
  assert.ok(readdirSync(directory).includes('services.csv'));
});

test('the rule of the sunset candidates stands on the page and in the guide, with its numbers', async () => {
  const directory = scratch();
  const { json } = await run(['report', '--from', SHOP, '--out', directory, '--json']);
  assert.match(json.sunset.rule, /at most 2 teams and less than 10 % of the stacks that could use it/);
  assert.ok(readFileSync(join(directory, 'report.html'), 'utf8').includes(json.sunset.rule));
  assert.match(
    readFileSync(join(ROOT, 'docs/guides/report.md'), 'utf8').replace(/\s+/g, ' '),
    /at most 2 teams and less than 10 % of the stacks that could use it/,
  );
});

test(
  'a capability that hardly anybody uses who could is a candidate, and one of which that is not known is ' + 'none',
  async () => {
    const candidates = async (others: number, types: readonly string[] | undefined) => {
      const stacks = [
        { stack: 'one', at: '2026-10-01T00:00:00Z', summary: summaryOf(['table'], ['team-a']), types },
        ...Array.from({ length: others }, (_, i) => ({
          stack: `s${i}`,
          at: '2026-10-01T00:00:00Z',
          summary: null,
          types,
        })),
      ];
      const json = await reportOnManifests(stacks.map(each => JSON.stringify(each)));
      return json.sunset.candidates.find(({ capability }: any) => capability === 'table');
    };
    const few = await candidates(10, ['AWS::DynamoDB::Table']);
    assert.deepEqual(
      [few.kind, few.because, few.users],
      ['few', '1 of 11 stacks that could use it, of 1 team.', [{ team: 'team-a', stacks: ['one'] }]],
    );
    assert.equal(await candidates(9, ['AWS::DynamoDB::Table']), undefined, 'a tenth is enough');
    assert.equal(await candidates(50, undefined), undefined);
  },
);

test('who owns a candidate stands in the manifests, and --owners knows better', async () => {
  const line = (stack: string, at: string, entries: Fields[]) =>
    JSON.stringify({
      stack,
      at,
      manifest: {
        manifestVersion: '1',
        packageVersion: '1.0.0',
        organization: 'acme',
        edition: '2026.12',
        tier: 'production',
        entries,
      },
    });
  const entry = (capability: string, capabilityOwner?: string): Fields => ({
    capability,
    version: '1',
    stage: 'stable',
    ...(capabilityOwner ? { capabilityOwner } : {}),
    path: `Orders/${capability}`,
    owner: 'team-orders',
    decisions: [],
    resources: [],
    uses: [],
    escapes: [],
  });
  const owners = async (lines: readonly string[], ...options: string[]) => {
    const json = await reportOnManifests(lines, ...options);
    return Object.fromEntries(json.sunset.candidates.map(({ capability, owner }: any) => [capability, owner]));
  };
  // The queue was used once, and its owner has changed since.
  const once = [
    line('a', '2026-01-01T00:00:00Z', [entry('queue', 'team-events')]),
    line('a', '2026-03-01T00:00:00Z', [entry('queue', 'team-messages')]),
    line('a', '2026-06-01T00:00:00Z', [entry('service', 'platform')]),
  ];
  assert.deepEqual([(await owners(once)).queue, (await owners(once)).table], ['team-messages', null]);
  assert.deepEqual(
    [(await owners(once, '--owners', 'queue=team-data')).queue, (await owners(once, '--owners', 'team-data')).table],
    ['team-data', 'team-data'],
  );
  // Of what is in no manifest: who owns all others. An older manifest says nothing.
  assert.equal((await owners([line('a', '2026-06-01T00:00:00Z', [entry('service', 'platform')])])).table, 'platform');
  assert.equal((await owners([line('a', '2026-06-01T00:00:00Z', [entry('service')])])).table, null);
});
