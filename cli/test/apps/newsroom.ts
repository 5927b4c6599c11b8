// Functions, queues, a table, a bucket, a secret and services that call each other: what a catalog has to tell apart.
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import {
  Access,
  DatabaseEngine,
  Edition,
  EnvironmentTier,
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
  Network,
  Patch,
  ServiceSource,
  TableKey,
} from '../../../src/index';

const app = new App({ outdir: process.argv[2] });
const env = { account: '111122223333', region: 'eu-west-1' };
const code = FunctionCode.asset(join(__dirname, 'program'), { runtime: 'nodejs22.x', handler: 'index.handler' });
const image = (name: string) => ServiceSource.image(`public.ecr.aws/acme/${name}:1.0.0`);

for (const [id, tier] of [
  ['Test', EnvironmentTier.DEVELOPMENT],
  ['Prod', EnvironmentTier.PRODUCTION],
] as const) {
  const stage = new Stage(app, id, { env });
  new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, tier }).attachTo(stage);

  const newsletter = new Stack(stage, 'Newsletter');
  const signups = new ManagedQueue(newsletter, 'Signups');
  const subscribers = new ManagedTable(newsletter, 'Subscribers', { partitionKey: TableKey.string('email') });
  const letters = new ManagedBucket(newsletter, 'Letters');
  const key = new ManagedSecret(newsletter, 'LinkKey');
  const signup = new GoldenPathFunction(newsletter, 'Signup', { owner: 'team-news', code, http: FunctionHttp.iam() });
  signup.uses(subscribers, Access.WRITE).uses(signups).uses(key);
  const deliveries = new ManagedQueue(newsletter, 'Deliveries');
  const welcome = new GoldenPathFunction(newsletter, 'Welcome', {
    owner: 'team-news',
    code,
    events: [EventSource.queue(signups)],
  });
  welcome.uses(letters, Access.WRITE).uses(deliveries);
  // Both stacks need a network: this one holds it.
  new Network(newsletter, 'Network');
  const mailer = new GoldenPathWorker(newsletter, 'Mailer', {
    owner: 'team-mail',
    source: image('mailer'),
    queue: deliveries,
  });
  mailer.uses(letters, Access.READ);
  mailer.escape('taskDefinition', Patch.property('ContainerDefinitions[Name=app].LinuxParameters.Tmpfs[0].Size', 128), {
    reason: 'renders | pictures',
    reviewBy: '2026-10-01',
  });

  const orders = new Stack(stage, 'Orders');
  const db = new ManagedDatabase(orders, 'OrdersDb', { engine: DatabaseEngine.postgres() });
  const prices = new GoldenPathService(orders, 'Prices', {
    owner: 'team-prices',
    source: image('prices'),
    exposure: Exposure.internal(),
  });
  const service = new GoldenPathService(orders, 'Orders', {
    owner: 'team-orders',
    source: image('orders'),
    exposure: Exposure.publicHttps(),
  });
  const ledger = ManagedDatabase.fromDatabaseAttributes(orders, 'Ledger', {
    endpoint: 'ledger.acme.example',
    port: 5432,
    securityGroupId: 'sg-0123456789abcdef0',
    databaseName: 'ledger',
    secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ledger-AbCdEf',
  });
  service.uses(db).uses(prices).uses(ledger);
  if (tier === EnvironmentTier.PRODUCTION) service.resources.service.enableExecuteCommand = true;
}
app.synth();
