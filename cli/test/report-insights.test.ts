import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { TrinoSQL } from 'dt-sql-parser';
import { Database, literal } from '../src/events/database.ts';
import { ingest } from '../src/events/ingest.ts';
import { EVENT_COLUMNS, PRODUCTION } from '../src/events/table.ts';
import { blocks, DeployedInsights } from './insights.ts';
import { cdevent, deployed, minutesAgo } from './insights-events.ts';
import { run, SHOP } from './run.ts';

const directory = mkdtempSync(join(tmpdir(), 'report-insights-'));
let insights: DeployedInsights;
/** The outputs of the synthesised stack. The tests need no resources to read them. */
const {
  Outputs: { GoldenPathManifest },
} = JSON.parse(readFileSync(join(SHOP, 'Payments.template.json'), 'utf8'));
const manifest = JSON.parse(GoldenPathManifest.Value);
const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
const onPath = { Resources: topic, Outputs: { GoldenPathManifest } };

before(
  async () => {
    insights = await DeployedInsights.start();
    // The rule of the guide, in each account: events of AWS come by it.
    const [rule] = blocks('yaml');
    await insights.deploy(
      'Sender',
      rule!.replaceAll(/arn:aws:events:[a-z0-9-]+:\d{12}:event-bus\/goldenpath-insights/g, insights.busArn),
    );
    const orders = await insights.deploy('Orders-prod', onPath);
    await insights.deploy('Payments-prod', onPath);
    const gone = await insights.deploy('Gone-prod', onPath);
    await insights.deploy('Legacy-prod', {
      Resources: {
        Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'production' } },
        Task: {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: { ContainerDefinitions: [{ Name: 'app', Image: 'legacy', Memory: 128 }] },
        },
        Service: {
          Type: 'AWS::ECS::Service',
          Properties: {
            Cluster: { Ref: 'Cluster' },
            TaskDefinition: { Ref: 'Task' },
            ServiceName: 'ledger',
            DesiredCount: 1,
          },
        },
      },
    });
    const sent = (stack: string) => ({ type: 'goldenpath.manifest', detail: { stack, manifest } });
    const twice = deployed('d1', 40);
    assert.equal(
      await insights.put(sent(orders), sent('Payments-prod'), sent(gone), {
        type: 'goldenpath.manifest',
        detail: { manifest },
      }),
      0,
    );
    assert.equal(await insights.put(twice, twice, deployed('d2', 30, { outcome: 'failure' }), deployed('d3', 20)), 0);
    assert.equal(
      await insights.put(
        cdevent('c1', 'change.merged', minutesAgo(60), { id: 'c1', content: { repository: { id: 'Orders-prod' } } }),
        cdevent('broken', 'service.deployed', 'yesterday', {
          id: 'Orders-prod',
          content: { environment: { id: 'production' } },
        }),
        cdevent('offset', 'service.deployed', '2026-11-01T10:00:00+02:00', {
          id: 'Elsewhere',
          content: { environment: { id: 'staging' } },
        }),
        { type: 'dev.cdevents.service.deployed.0.2.0', detail: '{"context": {"id": "half' },
        { type: 'of-no-use', detail: { dropped: true } },
      ),
      1,
    );
    await insights.destroy('Gone-prod');
    await insights.arrival(
      'the end of a stack',
      ({ detail }) => detail['status-details']?.status === 'DELETE_COMPLETE',
    );
    await insights.arrival('the last CDEvent', ({ detail }) => detail.context?.id === 'offset');
  },
  { timeout: 180_000 },
);

after(async () => {
  await insights?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const finding = (report: any, id: string): number =>
  report.dataQuality.findings.find((each: any) => each.id === id).count;
const reported = async (...options: string[]): Promise<any> => {
  const result = await run(['report', ...options, '--out', join(directory, 'out'), '--json', '--minimum-n', '1'], {
    now: new Date(Date.now() + 60_000),
    cwd: directory,
  });
  assert.equal(result.code, 0, result.err);
  return result.json;
};

test('what was delivered lies there by day, as lines in GZIP, a few objects and not one for each event', async () => {
  const delivered = await insights.delivered();
  const count = delivered.reduce((sum, { events }) => sum + events.length, 0);
  assert.ok(count > 20 && delivered.length < count, `${delivered.length} objects, ${count} events`);
  for (const { key } of delivered) assert.match(key, /^events\/day=\d{4}-\d{2}-\d{2}\/[^/]+\.gz$/);
});

test('the report reads the bucket: who is on the path, and who is off it, without what is gone', async () => {
  const { platform, dataQuality, sources } = await reported('--from', `s3://${await insights.bucket()}`);
  // Off it are the stack that CI says nothing of, and the one of the rule itself.
  assert.deepEqual([platform.using, platform.eligible, platform.unknown], [2, 4, 0]);
  assert.deepEqual(
    platform.offPath.map(({ name }: any) => name),
    ['Legacy-prod', 'Sender'],
  );
  assert.deepEqual(
    platform.byTeam.map(({ team, using }: any) => [team, using]).filter(([team]: any) => team !== null),
    [['team-payments', 2]],
  );
  assert.equal(dataQuality.findings.find(({ id }: any) => id === 'brokenManifests').count, 1);
  // Of a year there are many thousand objects.
  assert.deepEqual(
    sources.map(({ kind, name }: any) => [kind, name]),
    [
      ['manifests', `s3://${await insights.bucket()}: stacks`],
      ['events', `s3://${await insights.bucket()}/events`],
    ],
  );
});

test('the report counts deployments once, and says what is wrong with the rest', async () => {
  const report = await reported('--from', `s3://${await insights.bucket()}`);
  const of = (service: string) => report.dora.services.find((each: any) => each.service === service);
  const { arm, metrics } = of('Orders-prod');
  assert.deepEqual([arm, metrics.changeFailRate.n, metrics.changeFailRate.value], ['on', 3, 1 / 3]);
  assert.equal(of('Payments-prod').metrics.changeFailRate.n, 1);
  assert.deepEqual([of('Legacy-prod')?.arm ?? of('ledger').arm], ['off']);
  assert.deepEqual(
    ['duplicated', 'withoutTime', 'unreadable', 'brokenFiles'].map(id => finding(report, id)),
    [1, 1, 0, 0],
  );
});

test('a copy of the bucket is read likewise, with a file that is cut off and one without an ending', async () => {
  const copy = join(directory, 'copy');
  for (const { key, events } of await insights.delivered()) {
    mkdirSync(dirname(join(copy, key)), { recursive: true });
    const lines = events.map(event => JSON.stringify(event)).join('\n');
    // As Firehose names what is not compressed.
    writeFileSync(join(copy, key.replace(/\.gz$/, '')), lines);
  }
  const whole = gzipSync(
    Array.from({ length: 3000 }, (_, i) =>
      JSON.stringify({ id: `${i}`, 'detail-type': 'of-no-use', detail: { n: Math.sin(i) } }),
    ).join('\n'),
  );
  mkdirSync(join(copy, 'events/day=2026-11-01'), { recursive: true });
  writeFileSync(join(copy, 'events/day=2026-11-01/cut-off.gz'), whole.subarray(0, whole.length / 2));
  mkdirSync(join(copy, 'errors/processing-failed/day=2026-11-01'), { recursive: true });
  writeFileSync(join(copy, 'errors/processing-failed/day=2026-11-01/insights-1'), '{"rawData":"e30="}');
  const report = await reported('--from', copy);
  assert.match(
    (await run(['report', '--from', copy, '--out', join(directory, 'out')])).err,
    /in 1 file below errors\/ is what Firehose could not work/,
  );
  assert.deepEqual([report.platform.using, report.platform.eligible], [2, 4]);
  // The line in which it is cut off.
  assert.equal(finding(report, 'unreadable'), 1);
  assert.equal(
    (await reported('--events', copy)).dora.services.find(({ service }: any) => service === 'Orders-prod').metrics
      .changeFailRate.n,
    3,
  );
});

// What Trino has and DuckDB calls otherwise. A path in brackets is also written otherwise.
const TRINO = [
  'json_extract_scalar(json, path) AS json_extract_string(json, path)',
  'from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMPTZ)',
  'json_format(json) AS CAST(json AS VARCHAR)',
  'regexp_like(text, pattern) AS regexp_matches(text, pattern)',
  'element_at(list, place) AS list_extract(list, place)',
];

test('the views in the catalog find in the same objects the same events, and the same manifests', async () => {
  const files: string[] = [];
  for (const { key, events } of await insights.delivered()) {
    const file = join(directory, 'raw', key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(events.map(event => JSON.stringify(event)).join('\n')));
    files.push(file);
  }
  const database = await Database.open();
  try {
    await ingest(database, files, PRODUCTION, () => {});
    for (const macro of TRINO) await database.run(`CREATE MACRO ${macro}`);
    const columns =
      "{'id': 'VARCHAR', 'detail-type': 'VARCHAR', 'source': 'VARCHAR', 'account': 'VARCHAR', 'time': 'VARCHAR', " +
      "'region': 'VARCHAR', 'resources': 'VARCHAR[]', 'detail': 'JSON'}";
    await database.run(
      `CREATE TABLE raw_events AS
      SELECT
        * REPLACE (CAST(detail AS VARCHAR) AS detail),
        "detail-type" AS detail_type,
        filename AS "$path"
      FROM read_ndjson(
        [${files.map(literal).join(', ')}],
        columns = ${columns},
        filename = true,
        hive_partitioning = true
      )`,
    );
    const named = Object.keys(EVENT_COLUMNS).join(', ');
    const inDuckDb = async (name: string) => {
      const view = await insights.view(name);
      assert.deepEqual(new TrinoSQL().validate(view), []);
      return view.replace(/\["([\w-]+)"\]/g, '."$1"');
    };
    const rows = async (from: string) =>
      (await database.rows(`SELECT ${named} FROM (${from}) ORDER BY ALL`)).map(row => JSON.stringify(row));
    const ours = await rows(
      `SELECT *
      FROM events
      WHERE event_id NOT IN (SELECT id FROM raw_events WHERE detail_type = 'goldenpath.manifest')`,
    );
    assert.ok(ours.length > 15);
    assert.deepEqual(await rows(await inDuckDb('events')), ours);
    const manifests = await database.rows(
      `SELECT account, region, stack, edition, tier, day FROM (${await inDuckDb('manifests')}) ORDER BY ALL`,
    );
    const today = new Date().toISOString().slice(0, 10);
    assert.deepEqual(
      manifests.map(({ account, stack, edition, tier }) => [account, stack, edition, tier]),
      ['Gone-prod', 'Orders-prod', 'Payments-prod', null].map(stack => [
        '000000000000',
        stack,
        manifest.edition,
        manifest.tier,
      ]),
    );
    assert.deepEqual([...new Set(manifests.map(({ region, day }) => `${region} ${day}`))], [`eu-west-1 ${today}`]);
    // The questions of the guide, as it asks them.
    const [deployments, editions] = await Promise.all(
      blocks('sql').map(async question =>
        database.rows(
          `WITH events AS (${await inDuckDb('events')}), manifests AS (${await inDuckDb('manifests')}) ${question}`,
        ),
      ),
    );
    assert.equal(deployments!.find(({ service }) => service === 'Orders-prod')!.failed, 1);
    assert.deepEqual(editions, [{ edition: manifest.edition, stacks: 3 }]);
  } finally {
    database.close();
  }
});

const hasTools = ['aws', 'jq'].every(tool => spawnSync(tool, ['--version']).status === 0);

test(
  'the commands of the guide send a CDEvent and a manifest',
  { skip: !hasTools && 'needs the AWS CLI and jq' },
  async () => {
    const [event, sent] = blocks('sh');
    const env = {
      ...process.env,
      BUS_ARN: insights.busArn,
      CDEVENT: JSON.stringify(deployed('by-hand', 10).detail),
      AWS_PAGER: '',
    };
    for (const command of [event!, sent!.replaceAll('Orders', 'Payments-prod')]) {
      const { status, stdout, stderr } = spawnSync('bash', ['-eu', '-o', 'pipefail', '-c', command], {
        env,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      assert.match(stdout, /"FailedEntryCount": 0/);
    }
    await insights.arrival('the CDEvent', ({ detail }) => detail.context?.id === 'by-hand');
    await insights.arrival(
      'the manifest',
      ({ detail }) => /:stack\/Payments-prod\//.test(detail.stack) && detail.manifest.edition === manifest.edition,
    );
  },
);
