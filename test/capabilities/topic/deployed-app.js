// A topic, a queue that wants some of its messages, and one that cannot be reached any more.
const { App, Stack } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam');
const kms = require('aws-cdk-lib/aws-kms');
const { Edition, GoldenPath, ManagedQueue, ManagedTopic } = require('goldenpath');

const app = new App();
new GoldenPath({ organization: 'acme', owner: 'team-news', edition: Edition.V2026_12 }).attachTo(app);
const stack = new Stack(app, 'News');
const news = new ManagedTopic(stack, 'News');
news.subscribe(new ManagedQueue(stack, 'Letters'), { filter: { kind: ['signup'] } });
news.subscribe(new ManagedQueue(stack, 'Closed'), { filter: { kind: ['lost'] } });

// The same, with a key of the team, whose policy lets SNS in.
const keyed = new Stack(app, 'Keyed');
const key = new kms.Key(keyed, 'Key');
key.addToResourcePolicy(
  new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': keyed.account } },
  }),
);
new ManagedTopic(keyed, 'News', { encryptionKeyArn: key.keyArn }).subscribe(
  new ManagedQueue(keyed, 'Letters', { encryptionKeyArn: key.keyArn }),
);
