// One team's data, as its app is changed: `step` is the change.
const { join } = require('node:path');
const { App, CfnResource, Stack } = require('aws-cdk-lib');
const { Construct } = require('constructs');
const {
  Access, DatabaseEngine, Edition, EventSource, FunctionCode, GoldenPath, GoldenPathFunction, GoldenPathService, Lock, ManagedBucket,
  ManagedDatabase, ManagedQueue, ManagedTable, ManagedTopic, Network, ServiceSource, TableKey,
} = require('goldenpath');

const app = new App();
const told = key => app.node.tryGetContext(key);
const step = told('step');
const isRenamed = ['renamed', 'moved', 'nested'].includes(step);

new GoldenPath({
  organization: 'acme',
  owner: 'team-shop',
  edition: Edition.V2026_12,
  tier: told('tier'),
  lock: Lock.file(told('lock')),
}).attachTo(app);
const stack = new Stack(app, 'Changing');
new Network(stack, 'Network');
const other = step === 'other-stack' ? new Stack(app, 'Other') : stack;
const scope = step === 'nested' ? new Construct(stack, 'Data') : stack;

/** A construct under its id of this step, with what it says of where it was. */
function placed(make, id, renamed) {
  const made = make(isRenamed ? renamed : id);
  if (step === 'moved' || step === 'nested') made.movedFrom(`Changing/${id}`);
  return made;
}

const key = TableKey.string(step === 'other-key' ? 'number' : 'id');
const items = placed(id => new ManagedTable(step === 'other-stack' ? other : scope, id, { partitionKey: key }), 'Items', 'Things');
const files = placed(id => new ManagedBucket(scope, id), 'Files', 'Papers');
const jobs = placed(id => new ManagedQueue(scope, id), 'Jobs', 'Tasks');
const news = placed(id => new ManagedTopic(scope, id), 'News', 'Notices');
news.subscribe(jobs);
const db = placed(id => new ManagedDatabase(scope, id, { engine: DatabaseEngine.postgres() }), 'Db', 'ShopDb');

const code = FunctionCode.python(join(__dirname, 'signup'), { handler: 'signup.handler' });
const fn = placed(id => new GoldenPathFunction(stack, id, { code, events: [EventSource.queue(jobs)] }), 'Worker', 'Doer');
fn.uses(items, Access.READ_WRITE);
fn.uses(files, Access.READ_WRITE);
const service = placed(id => new GoldenPathService(stack, id, { source: ServiceSource.image('public.ecr.aws/acme/shop:1') }), 'Shop', 'Store');
service.uses(db).uses(items);

if (told('fails')) {
  const failing = new CfnResource(stack, 'Failing', {
    type: 'AWS::CloudWatch::Alarm',
    properties: { ComparisonOperator: 'Sideways', EvaluationPeriods: 1, MetricName: 'm', Namespace: 'n', Threshold: 1 },
  });
  failing.node.addDependency(service, fn, db);
}
