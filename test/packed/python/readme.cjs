// The README's app, in production.
const { App, Stack } = require('aws-cdk-lib');
const { DatabaseEngine, Edition, Exposure, GoldenPath, GoldenPathService, ManagedDatabase, ServiceSource } =
  require('goldenpath');

const app = new App();
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12 }).attachTo(app);
const stack = new Stack(app, 'Orders');
const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
const orders = new GoldenPathService(stack, 'Orders', {
  owner: 'team-orders',
  source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'),
  exposure: Exposure.publicHttps(),
});
orders.uses(db);
app.synth();
