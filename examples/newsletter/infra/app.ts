import { App } from 'aws-cdk-lib';
import { NewsletterStack } from './newsletter-stack';
import { Edition, GoldenPath } from 'goldenpath';

const app = new App();
new GoldenPath({
  organization: 'acme',
  owner: 'team-newsletter',
  edition: Edition.V2026_12,
  tier: app.node.tryGetContext('tier'),
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call',
}).attachTo(app);

new NewsletterStack(app, 'Newsletter', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },
});
