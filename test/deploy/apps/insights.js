// What a platform team collects of all its accounts.
const { App, Stack } = require('aws-cdk-lib');
const { Edition, GoldenPath, PlatformInsights } = require('goldenpath');

const app = new App();
const told = key => app.node.tryGetContext(key);

new GoldenPath({ organization: 'acme', owner: 'platform', edition: Edition.V2026_12, tier: told('tier') }).attachTo(app);
new PlatformInsights(new Stack(app, told('stack')), 'Insights', {
  accounts: told('accounts')?.split(','),
  retentionDays: told('retentionDays') === undefined ? undefined : Number(told('retentionDays')),
});
