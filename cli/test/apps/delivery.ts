// An app with its delivery: three environments, previews, and an escape.
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Approval, EnvironmentTier, GitHubRepository, GoldenPathDelivery, Patch } from '../../../src/index';

class Environment extends Stage {
  constructor(
    scope: App,
    readonly environmentName: string,
    readonly tier: EnvironmentTier,
    account: string,
  ) {
    super(scope, environmentName, { env: { account, region: 'eu-west-1' } });
    new Topic(new Stack(this, 'News'), 'News');
  }
}

const app = new App({ outdir: process.argv[2] });
const dev = new Environment(app, 'dev', EnvironmentTier.DEVELOPMENT, '111111111111');
const staging = new Environment(app, 'staging', EnvironmentTier.STAGING, '111111111111');
const production = new Environment(app, 'production', EnvironmentTier.PRODUCTION, '222222222222');
const delivery = new GoldenPathDelivery(app, 'Delivery', {
  repository: GitHubRepository.of({ owner: 'acme', ownerId: 1234, name: 'orders', id: 5678 }),
  owner: 'team-orders',
  environments: [
    { environment: dev },
    { environment: staging },
    { environment: production, approval: Approval.promotion() },
  ],
  previews: { environment: dev },
});
delivery.escape('deliver.yml', Patch.property('jobs.build.timeout-minutes', 20), { reason: 'our tests are fast' });
app.synth();
