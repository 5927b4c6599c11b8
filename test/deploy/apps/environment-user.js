// A team in a repository of its own: it knows the name of the environment, and nothing else.
const { App, Stack } = require('aws-cdk-lib');
const golden = require('goldenpath');

const app = new App();
new golden.GoldenPath({ organization: 'acme', owner: 'team-shop', edition: golden.Edition.V2026_12 }).attachTo(app);
const environment = golden.Environment.fromName(app, app.node.tryGetContext('environment') ?? 'staging');
const stack = new Stack(environment, 'Shop');
const source = golden.ServiceSource.image('public.ecr.aws/acme/shop:1.0.0');
new golden.GoldenPathService(stack, 'Web', { source, exposure: golden.Exposure.publicHttps() });
new golden.GoldenPathWorker(stack, 'Mailer', { source, queue: new golden.ManagedQueue(stack, 'Mails') });
