// A topic, a queue that wants some of its messages, and one that cannot be reached any more.
const { App, Stack } = require('aws-cdk-lib');
const { Edition, GoldenPath, ManagedQueue, ManagedTopic } = require('goldenpath');

const app = new App();
new GoldenPath({ organization: 'acme', owner: 'team-news', edition: Edition.V2026_12 }).attachTo(app);
const stack = new Stack(app, 'News');
const news = new ManagedTopic(stack, 'News');
news.subscribe(new ManagedQueue(stack, 'Letters'), { filter: { kind: ['signup'] } });
news.subscribe(new ManagedQueue(stack, 'Closed'), { filter: { kind: ['lost'] } });
