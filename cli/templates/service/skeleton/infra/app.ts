import { App } from 'aws-cdk-lib';
import { ${{ values.id }}Stack } from './${{ values.name }}-stack';
import { Edition, GoldenPath } from 'goldenpath';

const app = new App();
// What the platform team says once, for everybody. `-c tier=development` asks for a cheap one.
new GoldenPath({
  organization: '${{ values.organization }}',
  edition: Edition.V2026_12,
  tier: app.node.tryGetContext('tier'),
{%- if values.alarmTopicArn %}
  alarmTopicArn: '${{ values.alarmTopicArn }}',
{%- endif %}
}).attachTo(app);

new ${{ values.id }}Stack(app, '${{ values.id }}');
