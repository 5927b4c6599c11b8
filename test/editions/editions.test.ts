import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import {
  Access,
  DatabaseDeployment,
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
  PlatformInsights,
  SecretRotation,
  ServiceSource,
  TableCapacity,
  TableKey,
} from '../../src';
import { StubNetwork } from '../fixtures/stacks';

// Within an edition no default changes, in any release: the templates of each are held here, byte for byte. When a
// capability is new, or a change is right for an edition that is out (a security fix, with an advisory), write them
// anew and read the diff line by line: UPDATE_EDITION=2026.12 npm test -- test/editions
const ENV = { account: '111122223333', region: 'eu-west-1' };
const SOURCE = ServiceSource.image('public.ecr.aws/acme/orders:1.4.2');
/** How CDK refers from stack to stack is CDK's, and a flag of it. */
const REFERENCES = ['strong', 'weak'];

/** Something of everything, in one stack or spread over three. */
function build(edition: Edition, tier: EnvironmentTier, references: string, spread: boolean): { [stack: string]: any } {
  const app = new App({
    context: { '@aws-cdk/core:defaultCrossStackReferences': references, 'aws:cdk:disable-stack-trace': true },
  });
  new GoldenPath({
    organization: 'acme',
    edition,
    tier,
    owner: 'platform',
    alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
  }).attachTo(app);
  const one = new Stack(app, 'One', { env: ENV });
  const [foundation, data, services] = spread
    ? [one, new Stack(app, 'Data', { env: ENV }), new Stack(app, 'Services', { env: ENV })]
    : [one, one, one];

  const network = new Network(foundation, 'Network', { publishTo: '/acme/network' });
  const orders = new ManagedDatabase(data, 'OrdersDb', { engine: DatabaseEngine.postgres(), readers: 1, network });
  const ledger = new ManagedDatabase(data, 'LedgerDb', {
    engine: DatabaseEngine.mysql(),
    deployment: DatabaseDeployment.INSTANCE,
    network,
  });
  new GoldenPathService(services, 'Orders', { source: SOURCE, exposure: Exposure.publicHttps(), network }).uses(orders);
  new GoldenPathService(services, 'Shop', {
    source: SOURCE,
    exposure: Exposure.publicHttps({ domainName: 'shop.acme.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' }),
    network,
  })
    .uses(orders, Access.READ)
    .uses(ledger);
  new GoldenPathService(services, 'Ledger', { source: ServiceSource.ecrRepository('ledger', '2.0.1'), network }).uses(
    ledger,
  );

  return templatesOf(app);
}

function templatesOf(app: App): { [stack: string]: any } {
  const assembly = app.synth();
  return Object.fromEntries(
    assembly.stacks.map(stack => {
      const template = structuredClone(stack.template);
      // Which release made it is not part of what it is.
      const manifest = template.Outputs?.GoldenPathManifest;
      if (manifest) manifest.Value = JSON.stringify({ ...JSON.parse(manifest.Value), package: '*' });
      return [stack.stackName, template];
    }),
  );
}

/** The capabilities without a network of their own, and one of each kind of consumer. */
function buildEvents(edition: Edition, tier: EnvironmentTier): { [stack: string]: any } {
  const app = new App({ context: { 'aws:cdk:disable-stack-trace': true } });
  const stack = new Stack(app, 'Events', { env: ENV });
  const network = new StubNetwork(stack, 'Network');
  new GoldenPath({
    organization: 'acme',
    edition,
    tier,
    owner: 'platform',
    network,
    alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
  }).attachTo(app);

  const jobs = new ManagedQueue(stack, 'Jobs');
  const steps = new ManagedQueue(stack, 'Steps', { fifo: true });
  const items = new ManagedTable(stack, 'Items', {
    partitionKey: TableKey.string('id'),
    indexes: [{ name: 'ByOwner', partitionKey: TableKey.string('owner') }],
  });
  const counters = new ManagedTable(stack, 'Counters', {
    partitionKey: TableKey.string('id'),
    capacity: TableCapacity.provisioned(),
  });
  const files = new ManagedBucket(stack, 'Files');
  const session = new ManagedSecret(stack, 'Session', { rotation: SecretRotation.byNewValue({ everyDays: 30 }) });
  const code = FunctionCode.asset(join(__dirname, '../fixtures/function'), {
    runtime: 'nodejs24.x',
    handler: 'index.handler',
  });
  const api = new GoldenPathFunction(stack, 'Api', { code, http: FunctionHttp.iam() });
  api.uses(items).uses(jobs).uses(session);
  const reactions = new GoldenPathFunction(stack, 'Reactions', {
    code,
    events: [
      EventSource.queue(jobs),
      EventSource.tableStream(items),
      EventSource.bucket(files),
      EventSource.schedule('rate(1 hour)'),
    ],
  });
  reactions.uses(counters).uses(steps);
  new GoldenPathWorker(stack, 'Packer', { source: SOURCE, queue: steps }).uses(files).uses(items, Access.READ);
  return templatesOf(app);
}

/** What a platform team collects: by the organization's id, which only production has here. */
function buildInsights(edition: Edition, tier: EnvironmentTier): { [stack: string]: any } {
  const app = new App({ context: { 'aws:cdk:disable-stack-trace': true } });
  new GoldenPath({
    organization: 'acme',
    edition,
    tier,
    owner: 'platform',
    alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:alarms',
  }).attachTo(app);
  new PlatformInsights(
    new Stack(app, 'Platform', { env: ENV }),
    'Insights',
    tier === EnvironmentTier.PRODUCTION ? { organizationId: 'o-a1b2c3d4e5' } : {},
  );
  return templatesOf(app);
}

function holds(edition: Edition, name: string, templates: { [stack: string]: any }): void {
  const file = join(__dirname, edition, `${name}.json`);
  const now = `${JSON.stringify(templates, undefined, 1)}\n`;
  if (process.env.UPDATE_EDITION === edition) {
    mkdirSync(join(__dirname, edition), { recursive: true });
    writeFileSync(file, now);
  }
  expect(existsSync(file)).toBe(true);
  expect(now).toBe(readFileSync(file, 'utf8'));
}

describe.each(Object.values(Edition))('edition %s', edition => {
  test.each(Object.values(EnvironmentTier))('the templates of events in %s are what they were', tier =>
    holds(edition, `events-${tier}`, buildEvents(edition, tier)),
  );

  test.each(Object.values(EnvironmentTier))('the templates of insights in %s are what they were', tier =>
    holds(edition, `insights-${tier}`, buildInsights(edition, tier)),
  );

  test.each(Object.values(EnvironmentTier))(
    'the templates of %s are what they were, whatever the flags of the CDK say',
    tier => {
      for (const references of REFERENCES) holds(edition, tier, build(edition, tier, references, false));
    },
  );

  test.each(REFERENCES)('the templates of three stacks with %s references are what they were', references => {
    holds(edition, `three-stacks-${references}`, build(edition, EnvironmentTier.PRODUCTION, references, true));
  });
});
