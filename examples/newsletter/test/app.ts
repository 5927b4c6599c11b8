// The newsletter on another path: staging, and copies of secrets may be two seconds old.
import { App } from 'aws-cdk-lib';
import { NewsletterStack } from '../infra/newsletter-stack';
import { Edition, EnvironmentTier, GoldenPath } from 'goldenpath';

const app = new App();
new GoldenPath({
  organization: 'acme',
  owner: 'team-newsletter',
  edition: Edition.V2026_12,
  tier: EnvironmentTier.STAGING,
  defaults: { 'secret.consumerMaxAgeSeconds': 2 },
}).attachTo(app);
new NewsletterStack(app, 'Newsletter');
