// What a platform team deploys once into an account: who may work in it from GitHub.
const { App, Stack } = require('aws-cdk-lib');
const { Edition, EnvironmentTier, GitHubRepository, GitHubTrust, GoldenPath } = require('goldenpath');

const repository = GitHubRepository.of({ owner: 'acme', ownerId: 1234, name: 'orders', id: 5678 });
const app = new App();
new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12 }).attachTo(app);

function trustIn(name, tier, account, providerArn) {
  const stack = new Stack(app, `trust-${name}`, { env: { account, region: 'eu-west-1' } });
  new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier }).attachTo(stack);
  new GitHubTrust(stack, 'GitHub', { repository, environment: name, providerArn });
  return stack;
}

const first = trustIn('dev', EnvironmentTier.DEVELOPMENT, '111111111111');
// An account has one provider of an issuer: that of the first trust.
const provider = 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com';
trustIn('staging', EnvironmentTier.STAGING, '111111111111', provider).addDependency(first);
trustIn('production', EnvironmentTier.PRODUCTION, '222222222222');
