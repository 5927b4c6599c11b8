// An app with its delivery: three environments, previews, and an escape.
import { App } from 'aws-cdk-lib';
import {
  Approval,
  Edition,
  Environment,
  EnvironmentTier,
  GitHubRepository,
  GoldenPath,
  GoldenPathDelivery,
  Patch,
} from '../../../src/index';

const app = new App(process.argv[2] ? { outdir: process.argv[2] } : {});
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, owner: 'platform' }).attachTo(app);
const region = 'eu-west-1';
const dev = new Environment(app, 'dev', { tier: EnvironmentTier.DEVELOPMENT, account: '111111111111', region });
const staging = new Environment(app, 'staging', { tier: EnvironmentTier.STAGING, account: '111111111111', region });
const production = new Environment(app, 'production', {
  tier: EnvironmentTier.PRODUCTION,
  account: '222222222222',
  region,
});
const delivery = new GoldenPathDelivery(app, 'Delivery', {
  repository: GitHubRepository.of({ owner: 'acme', ownerId: 1234, name: 'orders', id: 5678 }),
  owner: 'team-orders',
  environments: [
    { environment: dev },
    { environment: staging },
    { environment: production, approval: Approval.promotion() },
  ],
  previews: { environment: dev },
  failWhenStale: app.node.tryGetContext('failWhenStale') === 'true',
});
delivery.escape('deliver.yml', Patch.property('jobs.build.timeout-minutes', 20), { reason: 'our tests are fast' });
app.synth();
