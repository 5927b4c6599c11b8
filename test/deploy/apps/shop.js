// A shop of one team: a service, its database, and the network that both stand in.
const { App, Stack } = require('aws-cdk-lib');
const { DatabaseEngine, Edition, Exposure, GoldenPath, GoldenPathService, ManagedDatabase, Patch, ServiceSource } = require('goldenpath');

const app = new App();
const told = key => app.node.tryGetContext(key);
const number = key => told(key) === undefined ? undefined : Number(told(key));

new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier: told('tier') }).attachTo(app);

const stack = new Stack(app, told('stack'), { terminationProtection: told('terminationProtection') === 'true' });
const db = new ManagedDatabase(stack, 'ShopDb', {
  engine: DatabaseEngine.postgres(),
  databaseName: 'shop',
  backupRetentionDays: number('backupRetentionDays'),
});
const shop = new GoldenPathService(stack, 'Shop', {
  owner: 'team-shop',
  source: ServiceSource.image('public.ecr.aws/acme/shop:1.4.2'),
  exposure: Exposure.publicHttps(),
  size: told('size'),
  scaling: { maxTasks: number('maxTasks') },
  environment: { GREETING: told('greeting') ?? 'hello' },
});
shop.uses(db);
shop.escape('service', Patch.property('PropagateTags', 'TASK_DEFINITION'), { reason: 'the billing export reads the tags of task definitions' });

// What AWS refuses, and nobody before it can know.
const refused = { reason: 'a test of what happens when AWS refuses' };
if (told('refused') === 'service') shop.escape('service', Patch.property('TaskDefinition', 'no-such-task:1'), refused);
if (told('refused') === 'alarm') shop.escape('memoryAlarm', Patch.property('ComparisonOperator', 'Sideways'), refused);
