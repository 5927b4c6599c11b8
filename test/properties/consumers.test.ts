import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { holds, holdsOnTerraform, junk, OPTIONS } from './invariants';
import { ManagedBucket } from '../../src/capabilities/bucket/aws';
import { ManagedBucket as TerraformBucket } from '../../src/capabilities/bucket/terraform';
import { EventSource, FunctionCode, FunctionHttp } from '../../src/capabilities/function/props';
import { GoldenPathFunction as TerraformFunction } from '../../src/capabilities/function/terraform';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../src/capabilities/queue/terraform';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { TableKey } from '../../src/capabilities/table/props';
import { ManagedTable as TerraformTable } from '../../src/capabilities/table/terraform';
import { EnvironmentTier } from '../../src/path/tier';
import { functionIn, project, PYTHON } from '../capabilities/function/fixture';
import { QueueStub, terraformWorkerIn, workerIn } from '../capabilities/worker/fixture';
import { arbitraryFunction, arbitraryWorker, Sources } from '../fixtures/arbitrary-consumers';
import { acceptsOrRefuses } from '../fixtures/errors';
import { stackOn } from '../fixtures/stacks';
import { terraformStackOn } from '../fixtures/terraform';

/** Six times as long as a function may take, and a window. */
const HIDDEN = 5460;
const aws: Sources = {
  queue: (scope, id, fifo) => new ManagedQueue(scope, id, { fifo, visibilityTimeoutSeconds: HIDDEN }),
  table: (scope, id) => new ManagedTable(scope, id, { partitionKey: TableKey.string('id') }),
  bucket: (scope, id) => new ManagedBucket(scope, id),
};
const terraform: Sources = {
  queue: (scope, id, fifo) => new TerraformQueue(scope, id, { fifo, visibilityTimeoutSeconds: HIDDEN }),
  table: (scope, id) => new TerraformTable(scope, id, { partitionKey: TableKey.string('id') }),
  bucket: (scope, id) => new TerraformBucket(scope, id),
};

test('any valid worker renders on both engines: complete slots, all decisions, a template that resolves', () => {
  fc.assert(
    fc.property(arbitraryWorker, ({ tier, props }) => {
      const [stack, twin] = [stackOn(tier), terraformStackOn(tier)];
      const worker = workerIn(stack, props(stack, aws));
      holds(worker);
      holdsOnTerraform(terraformWorkerIn(twin, props(twin, terraform)), worker);
    }),
    OPTIONS,
  );
}, 120_000);

test('any valid function renders on both engines: complete slots, all decisions, a template that resolves', () => {
  fc.assert(
    fc.property(arbitraryFunction(PYTHON), ({ tier, props }) => {
      const [stack, twin] = [stackOn(tier), terraformStackOn(tier)];
      const fn = functionIn(stack, props(stack, aws), 'It');
      holds(fn);
      holdsOnTerraform(new TerraformFunction(twin, 'It', props(twin, terraform)), fn);
    }),
    OPTIONS,
  );
}, 120_000);

type Case = [string, (value: any) => any];
const prop = (name: string): Case => [name, value => ({ [name]: value })];
const within =
  (outer: string) =>
  (name: string): Case => [`${outer}.${name}`, value => ({ [outer]: { [name]: value } })];

test.each<Case>([
  ...[
    'owner',
    'source',
    'queue',
    'size',
    'architecture',
    'scaling',
    'stopTimeoutSeconds',
    'environment',
    'deployment',
    'healthCheckCommand',
    'network',
  ].map(prop),
  ...['minTasks', 'maxTasks', 'targetBacklogPerTask', 'acceptableLatencySeconds'].map(within('scaling')),
  ...['minimumHealthyPercent', 'maximumPercent', 'rollbackOnAlarm'].map(within('deployment')),
  ['environment.A', value => ({ environment: { A: value } })],
])(
  'a worker takes or refuses any %s',
  (_, props) => {
    fc.assert(
      fc.property(junk, value => {
        const [stack, twin] = [stackOn(EnvironmentTier.DEVELOPMENT), terraformStackOn(EnvironmentTier.DEVELOPMENT)];
        acceptsOrRefuses(() => {
          workerIn(stack, { queue: new QueueStub(stack), ...props(value) });
          Template.fromStack(stack);
        });
        acceptsOrRefuses(() => terraformWorkerIn(twin, { queue: new QueueStub(twin), ...props(value) }));
      }),
      OPTIONS,
    );
  },
  60_000,
);

const DIRECTORY = project({ 'signup.py': 'def handler(event, context):\n    return {}\n' });

test.each<[string, (value: any, stack: any) => any]>([
  ...[
    'owner',
    'code',
    'http',
    'events',
    'size',
    'memoryMib',
    'architecture',
    'timeoutSeconds',
    'reservedConcurrency',
    'environment',
    'network',
    'deployment',
  ].map(prop),
  ...['trafficShift', 'rollbackOnAlarm'].map(within('deployment')),
  ['environment.AB', value => ({ environment: { AB: value } })],
  ['FunctionCode.node', value => ({ code: FunctionCode.node(value) })],
  // All that is on this machine is a directory, too.
  [
    'FunctionCode.python',
    value => ({ code: FunctionCode.python(value === '/' ? '' : value, { handler: 'signup.handler' }) }),
  ],
  ['FunctionCode.python.options', value => ({ code: FunctionCode.python(DIRECTORY, value) })],
  ['FunctionCode.python.handler', value => ({ code: FunctionCode.python(DIRECTORY, { handler: value }) })],
  ['FunctionCode.asset.options', value => ({ code: FunctionCode.asset(DIRECTORY, value) })],
  [
    'FunctionCode.asset.runtime',
    value => ({ code: FunctionCode.asset(DIRECTORY, { runtime: value, handler: 'a.b' }) }),
  ],
  ['FunctionCode.node.options', value => ({ code: FunctionCode.node(join(DIRECTORY, 'none.ts'), value) })],
  ['FunctionHttp.jwt', value => ({ http: FunctionHttp.jwt(value) })],
  ['FunctionHttp.jwt.issuer', value => ({ http: FunctionHttp.jwt({ issuer: value, audience: ['a'] }) })],
  [
    'FunctionHttp.jwt.audience',
    value => ({ http: FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: value }) }),
  ],
  ['EventSource.queue', value => ({ events: [EventSource.queue(value)] })],
  ['EventSource.schedule', value => ({ events: [EventSource.schedule(value)] })],
  ['EventSource.schedule.options', value => ({ events: [EventSource.schedule('rate(1 day)', value)] })],
  ['EventSource.schedule.name', value => ({ events: [EventSource.schedule('rate(1 day)', { name: value })] })],
  ['EventSource.schedule.timeZone', value => ({ events: [EventSource.schedule('rate(1 day)', { timeZone: value })] })],
])(
  'a function takes or refuses any %s',
  (_, props) => {
    fc.assert(
      fc.property(junk, value => {
        const [stack, twin] = [stackOn(EnvironmentTier.DEVELOPMENT), terraformStackOn(EnvironmentTier.DEVELOPMENT)];
        acceptsOrRefuses(() => {
          functionIn(stack, () => props(value, stack));
          Template.fromStack(stack);
        });
        acceptsOrRefuses(
          () => new TerraformFunction(twin, 'It', { owner: 'team', code: PYTHON, ...props(value, twin) }),
        );
      }),
      OPTIONS,
    );
  },
  60_000,
);

test.each<[string, (sources: Sources, scope: any, value: any) => EventSource]>([
  ...['batchSize', 'maxConcurrency', 'filters', 'environmentPrefix'].map(
    (name): [string, (sources: Sources, scope: any, value: any) => EventSource] => [
      `queue.${name}`,
      (sources, scope, value) => EventSource.queue(sources.queue(scope, 'Jobs', false), { [name]: value }),
    ],
  ),
  ...['batchSize', 'filters', 'environmentPrefix'].map(
    (name): [string, (sources: Sources, scope: any, value: any) => EventSource] => [
      `tableStream.${name}`,
      (sources, scope, value) => EventSource.tableStream(sources.table(scope, 'Items'), { [name]: value }),
    ],
  ),
  ...['prefix', 'suffix', 'environmentPrefix'].map(
    (name): [string, (sources: Sources, scope: any, value: any) => EventSource] => [
      `bucket.${name}`,
      (sources, scope, value) => EventSource.bucket(sources.bucket(scope, 'Files'), { [name]: value }),
    ],
  ),
  ['queue.options', (sources, scope, value) => EventSource.queue(sources.queue(scope, 'Jobs', false), value)],
])(
  'an event source takes or refuses any %s',
  (_, source) => {
    fc.assert(
      fc.property(junk, value => {
        const [stack, twin] = [stackOn(EnvironmentTier.DEVELOPMENT), terraformStackOn(EnvironmentTier.DEVELOPMENT)];
        acceptsOrRefuses(() => {
          functionIn(stack, scope => ({ events: [source(aws, scope, value)] }));
          Template.fromStack(stack);
        });
        acceptsOrRefuses(
          () =>
            new TerraformFunction(twin, 'It', {
              owner: 'team',
              code: PYTHON,
              events: [source(terraform, twin, value)],
            }),
        );
      }),
      OPTIONS,
    );
  },
  60_000,
);

test.each<[string, (consumer: any, resource: any, value: any) => any]>([
  ['resource', (consumer, _, value) => consumer.uses(value)],
  ['access', (consumer, resource, value) => consumer.uses(resource, value)],
  ['options', (consumer, resource, value) => consumer.uses(resource, undefined, value)],
  [
    'environmentPrefix',
    (consumer, resource, value) => consumer.uses(resource, undefined, { environmentPrefix: value }),
  ],
])(
  'a use takes or refuses any %s',
  (_, use) => {
    fc.assert(
      fc.property(junk, value => {
        const stack = stackOn(EnvironmentTier.DEVELOPMENT);
        const resource = aws.queue(stack, 'Jobs', false);
        for (const consumer of [functionIn(stack, {}, 'Fn'), workerIn(stack, {}, 'Worker')]) {
          acceptsOrRefuses(() => use(consumer, resource, value));
        }
      }),
      OPTIONS,
    );
  },
  60_000,
);
