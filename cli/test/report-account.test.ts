import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ROOT, run, SHOP } from './run.ts';

const settings: string[] = [];
let emulator: { env: Record<string, string>; stop(): Promise<void> };
const out = mkdtempSync(join(tmpdir(), 'report-account-'));

before(async () => {
  const { startEmulator } = await import(join(ROOT, 'emulator/emulator.mjs'));
  emulator = await startEmulator({ stateDir: mkdtempSync(join(tmpdir(), 'emulator-')), stopWithParent: true });
  for (const [name, value] of Object.entries(emulator.env).filter(([each]) => each.startsWith('AWS_'))) {
    settings.push(name);
    process.env[name] = value;
  }
  // What the synthesised stack says of itself; the resources are not needed to read it back.
  const { Outputs: { GoldenPathManifest } } = JSON.parse(readFileSync(join(SHOP, 'Payments.template.json'), 'utf8'));
  const Resources = { Topic: { Type: 'AWS::SNS::Topic' } };
  for (const name of ['Orders-prod', 'Payments-prod', 'Search-prod']) await deploy(name, { Resources, Outputs: { GoldenPathManifest } });
  await deploy('Legacy-prod', { Resources });
});

after(async () => {
  settings.forEach(name => { delete process.env[name]; });
  await emulator?.stop();
});

async function deploy(StackName: string, template: object): Promise<void> {
  const client = new CloudFormationClient({});
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, { StackName });
}

test('three services and one foreign stack: adoption 3 of 4, with their deployments as CloudFormation tells them', async () => {
  const { code, json, err } = await run(['report', '--from', 'account', '--out', out, '--json'], { now: new Date(Date.now() + 60_000) });
  assert.equal(code, 0, err);
  assert.deepEqual([json.platform.using, json.platform.eligible, json.platform.unknown], [3, 4, 0]);
  assert.deepEqual(json.platform.offPath.map(({ name }: any) => name), ['Legacy-prod']);
  assert.deepEqual(json.dora.services.map(({ service, arm, metrics }: any) => [service, arm, metrics.changeFailRate.n]).sort(), [['Legacy-prod', 'off', 1], ['Orders-prod', 'on', 1], ['Payments-prod', 'on', 1], ['Search-prod', 'on', 1]]);
});

test('what was collected in S3 is read from there', async () => {
  const client = new S3Client({ forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'insights' }));
  const put = (Key: string, lines: object[]) => client.send(new PutObjectCommand({ Bucket: 'insights', Key, Body: lines.map(line => JSON.stringify(line)).join('\n') }));
  await put('fleet/manifests/2026/11/a.jsonl', [{ stack: 'orders', at: '2026-09-01T00:00:00Z', summary: null }, { stack: 'search', at: '2026-09-01T00:00:00Z', summary: null }]);
  await put('fleet/events/2026/11/a.jsonl', [{ kind: 'deployment', event_id: 'd1', occurred_at: '2026-11-01T00:00:00Z', service: 'orders', environment: 'production', outcome: 'success' }]);
  const { code, json, err } = await run(['report', '--from', 's3://insights/fleet', '--out', out, '--json']);
  assert.equal(code, 0, err);
  assert.deepEqual([json.platform.using, json.platform.eligible], [0, 2]);
  assert.deepEqual(json.dora.services.map(({ service, arm }: any) => [service, arm]), [['orders', 'off']]);
  assert.equal((await run(['report', '--from', 's3://insights/nothing', '--out', out])).code, 3);
});
