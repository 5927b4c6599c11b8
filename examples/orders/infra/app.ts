import { App } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack';
import { Edition, GoldenPath } from 'goldenpath';

const app = new App();
// What the platform team says once, for everybody. `-c tier=development` asks for a cheap one.
new GoldenPath({
  organization: 'acme',
  edition: Edition.V2026_12,
  tier: app.node.tryGetContext('tier'),
  alarmTopicArn: 'arn:aws:sns:eu-west-1:111122223333:on-call',
}).attachTo(app);

new OrdersStack(app, 'Orders');
