// The app that is delivered: a queue and a function in three environments, and in one for each pull request.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { App, Stack, Stage } = require('aws-cdk-lib');
const {
  Approval, Edition, EnvironmentTier, EventSource, FunctionCode, GitHubRepository, GoldenPath, GoldenPathDelivery,
  GoldenPathFunction, ManagedQueue, Patch,
} = require('goldenpath');

/** What a commit changes: `days` that messages are kept, `fails` in its function's log group. */
const { days, fails } = JSON.parse(readFileSync(join(__dirname, 'settings.json'), 'utf8'));
const region = 'eu-west-1';
const app = new App();
new GoldenPath({ organization: 'acme', owner: 'team-orders', edition: Edition.V2026_12 }).attachTo(app);

function orders(stage, stackName) {
  const stack = new Stack(stage, 'Orders', { stackName });
  const queue = new ManagedQueue(stack, 'Jobs', { retentionDays: days });
  const code = FunctionCode.python(join(__dirname, 'code'), { handler: 'packer.handler' });
  const packer = new GoldenPathFunction(stack, 'Packer', { code, events: [EventSource.queue(queue)] });
  if (fails) packer.escape('logGroup', Patch.property('RetentionInDays', 2), { reason: 'logs cost too much', owner: 'team-orders' });
}

class Place extends Stage {
  constructor(name, tier, account) {
    super(app, name, { env: { account, region } });
    Object.assign(this, { environmentName: name, tier });
    new GoldenPath({ organization: 'acme', owner: 'team-orders', edition: Edition.V2026_12, tier }).attachTo(this);
    orders(this);
  }
}

const dev = new Place('dev', EnvironmentTier.DEVELOPMENT, '111111111111');
const staging = new Place('staging', EnvironmentTier.STAGING, '111111111111');
const production = new Place('production', EnvironmentTier.PRODUCTION, '222222222222');

const request = app.node.tryGetContext('preview');
if (request) {
  const preview = new Stage(app, 'Preview', { env: { account: '111111111111', region } });
  new GoldenPath({ organization: 'acme', owner: 'team-orders', edition: Edition.V2026_12, tier: EnvironmentTier.DEVELOPMENT }).attachTo(preview);
  orders(preview, `orders-pr-${request}`);
}

new GoldenPathDelivery(app, 'Delivery', {
  repository: GitHubRepository.of({ owner: 'acme', ownerId: 1234, name: 'orders', id: 5678 }),
  environments: [{ environment: dev }, { environment: staging }, { environment: production, approval: Approval.promotion() }],
  previews: { environment: dev },
  commands: {
    // The packages of this checkout, in the place of a registry's.
    install: 'ln -sfn "$ACTED_PACKAGES" node_modules',
    tools: 'ln -sfn "$ACTED_PACKAGES" node_modules',
    test: 'node --check app.js',
  },
});
