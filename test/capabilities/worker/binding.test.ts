import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QueueStub, rendered, workerIn } from './fixture';
import { Access, Credentials } from '../../../src/binding/binding';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { GoldenPathWorker } from '../../../src/capabilities/worker/aws';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';

const CONSUME = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];

const templateOf = (stack: Stack) => Template.fromStack(stack).toJSON().Resources;
const propertiesOf = (worker: GoldenPathWorker, slot: string) =>
  templateOf(Stack.of(worker))[Stack.of(worker).resolve(worker.resource(slot).logicalId)].Properties;
const statementsOf = (worker: GoldenPathWorker) => propertiesOf(worker, 'taskPolicy').PolicyDocument.Statement;
const variablesOf = (worker: GoldenPathWorker): { [name: string]: any } =>
  Object.fromEntries(
    propertiesOf(worker, 'taskDefinition').ContainerDefinitions[0].Environment.map(({ Name, Value }: any) => [
      Name,
      Value,
    ]),
  );

test('the queue is asked for messages to take, and the use is on record', () => {
  const stack = stackOn();
  const queue = new QueueStub(stack);
  const worker = workerIn(stack, { queue });
  expect(new Set(queue.requests.map(({ access, consumer }) => `${access} by ${consumer}`))).toEqual(
    new Set(['consume by Shop/Worker']),
  );
  expect(queue.requests[queue.requests.length - 1].credentials).toBe(Credentials.SECRET);
  expect(worker._manifestEntry().uses).toEqual([
    { capability: 'queue', resource: 'Shop/OrdersQueue', access: 'consume' },
  ]);
  expect(worker.escapes).toEqual([]);
});

describe.each([
  ['in one stack', false],
  ['in two stacks', true],
])('a queue of the path, %s', (_, apart) => {
  test('is worked with these permissions, on this queue and its key, and knows nothing of the worker', () => {
    const app = new App();
    const shop = stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Shop');
    const data = apart ? stackOn(EnvironmentTier.PRODUCTION, {}, app, 'Data') : shop;
    const queue = new ManagedQueue(data, 'OrdersQueue');
    const before = queue.slots;
    const worker = workerIn(shop, { queue });
    app.synth();
    const consume = statementsOf(worker);
    expect(consume).toEqual([
      { Effect: 'Allow', Action: CONSUME, Resource: shop.resolve(queue.resources.queue.attrArn) },
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: shop.resolve(queue.resources.key!.attrArn),
        Condition: { StringEquals: { 'kms:ViaService': expect.anything() } },
      },
    ]);
    expect(Object.keys(variablesOf(worker))).toContain('ORDERS_QUEUE_URL');
    const metrics = propertiesOf(worker, 'latencyScalingAlarm').Metrics.filter(({ MetricStat }: any) => MetricStat);
    for (const {
      MetricStat: { Metric },
    } of metrics) {
      expect(Metric.Dimensions).toEqual([
        { Name: 'QueueName', Value: shop.resolve(queue.resources.queue.attrQueueName) },
      ]);
    }
    expect(queue.slots).toEqual(before);
    if (apart) expect([data.dependencies, shop.dependencies]).toEqual([[], [data]]);
    for (const construct of [worker, queue]) {
      expect(construct.escapes).toEqual([]);
      expectSlotsComplete(construct);
    }
  });
});

describe('a queue that exists', () => {
  test('by its ARN', () => {
    const stack = stackOn();
    const queue = ManagedQueue.fromQueueArn(stack, 'LegacyQueue', 'arn:aws:sqs:eu-west-1:123456789012:legacy');
    const worker = workerIn(stack, { queue });
    expect(statementsOf(worker)).toEqual([
      { Effect: 'Allow', Action: CONSUME, Resource: 'arn:aws:sqs:eu-west-1:123456789012:legacy' },
    ]);
    expect(variablesOf(worker).LEGACY_QUEUE_URL).toBeDefined();
    expect(propertiesOf(worker, 'taskDefinition').ContainerDefinitions[0].StopTimeout).toBe(120);
  });

  test('by what is known of it: its visibility timeout shortens the stop', () => {
    const stack = stackOn();
    const queue = ManagedQueue.fromQueueAttributes(stack, 'LegacyQueue', {
      queueArn: 'arn:aws:sqs:eu-west-1:123456789012:legacy',
      visibilityTimeoutSeconds: 90,
    });
    expect(propertiesOf(workerIn(stack, { queue }), 'taskDefinition').ContainerDefinitions[0].StopTimeout).toBe(80);
  });

  test('by its L2', () => {
    const stack = stackOn();
    const plain = new sqs.Queue(stack, 'Plain');
    const worker = workerIn(stack, { queue: ManagedQueue.fromQueue(stack, 'LegacyQueue', plain) });
    expect(statementsOf(worker)).toEqual([
      { Effect: 'Allow', Action: CONSUME, Resource: stack.resolve(plain.queueArn) },
    ]);
    // SQS hides messages for half a minute unless it is told.
    expect(propertiesOf(worker, 'taskDefinition').ContainerDefinitions[0].StopTimeout).toBe(20);
  });
});

test('a worker uses more: a database, another queue, a service', () => {
  const stack = stackOn();
  const worker = workerIn(stack)
    .uses(new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() }))
    .uses(new ManagedQueue(stack, 'DoneQueue'), Access.PUBLISH)
    .uses(serviceIn(stack));
  expect(Object.keys(variablesOf(worker))).toEqual(
    expect.arrayContaining(['ORDERS_QUEUE_URL', 'ORDERS_DB_HOST', 'DONE_QUEUE_URL', 'ORDERS_URL']),
  );
  expect(worker.slots).toEqual(
    expect.arrayContaining(['OrdersDbIngress', 'OrdersDbEgress', 'OrdersIngress', 'OrdersEgress']),
  );
  // In the order of their names: DoneQueue, Orders, OrdersDb, OrdersQueue.
  expect(worker._manifestEntry().uses.map(({ capability, access }) => `${capability} ${access}`)).toEqual([
    'queue publish',
    'service read-write',
    'database read-write',
    'queue consume',
  ]);
  expectSlotsComplete(worker);
});

test('what the worker needs for its own queue is not needed twice', () => {
  const stack = stackOn();
  const queue = new ManagedQueue(stack, 'OrdersQueue');
  const worker = workerIn(stack, { queue }).uses(queue, Access.CONSUME);
  expect(statementsOf(worker)).toHaveLength(2);
  expect(worker._manifestEntry().uses).toHaveLength(1);
  // It may send to it as well: with what failed, for instance.
  worker.uses(queue, Access.PUBLISH);
  expect(worker._manifestEntry().uses).toHaveLength(2);
});

test('a worker cannot be used: it has no port and no messages', () => {
  const stack = stackOn();
  const service = serviceIn(stack);
  expect(refusal(() => service.uses(rendered().worker as any)).complaint.what).toContain('cannot be used');
});
