// A database and a service on Terraform, with an escape.
import { App, TerraformStack } from 'cdktf';
import {
  DatabaseEngine,
  Edition,
  GoldenPath,
  GoldenPathService,
  ManagedDatabase,
  Patch,
  ServiceSource,
} from '../../../src/terraform';

const app = new App({ outdir: process.argv[2] });
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12 }).attachTo(app);
const stack = new TerraformStack(app, 'orders');
const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres(), databaseName: 'orders' });
const orders = new GoldenPathService(stack, 'Orders', {
  owner: 'team-orders',
  source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'),
});
orders.uses(db);
orders.escape('taskDefinition', Patch.property('container_definitions[name=app].linuxParameters.tmpfs[0].size', 96), {
  reason: 'writes reports',
});
new TerraformStack(app, 'bare');
app.synth();
