// goldenpath with all of its capabilities, as an app team writes it, on the production tier.
const path = require('node:path');
const { Stack } = require('aws-cdk-lib');
const scenario = require('./scenario.cjs');
const {
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
  ServiceSource,
  TableKey,
} = require(process.env.GOLDENPATH_LIB ?? '../../lib');

exports.build = (app, services) => {
  const {
    environment: env,
    availabilityZones,
    image,
    workerImage,
    functionRuntime,
    functionHandler,
    hostedZoneId,
    domainName,
    alarmTopicArn,
  } = scenario;
  const golden = {
    organization: 'acme',
    edition: Edition.V2026_12,
    tier: EnvironmentTier.PRODUCTION,
    owner: 'team-orders',
  };
  const networkStack = new Stack(app, 'Network', { env });
  new GoldenPath(golden).attachTo(networkStack);
  const network = new Network(networkStack, 'Network', { availabilityZones });
  new GoldenPath({ ...golden, network, alarmTopicArn }).attachTo(app);
  for (let index = 1; index <= services; index++) {
    const stack = new Stack(app, `Orders${index}`, { env });
    const database = new ManagedDatabase(stack, 'Database', { engine: DatabaseEngine.postgres() });
    const jobs = new ManagedQueue(stack, 'Jobs');
    const signups = new ManagedQueue(stack, 'Signups');
    const customers = new ManagedTable(stack, 'Customers', { partitionKey: TableKey.string('id') });
    const documents = new ManagedBucket(stack, 'Documents');
    const paymentKey = new ManagedSecret(stack, 'PaymentKey');
    const service = new GoldenPathService(stack, 'Service', {
      source: ServiceSource.image(image),
      exposure: Exposure.publicHttps({ domainName: domainName(index), hostedZoneId }),
    });
    service.uses(database);
    service.uses(jobs);
    service.uses(customers, Access.READ_WRITE);
    service.uses(documents, Access.READ);
    service.uses(paymentKey);
    const worker = new GoldenPathWorker(stack, 'Worker', { source: ServiceSource.image(workerImage), queue: jobs });
    worker.uses(database);
    worker.uses(documents, Access.WRITE);
    const signup = new GoldenPathFunction(stack, 'Signup', {
      code: FunctionCode.asset(path.join(__dirname, 'function'), {
        runtime: functionRuntime,
        handler: functionHandler,
      }),
      http: FunctionHttp.iam(),
      events: [EventSource.queue(signups)],
    });
    signup.uses(signups);
    signup.uses(customers, Access.WRITE);
    signup.uses(paymentKey);
  }
};
