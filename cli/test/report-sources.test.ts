// Each source of deployment events, and one deployment in the events of several sources.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { deployed, type Fields, found, incident, metric, reported, reportedOn } from './reported.ts';
import { SHOP } from './run.ts';
import { github, status, ecs, stackEvent, counts, services } from './sourced.ts';

const PAGES = [
  [
    github(3, '2026-11-03T10:00:00Z', [
      ['queued', '2026-11-03T10:00:01Z'],
      ['in_progress', '2026-11-03T10:00:02Z'],
      ['success', '2026-11-03T10:05:00Z'],
    ]),
    github(2, '2026-11-02T10:00:00Z', [
      ['in_progress', '2026-11-02T10:00:02Z'],
      ['failure', '2026-11-02T10:05:00Z'],
      ['inactive', '2026-11-03T10:05:01Z'],
    ]),
  ],
  // Tried again and well; made inactive by a later one.
  [
    github(1, '2026-11-01T10:00:00Z', [
      ['failure', '2026-11-01T10:05:00Z'],
      ['in_progress', '2026-11-01T10:06:00Z'],
      ['success', '2026-11-01T10:10:00Z'],
      ['inactive', '2026-11-02T10:05:01Z'],
    ]),
  ],
];

for (const [how, text] of [
  ['one list', JSON.stringify(PAGES.flat())],
  ['lists one after the other, as gh api --paginate writes them', PAGES.map(page => JSON.stringify(page)).join('')],
  ['a list of lists, as gh api --paginate --slurp writes them', JSON.stringify(PAGES)],
  ['a list for people, over many lines', JSON.stringify(PAGES.flat(), undefined, 2)],
] as const) {
  test(`GitHub: ${how}`, async () => {
    const report = await reportedOn({ 'deployments.json': text });
    assert.deepEqual(counts(report), [3, 1]);
    assert.equal(found(report, 'brokenFiles'), 0);
    assert.equal(found(report, 'duplicated'), 0);
    assert.equal(metric(report, 'failedDeploymentRecoveryTime').all.value, 24);
  });
}

test(
  'GitHub: what is not over is not counted, a page that came twice is counted once, and production is what GitHub ' +
    'calls so',
  async () => {
    const report = await reported([
      github(1, '2026-11-01T10:00:00Z', [['in_progress', '2026-11-01T10:01:00Z']]),
      github(2, '2026-11-02T10:00:00Z', []),
      ...PAGES[0]!,
      PAGES[0]![0]!,
      github(5, '2026-11-05T10:00:00Z', [['success', '2026-11-05T10:01:00Z']], { environment: 'eu-1' }),
      github(6, '2026-11-05T10:00:00Z', [['success', '2026-11-05T10:01:00Z']], {
        environment: 'preview',
        production_environment: false,
      }),
      github(7, '2026-11-07T10:00:00Z', [['success', '2026-11-07T10:01:00Z']], { task: 'deploy:rollback' }),
    ]);
    assert.deepEqual(counts(report), [4, 1]);
    assert.deepEqual([found(report, 'withoutOutcome'), found(report, 'duplicated')], [2, 2]);
    assert.equal(metric(report, 'deploymentReworkRate').all.value, 1 / 4);
  },
);

test('GitHub: statuses in files of their own', async () => {
  const report = await reportedOn({
    'deployments.json': JSON.stringify([
      github(1, '2026-11-01T10:00:00Z', null),
      github(2, '2026-11-02T10:00:00Z', null),
    ]),
    'statuses.json': JSON.stringify([
      status(1, 0, 'in_progress', '2026-11-01T10:01:00Z'),
      status(1, 1, 'failure', '2026-11-01T10:02:00Z'),
      status(2, 0, 'success', '2026-11-02T10:02:00Z'),
      status(1, 2, 'inactive', '2026-11-02T10:03:00Z'),
    ]),
  });
  assert.deepEqual(counts(report), [2, 1]);
});

test('Amazon ECS: the circuit breaker fails a deployment, and the rollback is one of its own', async () => {
  const report = await reported([
    ecs('e1', '1', 'IN_PROGRESS', '2026-11-01T10:00:00Z', 'ECS deployment ecs-svc/1 in progress.'),
    ecs('e2', '1', 'COMPLETED', '2026-11-01T10:05:00Z'),
    ecs('e3', '2', 'IN_PROGRESS', '2026-11-02T10:00:00Z', 'ECS deployment ecs-svc/2 in progress.'),
    ecs('e4', '2', 'FAILED', '2026-11-02T10:10:00Z', 'ECS deployment circuit breaker: task failed to start.'),
    ecs(
      'e5',
      '1',
      'IN_PROGRESS',
      '2026-11-02T10:10:01Z',
      'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.',
    ),
    ecs('e6', '1', 'COMPLETED', '2026-11-02T10:40:00Z'),
    // EventBridge delivers at least once.
    ecs('e6', '1', 'COMPLETED', '2026-11-02T10:40:00Z'),
    ecs('e2', '1', 'COMPLETED', '2026-11-01T10:05:00Z'),
    ecs('e7', '9', 'COMPLETED', '2026-11-02T11:00:00Z', undefined, 'test/checkout'),
  ]);
  assert.deepEqual(services(report), { checkout: [null, 3] });
  assert.deepEqual(counts(report), [3, 1]);
  assert.equal(metric(report, 'deploymentReworkRate').all.value, 1 / 3);
  assert.equal(metric(report, 'failedDeploymentRecoveryTime').all.value, 0.5);
  assert.deepEqual([found(report, 'duplicated'), found(report, 'withoutEnvironment')], [2, 1]);
});

test('CloudFormation: an update that is rolled back is one failure, and so is a creation', async () => {
  const report = await reported([
    stackEvent('s1', 'Shop-prod', 'CREATE_IN_PROGRESS', '2026-11-01T10:00:00Z', 'a'),
    stackEvent('s2', 'Shop-prod', 'CREATE_COMPLETE', '2026-11-01T10:05:00Z', 'a'),
    ...[
      'UPDATE_IN_PROGRESS',
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
    ].map((status, i) => stackEvent(`t${i}`, 'Shop-prod', status, `2026-11-02T10:0${i}:00Z`, 'b')),
    ...['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'].map((status, i) =>
      stackEvent(`u${i}`, 'Shop-prod', status, `2026-11-02T13:0${i}:00Z`, 'c'),
    ),
    ...['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'DELETE_COMPLETE'].map((status, i) =>
      stackEvent(`v${i}`, 'Search-prod', status, `2026-11-03T10:0${i}:00Z`, 'd'),
    ),
    // The same operation, read from the stack itself: other ids, other fractions of a second.
    stackEvent('UPDATE_COMPLETE-77', 'Shop-prod', 'UPDATE_COMPLETE', '2026-11-02T13:01:59.713Z', 'c'),
  ]);
  assert.deepEqual(services(report), { 'Shop-prod': [null, 3], 'Search-prod': [null, 1] });
  assert.deepEqual(counts(report), [4, 2]);
});

test('one deployment that the pipeline, ECS and CloudFormation tell of is one', async () => {
  const told = (month: string): Fields[] => [
    deployed(`p${month}`, 'Shop', `2026-${month}-02T10:20:00Z`),
    ecs(
      `e${month}`,
      month,
      'COMPLETED',
      `2026-${month}-02T10:15:00Z`,
      undefined,
      'Prod-Shop-ShopCluster-x1Y2/Prod-Shop-Shop563325D0-aBcD1234',
    ),
    stackEvent(`s${month}`, 'Prod-Shop', 'UPDATE_COMPLETE', `2026-${month}-02T10:16:00Z`, `t${month}`),
  ];
  const all = await reported(
    [
      ...told('10'),
      ...told('11'),
      incident('i1', 'detected', 'Shop', '2026-11-02T10:30:00Z'),
      incident('i1', 'resolved', 'Shop', '2026-11-02T11:30:00Z'),
    ],
    '--from',
    SHOP,
  );
  assert.deepEqual(services(all), { Shop: ['on', 2] });
  assert.deepEqual(counts(all), [2, 1]);
  assert.equal(found(all, 'toldAgain'), 4);
  assert.equal(all.dataQuality.events.read, all.dataQuality.events.used + all.dataQuality.events.setAside);

  // In October the pipeline has no events, so that the next source is counted.
  const later = await reported([...told('10').slice(1), ...told('11')], '--from', SHOP);
  assert.deepEqual([services(later), found(later, 'toldAgain')], [{ Shop: ['on', 2] }, 3]);
  const stackOnly = await reported([told('10')[2]!, told('11')[2]!], '--from', SHOP);
  assert.deepEqual([services(stackOnly), found(stackOnly, 'toldAgain')], [{ Shop: ['on', 2] }, 0]);
});

test('a pipeline that tells of tests only leaves production to whoever tells of it', async () => {
  const report = await reported(
    [
      deployed('p1', 'Shop', '2026-11-02T10:20:00Z', { environment: 'test' }),
      stackEvent('s1', 'Prod-Shop', 'UPDATE_COMPLETE', '2026-11-02T10:16:00Z', 't'),
    ],
    '--from',
    SHOP,
  );
  assert.deepEqual(services(report), { Shop: ['on', 1] });
});

test('an account and an owner of repositories are no two services of one name', async () => {
  const report = await reported(
    [
      github(1, '2026-11-01T10:00:00Z', [['success', '2026-11-01T10:01:00Z']]),
      stackEvent('s1', 'orders', 'UPDATE_COMPLETE', '2026-11-01T10:00:30Z', 't'),
    ],
    '--production',
    '.',
  );
  assert.deepEqual([services(report), found(report, 'sameName')], [{ orders: [null, 1] }, 0]);
});

test('stacks of one name in an account for each environment are one service, of which production counts', async () => {
  const summary = (tier: string): object => ({
    v: '1',
    package: '1.0.0',
    edition: '2026.12',
    tier,
    capabilities: { service: { version: '1', count: 1 } },
    owners: ['team-orders'],
    decisions: { path: 1, platform: 0, team: 0 },
    escapes: { recorded: 0, unrecorded: 0 },
  });
  const inAccount = (account: string, n: number): Fields => ({
    ...stackEvent(`${account}-${n}`, 'Orders', 'UPDATE_COMPLETE', `2026-11-0${n}T10:00:00Z`, `${account}-${n}`),
    account,
  });
  const on = (accounts: { readonly [account: string]: string }, ...events: Fields[]): Promise<any> => {
    const directory = mkdtempSync(join(tmpdir(), 'accounts-'));
    writeFileSync(
      join(directory, 'manifests.jsonl'),
      Object.entries(accounts)
        .map(([account, tier]) =>
          JSON.stringify({ stack: 'Orders', account, at: '2026-10-01T00:00:00Z', summary: summary(tier) }),
        )
        .join('\n'),
    );
    return reported(events, '--from', directory).finally(() => rmSync(directory, { recursive: true }));
  };
  const events = [inAccount('111111111111', 1), inAccount('111111111111', 2), inAccount('222222222222', 3)];
  const two = await on({ 111111111111: 'development', 222222222222: 'production' }, ...events);
  assert.deepEqual(
    [services(two), found(two, 'withoutEnvironment'), found(two, 'sameName')],
    [{ Orders: ['on', 1] }, 0, 0],
  );
  // Two that are both production may be two services, or one in two accounts: nobody says.
  const both = await on({ 111111111111: 'production', 222222222222: 'production' }, ...events);
  assert.deepEqual(
    [services(both), found(both, 'sameName')],
    [{ '111111111111/Orders': ['on', 2], '222222222222/Orders': ['on', 1] }, 1],
  );
  // The third account is not known.
  const third = await on(
    { 111111111111: 'development', 222222222222: 'production' },
    ...events,
    inAccount('333333333333', 4),
  );
  assert.deepEqual([services(third), found(third, 'withoutEnvironment')], [{ Orders: ['on', 1] }, 1]);
});
