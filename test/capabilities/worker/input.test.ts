import { Stack, Token } from 'aws-cdk-lib';
import { IMAGE, QueueStub, terraformWorkerIn, workerIn } from './fixture';
import { EventSourceKind } from '../../../src/binding/binding';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { GoldenPathWorker } from '../../../src/capabilities/worker/aws';
import { GoldenPathWorker as TerraformWorker } from '../../../src/capabilities/worker/terraform';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { Limit } from '../../../src/path/limit';
import { BindingError, InvalidInputError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { findingsOf } from '../../fixtures/findings';
import { ENV, stackOn, StubNetwork } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';

const refused = (props: any) => {
  const stack = stackOn();
  const error = refusal(
    () =>
      new GoldenPathWorker(stack, 'Worker', { owner: 'team', source: IMAGE, queue: new QueueStub(stack), ...props }),
  );
  return { stack, ...error.complaint, error };
};

test.each<[string, any, string]>([
  ['no source', { source: undefined }, 'source is missing'],
  ['a text for a source', { source: 'nginx' }, 'source is not a ServiceSource'],
  ['no queue', { queue: undefined }, 'queue is missing'],
  ['a text for a queue', { queue: QueueStub.name }, 'queue is not of the golden path'],
  ['scaling that is a number', { scaling: 3 }, 'scaling is 3'],
  ['a minimum below zero', { scaling: { minTasks: -1 } }, 'worker.minTasks is -1'],
  ['a fraction of a task', { scaling: { maxTasks: 1.5 } }, 'worker.maxTasks is 1.5'],
  ['more tasks at least than at most', { scaling: { minTasks: 5, maxTasks: 4 } }, 'greater than the greatest'],
  ['no backlog', { scaling: { targetBacklogPerTask: 0 } }, 'worker.targetBacklogPerTask is 0'],
  ['no latency', { scaling: { acceptableLatencySeconds: 0 } }, 'worker.acceptableLatencySeconds is 0'],
  ['no time to stop', { stopTimeoutSeconds: 1 }, 'worker.stopTimeoutSeconds is 1'],
  ['more time than there is', { stopTimeoutSeconds: 300 }, 'worker.stopTimeoutSeconds is 300'],
  ['a text for a command', { healthCheckCommand: 'probe' }, 'healthCheckCommand is "probe"'],
  ['a variable without a name', { environment: { 'a-b': 'x' } }, "environment has 'a-b'"],
  ['a number for a variable', { environment: { A: 1 } }, 'environment.A is 1'],
  ['a word for a switch', { deployment: { rollbackOnAlarm: 'yes' } }, 'rollbackOnAlarm is "yes"'],
  [
    'a deployment that replaces nothing',
    { deployment: { minimumHealthyPercent: 100, maximumPercent: 100 } },
    'none can ever be replaced',
  ],
  ['something that is no network', { network: {} }, 'network is not a Network'],
  ['an owner that is no tag', { owner: 'a\tb' }, 'owner is'],
])('%s is refused', (_, props, what) => {
  const complaint = refused(props);
  expect(complaint.error).toBeInstanceOf(InvalidInputError);
  expect(complaint.what).toContain(what);
  expect(complaint.where).toBe('Shop/Worker');
  expect(complaint.hint).toMatch(/\S/);
});

test('what is refused by its props leaves the tree as it was: the id is free', () => {
  const { stack } = refused({ source: undefined });
  expect(stack.node.tryFindChild('Worker')).toBeUndefined();
  expect(() => workerIn(stack)).not.toThrow();
});

describe.each<[engine: string, stackOf: () => any, workerOf: (stack: any, props: any) => any]>([
  ['AWS CDK', () => stackOn(), (stack, props) => new GoldenPathWorker(stack, 'Worker', props)],
  ['Terraform', () => terraformStackOn(), (stack, props) => new TerraformWorker(stack, 'Worker', props)],
])('on %s', (_, stackOf, workerOf) => {
  const typicalIn = (stack: any) => ({ owner: 'team', source: IMAGE, queue: new QueueStub(stack) });

  test.each<[string, any, string, string]>([
    ['null', null, 'The props are null', 'Give an object'],
    ['a text', 'nginx:1', 'The props are "nginx:1"', 'with any of owner, source, queue'],
  ])('%s instead of props is refused, and the id can be used again', (__, props, what, hint) => {
    const stack = stackOf();
    const { complaint } = refusal(() => workerOf(stack, props));
    expect(complaint).toMatchObject({ where: 'Shop/Worker', what: expect.stringContaining(what) });
    expect(complaint.hint).toContain(hint);
    expect(stack.node.tryFindChild('Worker')).toBeUndefined();
    expect(workerOf(stack, typicalIn(stack)).node.path).toBe('Shop/Worker');
  });

  test.each<[string, any, string, string]>([
    ['prop', { queues: [] }, "'queues' is not a name in the props", "Did you mean 'queue'"],
    ['name in a prop', { scaling: { minTask: 1 } }, "'minTask' is not a name in scaling", "Did you mean 'minTasks'"],
  ])('a misspelt %s is refused, with the nearest, and the id can be used again', (__, more, what, hint) => {
    const stack = stackOf();
    const typical = typicalIn(stack);
    const { complaint } = refusal(() => workerOf(stack, { ...typical, ...more }));
    expect(complaint).toMatchObject({ where: 'Shop/Worker', what: expect.stringContaining(what) });
    expect(complaint.hint).toContain(hint);
    expect(stack.node.tryFindChild('Worker')).toBeUndefined();
    expect(workerOf(stack, typical).node.path).toBe('Shop/Worker');
  });

  test('what is refused last of all leaves the tree as it was', () => {
    const stack = stackOf();
    const typical = typicalIn(stack);
    const before = stack.node.findAll().map(({ node }: any) => node.path);
    // Only the use of the queue finds it, when all resources are there.
    const environment = { ORDERS_QUEUE_URL: 'x' };
    expect(refusal(() => workerOf(stack, { ...typical, environment })).complaint.what).toContain('ORDERS_QUEUE_URL');
    const left = stack.node.findAll().map(({ node }: any) => node.path);
    expect(left.filter((path: string) => path.startsWith('Shop/Worker'))).toEqual([]);
    expect(left).toEqual(before);
  });
});

test('nobody owns it', () => {
  const stack = stackOn(undefined, { owner: undefined });
  expect(refusal(() => workerIn(stack, { owner: undefined })).complaint.what).toBe('Nobody owns this worker.');
});

describe('what is no queue', () => {
  test.each([EventSourceKind.STREAM, EventSourceKind.BUCKET])('a %s starts a function, and no worker', kind => {
    const stack = stackOn();
    const { complaint } = refusal(() => workerIn(stack, { events: { kind } }));
    expect(complaint).toMatchObject({
      what: expect.stringContaining('takes messages from a queue'),
      hint: expect.stringContaining('GoldenPathFunction'),
    });
  });
  test('a database has no messages', () => {
    const stack = stackOn();
    const queue = new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres() });
    expect(refusal(() => workerIn(stack, { queue }))).toBeInstanceOf(BindingError);
  });
});

describe('the visibility timeout', () => {
  test.each<[number, number]>([
    [60, 51],
    [129, 120],
    [11, 2],
  ])('of %i s is too short for a stop of %i s', (visibilityTimeoutSeconds, stopTimeoutSeconds) => {
    const { complaint } = refusal(() =>
      workerIn(stackOn(), { stopTimeoutSeconds, events: { visibilityTimeoutSeconds } }),
    );
    expect(complaint.what).toContain(`hides a message for ${visibilityTimeoutSeconds} s`);
    expect(complaint.hint).toContain(`visibilityTimeoutSeconds of ${stopTimeoutSeconds + 10}`);
  });
  test.each<[number, number]>([
    [60, 50],
    [130, 120],
    [12, 2],
  ])('of %i s is enough for a stop of %i s', (visibilityTimeoutSeconds, stopTimeoutSeconds) => {
    expect(() => workerIn(stackOn(), { stopTimeoutSeconds, events: { visibilityTimeoutSeconds } })).not.toThrow();
  });
  test('that nothing fits into is refused, whatever was asked for', () => {
    expect(refusal(() => workerIn(stackOn(), { events: { visibilityTimeoutSeconds: 5 } })).complaint.hint).toContain(
      'visibilityTimeoutSeconds of 12',
    );
  });
  test('that is known at deployment only passes', () => {
    expect(() =>
      workerIn(stackOn(), { events: { visibilityTimeoutSeconds: Token.asNumber({ Ref: 'Seconds' }) } }),
    ).not.toThrow();
  });
});

describe('a queue elsewhere', () => {
  const at = (env: object, arn: string) => {
    const stack = stackOn(undefined, {}, undefined, 'Shop', { env });
    return () => workerIn(stack, { events: { arn } });
  };
  test.each([
    ['region', 'us-east-1', ENV.account],
    ['account', ENV.region, '210987654321'],
  ])('in another %s is refused', (what, region, account) => {
    expect(refusal(at(ENV, `arn:aws:sqs:${region}:${account}:orders`)).complaint.what).toContain(
      `The queue is in the ${what}`,
    );
  });
  test('here, or nobody knows where, passes', () => {
    expect(at(ENV, `arn:aws:sqs:${ENV.region}:${ENV.account}:orders`)).not.toThrow();
    expect(at({}, 'arn:aws:sqs:us-east-1:210987654321:orders')).not.toThrow();
    expect(at(ENV, Token.asString({ Ref: 'Arn' }))).not.toThrow();
  });
  test('in another region is refused on Terraform too', () => {
    const stack = terraformStackOn(undefined, { terraform: { region: 'eu-west-1' } });
    expect(
      refusal(() => terraformWorkerIn(stack, { events: { arn: 'arn:aws:sqs:us-east-1:123456789012:orders' } }))
        .complaint.what,
    ).toContain('us-east-1');
  });
});

test('a network without private subnets', () => {
  const stack = stackOn();
  expect(
    refusal(() => workerIn(stack, { network: new StubNetwork(stack, 'N', { privateSubnetIds: [] }) })).complaint.what,
  ).toContain('no private subnets');
  // One is enough: there is no load balancer that wants two.
  expect(() =>
    workerIn(stack, { network: new StubNetwork(stack, 'One', { privateSubnetIds: ['subnet-1'] }) }, 'Other'),
  ).not.toThrow();
});

test('a directory without a Dockerfile; on Terraform, any', () => {
  expect(refusal(() => workerIn(stackOn(), { source: ServiceSource.dockerfile('/nowhere') })).complaint.what).toContain(
    "no 'Dockerfile'",
  );
  expect(
    refusal(() => terraformWorkerIn(terraformStackOn(), { source: ServiceSource.dockerfile('/nowhere') })).complaint
      .what,
  ).toContain('Terraform cannot build');
});

test('the platform team limits it by name', () => {
  const limits = { 'worker.maxTasks': Limit.atMost(10, { reason: 'Costs are capped.', contact: '#platform' }) };
  expect(workerIn(stackOn(undefined, { limits })).decisions).toContainEqual(
    expect.objectContaining({ name: 'worker.maxTasks', value: 10 }),
  );
  expect(findingsOf(workerIn(stackOn(undefined, { limits }), { scaling: { maxTasks: 11 } })).error).toContain(
    'worker.maxTasks is 11',
  );
});

test("a variable of the team's that is the queue's", () => {
  const stack: Stack = stackOn();
  expect(refusal(() => workerIn(stack, { environment: { ORDERS_QUEUE_URL: 'x' } })).complaint.what).toContain(
    'ORDERS_QUEUE_URL',
  );
});
