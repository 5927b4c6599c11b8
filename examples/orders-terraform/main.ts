import { App, TerraformStack } from 'cdktf';
import {
  DatabaseEngine,
  Edition,
  Exposure,
  GoldenPath,
  GoldenPathService,
  ManagedDatabase,
  ServiceSource,
} from 'goldenpath/terraform';

const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? 'cdktf.out' });
// What the platform team says once, for everybody.
new GoldenPath({
  organization: 'acme',
  edition: Edition.V2026_12,
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call',
  terraform: {
    region: 'eu-west-1',
    stateBucket: 'acme-terraform-state',
    app: 'orders',
    deployRoleArn: 'arn:aws:iam::111122223333:role/deploy',
  },
}).attachTo(app);

const stack = new TerraformStack(app, 'orders');
const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres(), databaseName: 'orders' });
const orders = new GoldenPathService(stack, 'Orders', {
  owner: 'team-orders',
  source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'),
  exposure: Exposure.publicHttps(),
});
orders.uses(db);

app.synth();
