// Every capability on Terraform, and both kinds of database: what each is made of is read from it.
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import {
  DatabaseDeployment,
  DatabaseEngine,
  Edition,
  EventSource,
  Exposure,
  FunctionCode,
  FunctionHttp,
  GoldenPath,
  GoldenPathFunction,
  GoldenPathService,
  GoldenPathWorker,
  ManagedBucket,
  ManagedDatabase,
  ManagedQueue,
  ManagedSecret,
  ManagedTable,
  PlatformInsights,
  SecretRotation,
  ServiceSource,
  TableKey,
} from '../../../src/terraform';

const app = new App({ outdir: process.argv[2] });
new GoldenPath({
  organization: 'acme',
  owner: 'platform',
  edition: Edition.V2026_12,
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
}).attachTo(app);
const stack = new TerraformStack(app, 'everything');
const source = ServiceSource.image('public.ecr.aws/acme/orders:1.4.2');

const orders = new ManagedDatabase(stack, 'Orders', { engine: DatabaseEngine.postgres(), readers: 1 });
const ledger = new ManagedDatabase(stack, 'Ledger', {
  engine: DatabaseEngine.mysql(),
  deployment: DatabaseDeployment.INSTANCE,
});
const jobs = new ManagedQueue(stack, 'Jobs');
const items = new ManagedTable(stack, 'Items', { partitionKey: TableKey.string('id') });
const files = new ManagedBucket(stack, 'Files');
const session = new ManagedSecret(stack, 'Session', { rotation: SecretRotation.byNewValue({ everyDays: 30 }) });
new GoldenPathService(stack, 'Shop', { source, exposure: Exposure.publicHttps() }).uses(orders).uses(ledger);
new GoldenPathWorker(stack, 'Packer', { source, queue: jobs }).uses(files);
const code = FunctionCode.asset(join(__dirname, '../../../test/fixtures/function'), {
  runtime: 'nodejs24.x',
  handler: 'index.handler',
});
new GoldenPathFunction(stack, 'Open', { code, http: FunctionHttp.openToEveryone() }).uses(session);
new GoldenPathFunction(stack, 'Reactions', {
  code,
  events: [EventSource.tableStream(items), EventSource.bucket(files), EventSource.schedule('rate(1 hour)')],
});
new PlatformInsights(new TerraformStack(app, 'platform'), 'Insights', { organizationId: 'o-a1b2c3d4e5' });
app.synth();
