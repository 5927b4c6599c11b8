// What a platform team deploys once: an environment, for the services of other apps.
const { App } = require('aws-cdk-lib');
const { Edition, Environment, EnvironmentTier, GoldenPath } = require('goldenpath');

const app = new App();
new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12 }).attachTo(app);
new Environment(app, 'staging', {
  tier: EnvironmentTier.STAGING,
  account: process.env.CDK_DEFAULT_ACCOUNT,
  region: process.env.CDK_DEFAULT_REGION,
  network: { cidrBlock: '10.30.0.0/16' },
});
