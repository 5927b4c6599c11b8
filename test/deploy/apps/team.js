// A team with its data in one stack and its service in another, both in the network that the platform team has published.
const { App, Stack } = require('aws-cdk-lib');
const { DatabaseEngine, Edition, EnvironmentTier, GoldenPath, GoldenPathService, ManagedDatabase, Network, ServiceSource } = require('goldenpath');

const app = new App();
const told = key => app.node.tryGetContext(key);
new GoldenPath({ organization: 'acme', owner: 'team-books', edition: Edition.V2026_12, tier: EnvironmentTier.DEVELOPMENT }).attachTo(app);
const networkOf = stack => Network.fromParameters(stack, 'Network', { prefix: told('prefix') });

const data = new Stack(app, 'TeamData');
const db = new ManagedDatabase(data, 'BooksDb', {
  engine: DatabaseEngine.mysql(),
  backupRetentionDays: told('backupRetentionDays') === undefined ? undefined : Number(told('backupRetentionDays')),
  network: networkOf(data),
});
const web = new Stack(app, 'TeamWeb');
new GoldenPathService(web, 'Books', { source: ServiceSource.image('public.ecr.aws/acme/books:2.0.0'), network: networkOf(web) }).uses(db);
