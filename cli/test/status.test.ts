// Deployments that end well and badly, acted out on the embedded AWS, and what `status` says of each.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { ECSClient, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { readStacks } from '../src/assembly/read.ts';
import { Terminal } from '../src/terminal.ts';
import { type EmbeddedAws, startEmbeddedAws } from './embedded-aws.ts';
import { run, SYNTHESISED, TODAY } from './run.ts';

const GOOD = join(SYNTHESISED, 'delivered');
const BAD = join(SYNTHESISED, 'delivered-failing');
const STACK = 'Production-Shop';

let emulator: EmbeddedAws;

before(async () => {
  emulator = await startEmbeddedAws();
});
after(() => emulator?.stop());

const formation = () => new CloudFormationClient({});

async function templateOf(assembly: string): Promise<string> {
  const terminal = new Terminal({
    out() {},
    err() {},
    cwd: SYNTHESISED,
    env: {},
    now: TODAY,
    outIsTerminal: false,
    errIsTerminal: false,
  });
  const [stack] = await readStacks(assembly, terminal);
  // Without spaces it is small enough to be sent as it is.
  return JSON.stringify(JSON.parse(readFileSync(stack!.location, 'utf8')));
}

async function settled(): Promise<string | undefined> {
  const found = await formation()
    .send(new DescribeStacksCommand({ StackName: STACK }))
    .catch(() => undefined);
  const status = found?.Stacks?.[0]?.StackStatus;
  if (!status?.endsWith('_IN_PROGRESS')) return status;
  await new Promise(done => setTimeout(done, 50));
  return settled();
}

const CAPABILITIES = ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const];

async function create(assembly: string): Promise<string | undefined> {
  const TemplateBody = await templateOf(assembly);
  await formation().send(new CreateStackCommand({ StackName: STACK, TemplateBody, Capabilities: CAPABILITIES }));
  return settled();
}

const status = (...more: string[]) => run(['status', ...more]);

test('a stack of the assembly that is not there yet is no finding, and the next step is said', async () => {
  const { code, out } = await status('--assembly', GOOD);
  assert.equal(code, 0, out);
  assert.match(out, /Stack Production\/Shop\n {2}is not deployed/);
  assert.match(out, /1\. Nothing stands: cdk deploy Production\/Shop/);
});

test('a first deployment that fails: the root cause, the escape behind it, and no cancelled resource', async () => {
  assert.equal(await create(BAD), 'ROLLBACK_COMPLETE');
  const { code, json } = await status('Production/*', '--assembly', BAD, '--json');
  assert.equal(code, 1);
  const [stack] = json.stacks;
  assert.equal(stack.operation.kind, 'first deployment');
  assert.equal(stack.operation.outcome, 'failed');
  assert.equal(stack.failures.length, 1, JSON.stringify(stack.failures));
  const [failure] = stack.failures;
  assert.equal(failure.type, 'AWS::CloudWatch::Alarm');
  assert.match(failure.sentence, /Sideways/);
  assert.doesNotMatch(failure.sentence, /Error Code|RequestToken/);
  assert.match(failure.reason, /Error Code/, 'word for word in the JSON');
  assert.match(failure.todo, /AWS refuses this value/);
  assert.equal(failure.behind.slot, 'memoryAlarm');
  assert.equal(failure.behind.owner, 'team-shop');
  assert.deepEqual(failure.behind.escapes[0].properties, ['ComparisonOperator']);
  assert.match(stack.next.join('\n'), /All was taken back. After the correction: cdk deploy Production\/Shop/);

  const { out } = await status('--assembly', BAD);
  assert.match(out, /an escape changed ComparisonOperator \(patch; team-shop: memory is better low\)/);
});

test('without an assembly: what failed and why, and that its decisions are elsewhere', async () => {
  const { code, out } = await status(STACK);
  assert.equal(code, 1);
  assert.match(out, /What failed\n {2}\S+ \(AWS::CloudWatch::Alarm\): .*Sideways/);
  assert.doesNotMatch(out, /made by/);
  assert.match(out, /goldenpath explain --property/);
});

test('a deployment that ends well', async () => {
  await formation().send(new DeleteStackCommand({ StackName: STACK }));
  await settled();
  assert.equal(await create(GOOD), 'CREATE_COMPLETE');
  const { code, out } = await status('--assembly', GOOD);
  assert.equal(code, 0, out);
  assert.match(out, /first deployment: succeeded at .* \(CREATE_COMPLETE\)\n {2}resources: \d+ made/);
  assert.match(out, /\d of \d tasks run; COMPLETED/);
  assert.doesNotMatch(out, /What failed|Alarms|Next/);
});

test('tasks that stop, and an alarm that speaks, then is silent again', async () => {
  const { json } = await status('--assembly', GOOD, '--json');
  const [service] = json.stacks[0].services;
  const [alarm] = await physical('AWS::CloudWatch::Alarm');
  const [cluster] = await physical('AWS::ECS::Cluster');
  const ecs = new ECSClient({});
  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster, serviceName: service.name }));
  await ecs.send(new StopTaskCommand({ cluster, task: taskArns![0]!, reason: 'Task failed container health checks' }));
  const watch = new CloudWatchClient({});
  const say = (StateValue: 'ALARM' | 'OK') =>
    watch.send(new SetAlarmStateCommand({ AlarmName: alarm, StateValue, StateReason: 'memory is at 93 %' }));
  await say('ALARM');

  const speaking = await status('--assembly', GOOD);
  assert.equal(speaking.code, 1, 'an alarm is a finding');
  assert.match(speaking.out, new RegExp(`${alarm} is in ALARM`));
  assert.match(speaking.out, /memory is at 93 %/);
  assert.match(speaking.out, /stopped 1 times: Task failed container health checks/);
  assert.match(speaking.out, /Look at what is in ALARM before the next deployment/);

  await say('OK');
  const silent = await status('--assembly', GOOD);
  assert.equal(silent.code, 0);
  assert.match(silent.out, new RegExp(`${alarm} was in ALARM, now OK`));
});

test('a change that fails, as Markdown for the summary of a workflow', async () => {
  const TemplateBody = await templateOf(BAD);
  await formation().send(new UpdateStackCommand({ StackName: STACK, TemplateBody, Capabilities: CAPABILITIES }));
  assert.equal(await settled(), 'UPDATE_ROLLBACK_COMPLETE');
  const { code, out } = await status('--assembly', BAD, '--markdown');
  assert.equal(code, 1);
  assert.match(out, /^### ❌ Production\/Shop\n\ndeployment: failed at .*UPDATE\\_ROLLBACK\\_COMPLETE/);
  assert.match(out, /\*\*What failed\*\*\n\n- `\S+` \(AWS::CloudWatch::Alarm\): .*Sideways/);
  assert.match(out, /What stood before stands/);
});

test('wrong use is said: no stack, one that is not in the assembly, one that is nowhere', async () => {
  const none = await status();
  assert.equal(none.code, 2, none.out);
  assert.match(none.err, /Which stack\?/);
  const typing = await status('Produktion/Shop', '--assembly', GOOD);
  assert.equal(typing.code, 2);
  assert.match(typing.err, /Production\/Shop/);
  const both = await status(STACK, '--json', '--markdown');
  assert.deepEqual([both.code, /exclude each other/.test(both.err)], [2, true]);
  const nowhere = await status('Nowhere');
  assert.equal(nowhere.code, 3);
  assert.match(nowhere.err, /Nowhere/);
});

async function physical(type: string): Promise<string[]> {
  const { StackResourceSummaries = [] } = await formation().send(new ListStackResourcesCommand({ StackName: STACK }));
  return StackResourceSummaries.flatMap(({ ResourceType, PhysicalResourceId }) =>
    ResourceType === type ? [PhysicalResourceId!] : [],
  );
}
