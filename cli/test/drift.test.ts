// What is changed by hand on the embedded AWS, and what `drift` says of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type EmbeddedAws, startEmbeddedAws } from './embedded-aws.ts';
import { ROOT, run, SYNTHESISED } from './run.ts';

const ASSEMBLY = join(SYNTHESISED, 'drifting');
const STACK = 'Dev-Mail';
const TEMPLATE = join(ASSEMBLY, 'assembly-Dev/DevMail3BF55D7A.template.json');

let emulator: EmbeddedAws;

before(async () => {
  emulator = await startEmbeddedAws();
  const TemplateBody = JSON.stringify(JSON.parse(readFileSync(TEMPLATE, 'utf8')));
  const client = new CloudFormationClient({});
  await client.send(new CreateStackCommand({ StackName: STACK, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
    if (Stacks![0]!.StackStatus === 'CREATE_COMPLETE') break;
    assert.equal(Stacks![0]!.StackStatus, 'CREATE_IN_PROGRESS');
    await new Promise(done => setTimeout(done, 50));
  }
});
after(() => emulator?.stop());

async function queue(named: RegExp): Promise<string> {
  const { StackResourceSummaries } = await new CloudFormationClient({}).send(
    new ListStackResourcesCommand({ StackName: STACK }),
  );
  const found = StackResourceSummaries!.find(
    ({ ResourceType, LogicalResourceId }) => ResourceType === 'AWS::SQS::Queue' && named.test(LogicalResourceId!),
  );
  return found!.PhysicalResourceId!;
}

async function keep(named: RegExp, seconds: string): Promise<void> {
  const Attributes = { MessageRetentionPeriod: seconds };
  await new SQSClient({}).send(new SetQueueAttributesCommand({ QueueUrl: await queue(named), Attributes }));
}

const drift = (...more: string[]) => run(['drift', ...more]);

test('nothing was changed: the resources are counted, and a stack that is not there is no finding', async () => {
  const { code, out } = await drift('--assembly', ASSEMBLY, '--fail');
  assert.equal(code, 0, out);
  assert.match(out, /Stack Dev\/Mail\n {2}is as it was deployed: [1-9]\d* resources compared/);
  assert.match(out, /Stack Dev\/Later\n {2}is not deployed/);
});

test('a change by hand: the decision behind the deployed value, or the escape that wrote it', async () => {
  await keep(/^Letters(?!Dead)/, '86400');
  await keep(/^Parcels(?!Dead)/, '3600');
  const { code, json } = await drift('Dev/Mail', '--assembly', ASSEMBLY, '--fail', '--json');
  assert.equal(code, 1);
  const [{ resources }] = json.stacks;
  const [letters, parcels, ...others] = resources.sort((a: any, b: any) => (a.logicalId < b.logicalId ? -1 : 1));
  assert.deepEqual(others, []);
  assert.deepEqual(
    [letters.outcome, letters.madeBy],
    ['changed', { construct: 'Dev/Mail/Letters', slot: 'queue', owner: 'team-mail' }],
  );
  const [difference] = letters.differences;
  assert.deepEqual(
    [difference.property, difference.expected, difference.actual],
    ['MessageRetentionPeriod', '259200', '86400'],
  );
  assert.deepEqual(
    difference.decisions.map((each: any) => each.name),
    ['queue.retentionDays'],
  );
  assert.deepEqual(difference.escapes, []);
  assert.deepEqual(
    parcels.differences[0].escapes.map((each: any) => each.reason),
    ['two hours, by law'],
  );
});

test('in words, too; without --fail it is told and no more, and without an assembly without decisions', async () => {
  const { code, out } = await drift('Dev/*', '--assembly', ASSEMBLY);
  assert.equal(code, 0);
  assert.match(out, /2 of \d+ compared resources are not as they were deployed/);
  assert.match(
    out,
    /MessageRetentionPeriod: 86400, and 259200 was deployed\n {6}queue\.retentionDays = 3, by the app team/,
  );
  assert.match(
    out,
    /MessageRetentionPeriod: 3600, and 7200 was deployed\n {6}an escape changed .*legal: two hours, by law/,
  );
  const [, shown] = /^```\n(Stack[\s\S]*?)^```$/m.exec(readFileSync(join(ROOT, 'docs/guides/drift.md'), 'utf8'))!;
  for (const line of shown!.trimEnd().split('\n')) assert.ok(out.includes(`${line}\n`), `${line}\n${out}`);
  const plain = await drift(STACK, '--fail');
  assert.equal(plain.code, 1);
  assert.doesNotMatch(plain.out, /queue\.retentionDays/);
});

test('what was deleted is said', async () => {
  await new SQSClient({}).send(new DeleteQueueCommand({ QueueUrl: await queue(/^Letters(?!Dead)/) }));
  const { code, out } = await drift('Dev/Mail', '--assembly', ASSEMBLY, '--fail');
  assert.equal(code, 1);
  assert.match(out, /Letters\w+ \(AWS::SQS::Queue\) was deleted\n {4}made by Dev\/Mail\/Letters/);
});

test('a name of nothing is told', async () => {
  const { code, err } = await drift('Dev-Mial');
  assert.equal(code, 3);
  assert.match(err, /it does not exist/);
});
