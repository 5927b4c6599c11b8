// The roles of a repository in an account of development, and something that they may look at.
const { App, Stack } = require('aws-cdk-lib');
const sqs = require('aws-cdk-lib/aws-sqs');
const { Edition, EnvironmentTier, GitHubRepository, GitHubTrust, GoldenPath } = require('goldenpath');

const app = new App();
const tier = EnvironmentTier.DEVELOPMENT;
new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier }).attachTo(app);
const stack = new Stack(app, 'Identity');
new GitHubTrust(stack, 'Trust', {
  repository: GitHubRepository.of({ owner: 'acme', ownerId: 1001, name: 'orders', id: 2002 }),
  environment: 'development',
});
new sqs.CfnQueue(stack, 'Queue');
