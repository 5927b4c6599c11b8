// What works without a database: a function, a worker, and what the two keep things in.
const { join } = require('node:path');
const { App, Stack } = require('aws-cdk-lib');
const {
  Access, Edition, EventSource, FunctionCode, FunctionHttp, GoldenPath, GoldenPathFunction, GoldenPathWorker, ManagedBucket, ManagedQueue, ManagedSecret, ManagedTable,
  SecretRotation, SecretSource, ServiceSource, TableCapacity, TableKey,
} = require('goldenpath');

const app = new App();
const told = key => app.node.tryGetContext(key);
const number = key => told(key) === undefined ? undefined : Number(told(key));

new GoldenPath({ organization: 'acme', owner: 'team-work', edition: Edition.V2026_12, tier: told('tier') }).attachTo(app);
const stack = new Stack(app, told('stack'));

const jobs = new ManagedQueue(stack, 'Jobs', { maxReceiveCount: number('tries') });
const items = new ManagedTable(stack, 'Items', {
  partitionKey: TableKey.string('id'),
  timeToLiveAttribute: 'expiresAt',
  indexes: [{ name: 'byEmail', partitionKey: TableKey.string('email') }],
  capacity: TableCapacity.onDemand({ maxReads: number('maxReads') }),
});
const counters = new ManagedTable(stack, 'Counters', { partitionKey: TableKey.string('name'), capacity: TableCapacity.provisioned({ maxReads: number('maxReads') }) });
const files = new ManagedBucket(stack, 'Files', { lifecycle: [{ prefix: 'tmp/', expireAfterDays: number('tmpDays') ?? 1 }] });
const token = new ManagedSecret(stack, 'Token', { source: SecretSource.generated(), rotation: SecretRotation.byNewValue({ everyDays: number('everyDays') }) });

new GoldenPathWorker(stack, 'Packer', { source: ServiceSource.image('public.ecr.aws/acme/packer:2.0.1'), queue: jobs, scaling: { maxTasks: number('maxTasks') } })
  .uses(items)
  .uses(counters)
  .uses(files, Access.WRITE)
  .uses(token);
new GoldenPathFunction(stack, 'Signup', {
  code: FunctionCode.python(join(__dirname, 'signup'), { handler: 'signup.handler' }),
  http: FunctionHttp.iam(),
  events: [EventSource.tableStream(items), EventSource.bucket(files, { prefix: 'in/' }), EventSource.schedule(told('schedule') ?? 'rate(1 day)')],
  memoryMib: number('memoryMib'),
}).uses(jobs);
