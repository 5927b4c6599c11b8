// A patch, a mixin and an Aspect.
const { App, Aspects, Stack, aws_ecs, aws_sqs } = require('aws-cdk-lib');
const { EnvironmentTier, Edition, GoldenPath, GoldenPathWorker, ManagedQueue, Patch, ServiceSource } =
  require('goldenpath');

const app = new App();
new GoldenPath({
  organization: 'acme',
  edition: Edition.V2026_12,
  tier: EnvironmentTier.STAGING,
  defaults: { 'queue.retentionDays': 3 },
}).attachTo(app);
const stack = new Stack(app, 'Letters');
const inbox = new ManagedQueue(stack, 'Inbox', { owner: 'team-letters' });
inbox.escape('queue', Patch.property('ReceiveMessageWaitTimeSeconds', 11), { reason: 'polled by an old client' });
const delayed = {
  supports: construct => construct instanceof aws_sqs.CfnQueue,
  applyTo: construct => {
    construct.delaySeconds = 7;
  },
};
inbox.escape('queue', delayed, { reason: 'the sender is early', reviewBy: '2099-06-30' });
new GoldenPathWorker(stack, 'Mailer', {
  owner: 'team-letters',
  source: ServiceSource.image('public.ecr.aws/acme/mailer:1'),
  queue: inbox,
});
Aspects.of(stack).add({
  visit: node => {
    if (node instanceof aws_ecs.CfnCluster) node.clusterSettings = [{ name: 'containerInsights', value: 'disabled' }];
  },
});
app.synth();
