// What a platform team deploys once: the network, published for the apps of others.
const { App, Stack } = require('aws-cdk-lib');
const { Edition, EnvironmentTier, GoldenPath, Network } = require('goldenpath');

const app = new App();
new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier: EnvironmentTier.DEVELOPMENT }).attachTo(app);
new Network(new Stack(app, 'Platform'), 'Network', { cidrBlock: '10.20.0.0/16', publishTo: app.node.tryGetContext('prefix') });
