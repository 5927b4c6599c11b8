// goldenpath, as an app team writes it, on the production tier.
const { Stack } = require('aws-cdk-lib');
const scenario = require('./scenario.cjs');
const {
  DatabaseEngine,
  Edition,
  EnvironmentTier,
  Exposure,
  GoldenPath,
  GoldenPathService,
  Lock,
  ManagedDatabase,
  Network,
  ServiceSource,
} = require(process.env.GOLDENPATH_LIB ?? '../../lib');

const lockOf = said => (said === undefined ? undefined : said === 'none' ? Lock.none() : Lock.file(said));

exports.build = (app, services) => {
  const { environment: env, availabilityZones, image, hostedZoneId, domainName, alarmTopicArn } = scenario;
  const path = {
    organization: 'acme',
    edition: Edition.V2026_12,
    tier: EnvironmentTier.PRODUCTION,
    owner: 'team-orders',
    // bench/lock.mjs compares the two; everything else measures what an app does that says nothing.
    lock: lockOf(process.env.BENCH_LOCK),
  };
  const networkStack = new Stack(app, 'Network', { env });
  new GoldenPath(path).attachTo(networkStack);
  const network = new Network(networkStack, 'Network', { availabilityZones });
  new GoldenPath({ ...path, network, alarmTopicArn }).attachTo(app);
  for (let index = 1; index <= services; index++) {
    const stack = new Stack(app, `Orders${index}`, { env });
    const database = new ManagedDatabase(stack, 'Database', { engine: DatabaseEngine.postgres() });
    const service = new GoldenPathService(stack, 'Service', {
      source: ServiceSource.image(image),
      exposure: Exposure.publicHttps({ domainName: domainName(index), hostedZoneId }),
    });
    service.uses(database);
  }
};
