import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parseAllDocuments } from 'yaml';
import { ROOT, run, SYNTHESISED, TERRAFORM } from './run.ts';

const NEWSROOM = join(SYNTHESISED, 'newsroom');
const schemas = join(ROOT, 'cli/test/schemas/openslo-v1');
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

async function writtenBy(input: string, ...more: string[]): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'formats-'));
  const { code, err } = await run([
    'catalog',
    input,
    '--out',
    out,
    '--owner',
    'platform',
    '--no-template',
    '--also',
    'openslo,cyclonedx',
    '--also',
    'sarif',
    ...more,
  ]);
  assert.equal(code, 0, err);
  return out;
}
const OUT = await writtenBy(NEWSROOM);
const objectivesIn = (out: string): any[] =>
  parseAllDocuments(readFileSync(join(out, 'openslo.yaml'), 'utf8')).map(document => document.toJS());

function openSlo() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const part of readdirSync(join(schemas, 'parts'))) ajv.addSchema(readJson(join(schemas, 'parts', part)));
  return ajv.compile(readJson(join(schemas, 'openslo.schema.json')));
}

test('objectives fit the schema of OpenSLO v1, on both engines', async () => {
  const validate = openSlo();
  for (const out of [OUT, await writtenBy(TERRAFORM)]) {
    const documents = objectivesIn(out);
    assert.ok(documents.length > 2);
    for (const document of documents)
      assert.ok(validate(document), `${document.metadata.name}: ${JSON.stringify(validate.errors)}`);
  }
  const [service] = objectivesIn(OUT);
  assert.equal(validate({ ...service, metadata: { name: 'Not A Name' } }), false);
});

test('objectives are the thresholds of the alarms, and say which decision they are', () => {
  const objectives = objectivesIn(OUT).filter(({ kind }) => kind === 'SLO');
  assert.deepEqual(
    objectives.map(({ metadata, spec }) => [
      metadata.name,
      spec.objectives[0].target,
      metadata.annotations['goldenpath.dev/decision'] ?? null,
    ]),
    [
      ['newsletter-signup-availability', 0.99, 'function.alarmErrorPercent'],
      ['newsletter-signup-latency', 0.99, null],
      ['newsletter-welcome-success', 0.99, 'function.alarmErrorPercent'],
      ['orders-availability', 0.99, 'service.alarmServerErrorPercent'],
      ['orders-latency', 0.99, 'service.alarmLatencyP99Seconds'],
      ['orders-prices-availability', 0.99, 'service.alarmServerErrorPercent'],
      ['orders-prices-latency', 0.99, 'service.alarmLatencyP99Seconds'],
    ],
  );
  const availability = objectives.find(({ metadata }) => metadata.name === 'orders-availability').spec;
  assert.deepEqual(availability.timeWindow, [{ duration: '28d', isRolling: true }]);
  const { bad, total } = availability.indicator.spec.ratioMetric;
  assert.deepEqual(
    bad.metricSource.spec.queries.map(({ id, metric, expression }: any) => [id, metric ?? expression]),
    [
      ['result', '(FILL(target, 0) + FILL(balancer, 0))'],
      ['target', 'HTTPCode_Target_5XX_Count'],
      ['balancer', 'HTTPCode_ELB_5XX_Count'],
    ],
  );
  assert.deepEqual(
    total.metricSource.spec.queries.map(({ id }: any) => id),
    ['result', 'requests', 'balancer'],
  );
  const { good } = objectives.find(({ metadata }) => metadata.name === 'orders-latency').spec.indicator.spec
    .ratioMetric;
  assert.deepEqual(good.metricSource.spec.queries, [
    {
      id: 'result',
      namespace: 'AWS/ApplicationELB',
      metric: 'TargetResponseTime',
      stat: 'TC(:2)',
      period: 60,
      dimensions: {
        LoadBalancer: '${OrdersLoadBalancerEF3F2292.LoadBalancerFullName}',
        TargetGroup: '${OrdersTargetGroup6ECE6C1D.TargetGroupFullName}',
      },
    },
  ]);
});

test('the window of objectives is asked for', async () => {
  const objectives = objectivesIn(await writtenBy(NEWSROOM, '--slo-window', '1w')).filter(({ kind }) => kind === 'SLO');
  assert.ok(objectives.every(({ spec }) => spec.timeWindow[0].duration === '1w'));
});

test('the bill of materials is CycloneDX 1.6: the package, and each capability in its version', async () => {
  const text = readFileSync(join(OUT, 'bom.cdx.json'), 'utf8');
  const strict = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await strict.validate(text), null);
  assert.notEqual(await strict.validate(text.replace('"type": "library"', '"type": "thing"')), null);
  const bom = JSON.parse(text);
  assert.deepEqual(bom.components.map(({ group, name, version }: any) => `${group ?? ''}/${name}@${version}`).sort(), [
    '/goldenpath@0.0.0',
    'goldenpath/bucket@1',
    'goldenpath/database@1',
    'goldenpath/function@1',
    'goldenpath/network@1',
    'goldenpath/queue@1',
    'goldenpath/secret@1',
    'goldenpath/service@1',
    'goldenpath/table@1',
    'goldenpath/worker@1',
  ]);
  const service = bom.components.find(({ name }: any) => name === 'service');
  assert.deepEqual(
    service.properties.filter(({ name }: any) => name === 'goldenpath:construct').map(({ value }: any) => value),
    ['Orders/Orders', 'Orders/Prices'],
  );
  assert.deepEqual(bom.dependencies.find(({ ref }: any) => ref === service['bom-ref']).dependsOn, ['goldenpath@0.0.0']);
  assert.equal(readFileSync(join(await writtenBy(NEWSROOM), 'bom.cdx.json'), 'utf8'), text);
});

function sarif() {
  const file = join(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json'),
    '../lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  // The schema has another URL for its draft than this validator, and an older name for its own id.
  const { $schema: _draft, id: _id, ...schema } = readJson(file);
  return ajv.compile<any>(schema);
}

test('deviations fit the schema of SARIF 2.1.0', () => {
  const validate = sarif();
  const log = readJson(join(OUT, 'goldenpath.sarif'));
  assert.ok(validate(log), JSON.stringify(validate.errors));
  assert.equal(validate({ ...log, version: '2.0.0' }), false);
});

test('deviations are what is recorded, overdue and unrecorded, at the line of the resource', () => {
  const [{ results, tool }] = readJson(join(OUT, 'goldenpath.sarif')).runs;
  assert.deepEqual(
    results.map(({ ruleId, level }: any) => `${ruleId} ${level}`),
    ['overdue-review warning', 'overdue-review warning', 'unrecorded-change warning'],
  );
  for (const {
    ruleId,
    ruleIndex,
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine },
        },
        logicalLocations: [{ fullyQualifiedName }],
      },
    ],
  } of results) {
    assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
    const line = readFileSync(join(SYNTHESISED, uri), 'utf8').split('\n')[startLine - 1];
    assert.match(
      line!,
      fullyQualifiedName.endsWith('#service') ? /"OrdersA9B65338": \{/ : /"Mailer\w*TaskDefinition\w+": \{/,
    );
  }
  assert.equal(new Set(results.map((each: any) => each.partialFingerprints['goldenpath/v1'])).size, 3);
});

test(
  'what is recorded in time is suppressed, with its reason; an exception of the file and a stack off the path are ' +
    'there too',
  async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'sarif-'));
    writeFileSync(
      join(cwd, 'goldenpath.exceptions.yaml'),
      'version: 1\nexceptions:\n  - what: The mainframe\n    reason: it is older\n    owner: team-old\n' +
        '    reviewBy: 2027-01-01\n',
    );
    const { code, err } = await run(
      ['catalog', join(SYNTHESISED, 'shop'), '--out', 'out', '--owner', 'platform', '--no-template', '--also', 'sarif'],
      { cwd },
    );
    assert.equal(code, 0, err);
    const log = readJson(join(cwd, 'out/goldenpath.sarif'));
    assert.ok(sarif()(log));
    const { results } = log.runs[0];
    const of = (ruleId: string) => results.filter((each: any) => each.ruleId === ruleId);
    assert.deepEqual(
      of('recorded-exception').map(({ suppressions }: any) => suppressions),
      [[{ kind: 'external', status: 'accepted', justification: 'it is older' }]],
    );
    assert.ok(
      of('recorded-escape').length > 0 &&
        of('recorded-escape').every(({ suppressions }: any) => suppressions[0].status === 'accepted'),
    );
    assert.ok(
      of('overdue-review').length > 0 &&
        of('overdue-review').every(({ suppressions }: any) => suppressions === undefined),
    );
    assert.deepEqual(
      of('off-path-stack').map(({ message }: any) => message.text),
      ['Stack Legacy is off the path.'],
    );
  },
);
