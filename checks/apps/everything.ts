import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import {
  Access,
  DatabaseDeployment,
  DatabaseEngine,
  DatabaseSize,
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
  PlatformInsights,
  SecretRotation,
  SecretSource,
  ServiceSize,
  ServiceSource,
  TableCapacity,
  TableKey,
} from 'goldenpath';

/** Every way that the path renders its capabilities in production, spread over stacks as a company would. */
export function build(app: App): void {
  // CDK wants an app with references between stacks to choose. This is what it does unasked.
  app.node.setContext('@aws-cdk/core:defaultCrossStackReferences', 'strong');
  const alarmTopicArn = 'arn:aws:sns:eu-west-1:111122223333:alarms';
  new GoldenPath({
    organization: 'acme',
    edition: Edition.V2026_12,
    tier: EnvironmentTier.PRODUCTION,
    owner: 'platform',
    alarmTopicArn,
  }).attachTo(app);

  const env = { account: '111122223333', region: 'eu-west-1' };
  const foundation = new Stack(app, 'Foundation', { env });
  const network = new Network(foundation, 'Network', {
    publishTo: '/platform/production/network',
    interfaceEndpoints: ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'],
  });
  const closed = new Network(foundation, 'Closed', { cidrBlock: '10.1.0.0/16', publicSubnets: false });

  const data = new Stack(app, 'Data', { env });
  const orders = new ManagedDatabase(data, 'Orders', { engine: DatabaseEngine.postgres(), readers: 2, network });
  const ledger = new ManagedDatabase(data, 'Ledger', {
    engine: DatabaseEngine.mysql(),
    deployment: DatabaseDeployment.INSTANCE,
    size: DatabaseSize.MEDIUM,
    network,
  });
  const archive = new ManagedDatabase(data, 'Archive', {
    engine: DatabaseEngine.postgres(),
    deployment: DatabaseDeployment.INSTANCE,
    network: closed,
  });

  const services = new Stack(app, 'Services', { env });
  const source = ServiceSource.image('public.ecr.aws/acme/orders:1.4.2');
  const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/0f8fad5b-d9cb-469f-a165-70867728950e';
  new GoldenPathService(services, 'Shop', { source, network, exposure: Exposure.publicHttps() }).uses(orders);
  new GoldenPathService(services, 'Api', {
    source,
    network,
    size: ServiceSize.LARGE,
    exposure: Exposure.publicHttps({ domainName: 'api.acme.example', hostedZoneId: 'Z0123456789ABCDEFGHIJ' }),
  })
    .uses(orders)
    .uses(ledger, Access.READ);
  new GoldenPathService(services, 'Partners', {
    source,
    network,
    exposure: Exposure.publicHttps({
      domainName: 'partners.acme.example',
      certificateArn,
      allowedCidrs: ['203.0.113.0/24'],
    }),
  });
  new GoldenPathService(services, 'Stock', { source: ServiceSource.ecrRepository('stock', '2.0.1'), network }).uses(
    ledger,
  );
  new GoldenPathService(services, 'Back', { source, network: closed, exposure: Exposure.internal() }).uses(archive);

  const events = new Stack(app, 'Events', { env });
  const jobs = new ManagedQueue(events, 'Jobs');
  const steps = new ManagedQueue(events, 'Steps', { fifo: true });
  const items = new ManagedTable(events, 'Items', {
    partitionKey: TableKey.string('id'),
    indexes: [{ name: 'ByOwner', partitionKey: TableKey.string('owner') }],
    timeToLiveAttribute: 'until',
  });
  const counters = new ManagedTable(events, 'Counters', {
    partitionKey: TableKey.string('id'),
    capacity: TableCapacity.provisioned({ maxReads: 50, maxWrites: 50 }),
  });
  const files = new ManagedBucket(events, 'Files');
  const drafts = new ManagedBucket(events, 'Drafts', { expireAfterDays: 30 });
  const session = new ManagedSecret(events, 'Session', { rotation: SecretRotation.byNewValue({ everyDays: 30 }) });
  const partner = new ManagedSecret(events, 'Partner', {
    source: SecretSource.imported(),
    rotation: SecretRotation.byFunction('arn:aws:lambda:eu-west-1:111122223333:function:partner-rotation', {
      everyDays: 90,
    }),
  });

  const compute = new Stack(app, 'Compute', { env });
  const code = FunctionCode.asset(join(__dirname, '../../test/fixtures/function'), {
    runtime: 'nodejs24.x',
    handler: 'index.handler',
  });
  new GoldenPathFunction(compute, 'Open', { code, http: FunctionHttp.openToEveryone() }).uses(items).uses(session);
  new GoldenPathFunction(compute, 'Signed', { code, http: FunctionHttp.iam() }).uses(orders).uses(jobs);
  new GoldenPathFunction(compute, 'Tokens', {
    code,
    http: FunctionHttp.jwt({ issuer: 'https://login.acme.example', audience: ['items'] }),
  }).uses(partner);
  new GoldenPathFunction(compute, 'Reactions', {
    code,
    events: [
      EventSource.queue(jobs),
      EventSource.tableStream(items),
      EventSource.bucket(files),
      EventSource.schedule('rate(1 hour)'),
    ],
  })
    .uses(drafts)
    .uses(counters);
  new GoldenPathWorker(compute, 'Packer', { source, queue: steps, network }).uses(files).uses(items, Access.READ);

  new PlatformInsights(new Stack(app, 'Platform', { env }), 'Insights', { organizationId: 'o-a1b2c3d4e5' });
}
