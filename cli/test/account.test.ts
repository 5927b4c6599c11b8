import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { type EmbeddedAws, startEmbeddedAws } from './embedded-aws.ts';
import { run, SHOP, SYNTHESISED } from './run.ts';

let emulator: EmbeddedAws;

before(async () => {
  emulator = await startEmbeddedAws();
  // The output is that of the synthesised stack; the resources are not needed to read it back.
  const { Outputs } = JSON.parse(readFileSync(join(SHOP, 'Payments.template.json'), 'utf8'));
  const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
  await deploy('Payments', { Resources: topic, Outputs: { GoldenPathManifest: Outputs.GoldenPathManifest } });
  await deploy('Legacy', { Resources: topic });
  await deploy('Namesake', { Resources: topic, Outputs: { GoldenPathManifest: { Value: 'something else' } } });
});

after(() => emulator?.stop());

async function deploy(StackName: string, template: object): Promise<void> {
  const client = new CloudFormationClient({});
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template) }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, { StackName });
}

test('reads back what is deployed: what is on the path, and what is off it', async () => {
  const { code, json, err } = await run(['explain', 'account', '--json']);
  assert.equal(code, 0);
  assert.deepEqual(json.stacks.map(({ name, onPath }: any) => [name, onPath]).sort(), [
    ['Legacy', false],
    ['Namesake', false],
    ['Payments', true],
  ]);
  const { summary, location } = json.stacks.find(({ name }: any) => name === 'Payments');
  assert.deepEqual(summary.owners, ['team-payments']);
  assert.equal(summary.capabilities.service.count, 1);
  assert.match(location, /^account 000000000000, eu-west-1, stack Payments$/);
  assert.match(err, /Namesake is taken for off the path/);
  const { out } = await run(['explain', `account:${emulator.region}`]);
  assert.match(out, /Stack Payments: .*1 service \(version 1\).*\n.*1 escapes, 0 unrecorded/);
});

test('exceptions of an account: who has some, and which stacks nobody explains', async () => {
  const { json } = await run(['exceptions', 'account', '--json']);
  assert.deepEqual(json.deployed, [{ name: 'Payments', recorded: 1, unrecorded: 0 }]);
  assert.deepEqual(json.offPath.map(({ name }: any) => name).sort(), ['Legacy', 'Namesake']);
});

test('a property of a deployed template can be asked for', async () => {
  const { json } = await run(['explain', 'account', '--stack', 'Legacy', '--property', 'Topic', '--json'], {
    cwd: SYNTHESISED,
  });
  assert.equal(json.property.type, 'AWS::SNS::Topic');
});

test('an account that cannot be reached is said, without a stack trace', async () => {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
  try {
    const { code, err } = await run(['explain', 'account']);
    assert.equal(code, 3);
    assert.match(err, /The stacks of the account cannot be listed[\s\S]*AWS_PROFILE/);
  } finally {
    process.env.AWS_ENDPOINT_URL = endpoint;
  }
});
