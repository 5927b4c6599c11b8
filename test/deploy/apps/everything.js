// One of each capability, in production, and a deployment that fails after all of it is made.
const { join } = require('node:path');
const { App, CfnResource, Stack } = require('aws-cdk-lib');
const {
  DatabaseDeployment, DatabaseEngine, Edition, EventSource, Exposure, FunctionCode, GoldenPath, GoldenPathFunction, GoldenPathService, GoldenPathWorker,
  ManagedBucket, ManagedDatabase, ManagedQueue, ManagedSecret, ManagedTable, ManagedTopic, Network, SecretSource, ServiceSource, TableKey,
} = require('goldenpath');

const app = new App();
const told = key => app.node.tryGetContext(key) === 'true';
new GoldenPath({ organization: 'acme', owner: 'team-all', edition: Edition.V2026_12, tier: 'production' }).attachTo(app);
const stack = new Stack(app, 'All');

const network = new Network(stack, 'Network');
const made = [network];
if (told('everything')) {
  const engine = DatabaseEngine.postgres();
  const cluster = new ManagedDatabase(stack, 'Cluster', { engine, network });
  const instance = new ManagedDatabase(stack, 'Instance', { engine, network, deployment: DatabaseDeployment.INSTANCE });
  const queue = new ManagedQueue(stack, 'Queue');
  const table = new ManagedTable(stack, 'Table', { partitionKey: TableKey.string('id') });
  const bucket = new ManagedBucket(stack, 'Bucket');
  const secret = new ManagedSecret(stack, 'Secret', { source: SecretSource.generated() });
  const topic = new ManagedTopic(stack, 'Topic');
  const source = ServiceSource.image('public.ecr.aws/acme/all:1');
  const service = new GoldenPathService(stack, 'Service', { source, network, exposure: Exposure.publicHttps() });
  for (const used of [cluster, instance, table, bucket, secret, topic]) service.uses(used);
  const worker = new GoldenPathWorker(stack, 'Worker', { source, network, queue });
  const code = FunctionCode.python(join(__dirname, 'signup'), { handler: 'signup.handler' });
  const fn = new GoldenPathFunction(stack, 'Function', { code, events: [EventSource.schedule('rate(1 day)')] });
  made.push(cluster, instance, queue, table, bucket, secret, topic, service, worker, fn);
}
if (told('fails')) {
  const failing = new CfnResource(stack, 'Failing', {
    type: 'AWS::CloudWatch::Alarm',
    properties: { ComparisonOperator: 'Sideways', EvaluationPeriods: 1, MetricName: 'm', Namespace: 'n', Threshold: 1 },
  });
  failing.node.addDependency(...made);
}
