// goldenpath on Terraform, as an app team writes it, on the production tier.
const { TerraformStack } = require('cdktf');
const {
  DatabaseEngine,
  Edition,
  EnvironmentTier,
  Exposure,
  GoldenPath,
  GoldenPathService,
  ManagedDatabase,
  Network,
  ServiceSource,
} = require('goldenpath/terraform');
const { alarmTopicArn, availabilityZones, domainName, environment, hostedZoneId, image } = require('./scenario.cjs');

exports.build = (app, services) => {
  const path = {
    organization: 'acme',
    edition: Edition.V2026_12,
    tier: EnvironmentTier.PRODUCTION,
    owner: 'team-orders',
    terraform: { region: environment.region },
  };
  const networkStack = new TerraformStack(app, 'Network');
  new GoldenPath(path).attachTo(networkStack);
  const network = new Network(networkStack, 'Network', { availabilityZones });
  new GoldenPath({ ...path, network, alarmTopicArn }).attachTo(app);
  for (let index = 1; index <= services; index++) {
    const stack = new TerraformStack(app, `Orders${index}`);
    const database = new ManagedDatabase(stack, 'Database', { engine: DatabaseEngine.postgres() });
    const service = new GoldenPathService(stack, 'Service', {
      source: ServiceSource.image(image),
      exposure: Exposure.publicHttps({ domainName: domainName(index), hostedZoneId }),
    });
    service.uses(database);
  }
};
