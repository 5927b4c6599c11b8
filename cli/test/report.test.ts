import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { costOfDowntime, returnsOf } from '../src/report/returns.ts';
import { cdevent, deployed, type Fields, found, incident, metric, reported } from './reported.ts';
import { ROOT, run, SHOP, SYNTHESISED } from './run.ts';

const directories: string[] = [];
const scratch = (): string => {
  directories.push(mkdtempSync(join(tmpdir(), 'report-test-')));
  return directories.at(-1)!;
};
after(() => directories.forEach(each => rmSync(each, { recursive: true })));

test('two deployments of which one had two incidents: 50 %, and not 100 %', async () => {
  const report = await reported([
    deployed('d1', 'orders', '2026-11-01T10:00:00Z'),
    deployed('d2', 'orders', '2026-11-02T10:00:00Z'),
    incident('i1', 'detected', 'orders', '2026-11-02T10:05:00Z'),
    incident('i2', 'detected', 'orders', '2026-11-02T10:06:00Z'),
    incident('i1', 'resolved', 'orders', '2026-11-02T11:00:00Z'),
    incident('i2', 'resolved', 'orders', '2026-11-02T13:00:00Z'),
  ]);
  const rate = metric(report, 'changeFailRate').all;
  assert.deepEqual([rate.value, rate.n], [0.5, 2]);
  // The recovery ends with the last incident.
  assert.equal(metric(report, 'failedDeploymentRecoveryTime').all.value, 3);
});

test('what there is nothing to measure of is null, and never 0', async () => {
  const report = await reported([deployed('d1', 'orders', '2026-11-01T10:00:00Z')]);
  assert.equal(metric(report, 'changeLeadTime').all.value, null);
  assert.equal(metric(report, 'failedDeploymentRecoveryTime').all.value, null);
  assert.equal(metric(report, 'changeFailRate').all.value, 0);
  assert.equal(metric(report, 'changeFailRate').gap, null);
  assert.equal(report.value.asWritten.result, null);
  assert.equal(report.value.inUnits.perYear, null);
});

test(
  'lead time is from the merge to the first successful deployment; rework is what an incident made ' + 'necessary',
  async () => {
    const report = await reported([
      cdevent('c1', 'change.merged', '2026-11-01T08:00:00Z', { id: 'c1', content: { repository: { id: 'orders' } } }),
      deployed('d1', 'orders', '2026-11-01T09:00:00Z', { outcome: 'failure' }),
      deployed('d2', 'orders', '2026-11-01T12:00:00Z'),
      incident('i1', 'detected', 'orders', '2026-11-01T12:30:00Z'),
      deployed('d3', 'orders', '2026-11-01T13:00:00Z'),
      deployed('d4', 'orders', '2026-11-01T13:30:00Z'),
      incident('i1', 'resolved', 'orders', '2026-11-01T14:00:00Z'),
      cdevent('r1', 'service.rolledback', '2026-11-03T13:00:00Z', {
        id: 'orders',
        content: { environment: { id: 'production' } },
      }),
      deployed('s1', 'orders', '2026-11-04T13:00:00Z', { environment: 'staging' }),
    ]);
    assert.equal(metric(report, 'changeLeadTime').all.value, 4);
    assert.equal(metric(report, 'deploymentReworkRate').all.value, 2 / 5);
    assert.equal(metric(report, 'changeFailRate').all.value, 2 / 5);
    assert.equal(metric(report, 'failedDeploymentRecoveryTime').all.n, 2);
  },
);

test('an hour is the same hour, whatever offset it is written with', async () => {
  const report = await reported([
    cdevent('c1', 'change.merged', '2026-11-01T10:00:00+02:00', {
      id: 'c1',
      content: { repository: { id: 'orders' } },
    }),
    deployed('d1', 'orders', '2026-11-01T09:30:00Z'),
  ]);
  assert.equal(metric(report, 'changeLeadTime').all.value, 1.5);
});

test('bad data is counted, and none of it is fatal', async () => {
  const directory = scratch();
  const line = (event: Fields) => JSON.stringify(event);
  const good = Array.from({ length: 40 }, (_, i) =>
    line(deployed(`g${i}`, 'orders', `2026-10-${String(1 + (i % 28)).padStart(2, '0')}T10:00:00Z`)),
  );
  writeFileSync(
    join(directory, 'a.jsonl'),
    [
      ...good,
      good[0],
      good[0],
      '{"context": {"id": "half", "ty',
      line(deployed('future', 'orders', '2031-01-01T00:00:00Z')),
      line(deployed('old', 'orders', '1999-01-01T00:00:00Z')),
      line(deployed('when', 'orders', 'yesterday')),
      line(deployed('late', 'orders', '2026-11-01T10:00:00Z', { receivedAt: '2026-11-09T10:00:00Z' })),
      line(deployed('negative', 'orders', '2026-11-02T10:00:00Z', { startedAt: '2026-11-02T11:00:00Z' })),
      line(incident('backwards', 'detected', 'orders', '2026-11-02T12:00:00Z')),
      line(incident('backwards', 'resolved', 'orders', '2026-11-02T09:00:00Z')),
      line(deployed('a', 'billing', '2026-11-03T10:00:00Z', { namespace: 'shop' })),
      line(deployed('b', 'billing', '2026-11-03T11:00:00Z', { namespace: 'legacy' })),
      line(deployed('no service', null as any, '2026-11-03T10:00:00Z')),
    ].join('\n'),
  );
  const whole = gzipSync(
    Array.from({ length: 3000 }, (_, i) =>
      line(deployed(`z${i}`, 'search', new Date(Date.UTC(2026, 9, 1) + i * 1e6).toISOString(), { n: Math.sin(i) })),
    ).join('\n'),
  );
  writeFileSync(join(directory, 'b.jsonl.gz'), whole.subarray(0, whole.length / 2));
  writeFileSync(
    join(directory, 'c.json'),
    '[{"id": 1, "environment": "production", "created_at": "2026-10-01T00:00:00Z", ' +
      '"repository_url": "https://api.github.com/repos/acme/web", ' +
      '"statuses": [{"state": "success", "created_at": "2026-10-01T00:05:00Z"}]}, {"id": 2, "environ',
  );
  writeFileSync(join(directory, 'd.jsonl'), '');
  writeFileSync(join(directory, 'e.parquet'), 'no parquet');
  const { code, json, err } = await run(['report', '--events', directory, '--out', join(directory, 'out'), '--json']);
  assert.equal(code, 0, err);
  const counts = Object.fromEntries(
    [
      'duplicated',
      'future',
      'early',
      'withoutTime',
      'late',
      'negative',
      'negativeIncidents',
      'sameName',
      'withoutService',
    ].map(id => [id, found(json, id)]),
  );
  assert.deepEqual(counts, {
    duplicated: 2,
    future: 1,
    early: 1,
    withoutTime: 1,
    late: 1,
    negative: 1,
    negativeIncidents: 1,
    sameName: 1,
    withoutService: 1,
  });
  // The incomplete line, the line at the end of the truncated compressed file, and the incomplete element of the list.
  assert.equal(found(json, 'unreadable'), 3);
  assert.ok(found(json, 'outOfOrder') > 0);
  assert.equal(found(json, 'brokenFiles'), 3);
  const services = new Map<string, any>(
    json.dora.services.map((each: any) => [each.service, each.metrics.changeFailRate.n]),
  );
  assert.equal(services.get('orders'), 42);
  assert.deepEqual([...services.keys()].filter(name => name.includes('billing')).sort(), [
    'legacy/billing',
    'shop/billing',
  ]);
  assert.equal(services.get('web'), 1);
  assert.ok(services.get('search') > 100, 'what is whole of the truncated file is used');
  assert.equal(json.dataQuality.events.read, json.dataQuality.events.used + json.dataQuality.events.setAside);
});

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
    const directory = scratch();
    const summary = (uses: readonly string[]) => ({
      v: '1',
      package: '1.0.0',
      edition: '2026.12',
      tier: 'production',
      capabilities: Object.fromEntries(uses.map(id => [id, { version: '1', count: 1 }])),
      owners: ['team-a'],
      decisions: { path: 1, platform: 0, team: 0 },
      escapes: { recorded: 0, unrecorded: 0 },
    });
    const candidates = async (others: number, types: readonly string[] | undefined) => {
      const stacks = [
        { stack: 'one', at: '2026-10-01T00:00:00Z', summary: summary(['table']), types },
        ...Array.from({ length: others }, (_, i) => ({
          stack: `s${i}`,
          at: '2026-10-01T00:00:00Z',
          summary: null,
          types,
        })),
      ];
      writeFileSync(join(directory, 'manifests.jsonl'), stacks.map(each => JSON.stringify(each)).join('\n'));
      const { json } = await run([
        'report',
        '--from',
        join(directory, 'manifests.jsonl'),
        '--out',
        join(directory, 'out'),
        '--json',
      ]);
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
  const directory = scratch();
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
    writeFileSync(join(directory, 'manifests.jsonl'), lines.join('\n'));
    const { json } = await run([
      'report',
      '--from',
      join(directory, 'manifests.jsonl'),
      '--out',
      join(directory, 'out'),
      '--json',
      ...options,
    ]);
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

test("the DORA 2020 paper's downtime costs, from its own four profiles", () => {
  const profiles = [
    [730, 0.075, 0.5, 13.7],
    [209, 0.075, 4, 31.4],
    [32, 0.075, 8, 9.6],
    [7, 0.53, 120, 222.6],
  ] as const;
  for (const [deploymentsPerYear, changeFailRate, hoursToRestore, millions] of profiles) {
    const cost = costOfDowntime({ deploymentsPerYear, changeFailRate, hoursToRestore, costOfHour: 500_000 });
    // The paper rounds 31.35 up.
    assert.ok(Math.abs(cost / 1e6 - millions) <= 0.05 + 1e-9, `${cost}`);
  }
});

test("the defaults of DORA's calculator of returns: 39 %, back after .7 years", () => {
  // https://dora.dev/ai/roi/calculator: its default inputs, by its own sums.
  const investment = (250 + 80 + 9600) * 500 + 100_000 + (500 * 176_000 * 0.15 * 3) / 12;
  const downtime = (deploymentsPerYear: number, changeFailRate: number) =>
    costOfDowntime({ deploymentsPerYear, changeFailRate, hoursToRestore: 4, costOfHour: 100_000 });
  const value =
    500 * 176_000 * 0.125 + (56 - 50) * 0.33 * 0.005 * 100_000_000 + downtime(50, 0.05) - downtime(56, 0.06);
  const { share, paybackYears } = returnsOf(investment, value);
  assert.equal(Math.round(share! * 100), 39);
  assert.equal(paybackYears!.toFixed(1), '0.7');
  assert.deepEqual(returnsOf(1, 0), { share: -1, paybackYears: null });
});

test('the reading of lift is asked for; inputs have sources; wrong use is said', async () => {
  const directory = scratch();
  const call = async (...options: string[]) => run(['report', '--from', SHOP, '--out', directory, ...options]);
  assert.equal((await call('--lift', 'ratio')).code, 2);
  assert.equal((await call('--days', '-1')).code, 2);
  assert.equal((await call('--production', '(')).code, 2);
  assert.equal((await call('--as-of', 'soon')).code, 2);
  assert.equal((await call('--events', 'nothing-*.jsonl')).code, 3);
  writeFileSync(join(directory, 'value.yaml'), 'teamCost: { value: 900000 }\n');
  assert.match((await call('--value', join(directory, 'value.yaml'))).err, /teamCost has no source/);
  writeFileSync(join(directory, 'value.yaml'), 'teamCosts: { value: 900000, source: x }\n');
  assert.match((await call('--value', join(directory, 'value.yaml'))).err, /Did you mean 'teamCost'/);
  assert.equal(
    (await run(['report', '--out', directory], { cwd: SYNTHESISED })).code,
    0,
    'the assemblies of this directory',
  );
});

test('a month that is only in part in the window is measured over that part', async () => {
  // Every second day, from the middle of September to the middle of November: 3.5 a week in each month.
  const report = await reported(
    Array.from({ length: 30 }, (_, i) =>
      deployed(`d${i}`, 'orders', new Date(Date.UTC(2026, 8, 16, 12) + i * 2 * 86_400_000).toISOString(), {
        platform: 'true',
      }),
    ),
    '--as-of',
    '2026-11-15',
    '--days',
    '60',
  );
  const { trend } = metric(report, 'deploymentFrequency');
  assert.deepEqual(
    trend.map(({ at }: any) => at),
    ['2026-09-01', '2026-10-01', '2026-11-01'],
  );
  for (const { on } of trend) assert.ok(Math.abs(on - 3.5) < 0.3, `${on}`);
});

test('what has no date was not there before', async () => {
  const directory = scratch();
  const summary = {
    v: '1',
    package: '1.0.0',
    edition: '2026.12',
    tier: 'production',
    capabilities: {},
    owners: [],
    decisions: { path: 1, platform: 0, team: 0 },
    escapes: { recorded: 0, unrecorded: 0 },
  };
  writeFileSync(
    join(directory, 'manifests.jsonl'),
    [
      ['a', '2026-08-01', null],
      ['a', '2026-09-10', summary],
      ['b', '2026-08-01', null],
    ]
      .map(([stack, at, said]) => JSON.stringify({ stack, at, summary: said }))
      .join('\n'),
  );
  const { json } = await run([
    'report',
    '--from',
    join(directory, 'manifests.jsonl'),
    SHOP,
    '--out',
    join(directory, 'out'),
    '--json',
  ]);
  assert.deepEqual(
    json.platform.overTime.map(({ at, using, eligible }: any) => [at, using, eligible]),
    [
      ['2026-09-01', 0, 2],
      ['2026-10-01', 1, 2],
      ['2026-11-01', 1, 2],
      ['2026-11-22', 5, 7],
    ],
  );
  assert.match(readFileSync(join(directory, 'out/adoption-over-time.csv'), 'utf8'), /\(platform\),2026-10-01,1,2,0/);
  assert.match(readFileSync(join(directory, 'out/adoption-by-team.csv'), 'utf8'), /service,team-shop,2,2,0/);
});
