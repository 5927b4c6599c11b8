import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { cdevent, deployed, type Fields, found, incident, metric, reported, scratch } from './reported.ts';
import { run, SHOP } from './run.ts';

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
