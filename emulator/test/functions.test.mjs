import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { att, one, open, ref, sub, template, until, zip } from './cloud.mjs';

let aws;
before(async () => {
  aws = await open();
  await aws.rest('s3', '/code', { method: 'PUT', body: `<CreateBucketConfiguration><LocationConstraint>${aws.emulator.region}</LocationConstraint></CreateBucketConfiguration>` });
  for (const [name, files] of Object.entries(packages)) await aws.rest('s3', `/code/${name}.zip`, { method: 'PUT', body: zip(files) });
});
after(() => aws?.close());

// A bundle of ES modules and one of CommonJS. The SDK is that of Lambda's runtime: it is not in the bundle.
const signup = (greeting) => `
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
const [table, queue] = [new DynamoDBClient({}), new SQSClient({})];
export const handler = async (event) => {
  const { email } = JSON.parse(event.body);
  console.log('signup of %s', email);
  console.debug('not shown');
  await table.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { email: { S: email } } }));
  await queue.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: event.body }));
  return { statusCode: 202, headers: { 'x-by': '${greeting}' }, body: JSON.stringify({ route: event.routeKey, caller: event.requestContext.authorizer?.iam?.userArn, version: event.version }) };
};`;
const work = `
const { PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const bucket = new S3Client({});
exports.main = async (event) => {
  const batchItemFailures = [];
  for (const { messageId, body } of event.Records) {
    try {
      const { email } = JSON.parse(body);
      await bucket.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: 'letters/' + email, Body: 'Welcome' }));
    } catch (error) {
      console.error('cannot', messageId, error.message);
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};`;
const packages = {
  signup1: { 'index.mjs': signup('one') },
  signup2: { 'index.mjs': signup('two') },
  work: { 'lib/work.js': work },
};

const trust = (service) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });
const allow = (...statements) => ({ Version: '2012-10-17', Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) });
const role = (...statements) => ['AWS::IAM::Role', {
  AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
  Policies: [{ PolicyName: 'own', PolicyDocument: allow([['logs:CreateLogStream', 'logs:PutLogEvents'], '*'], [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'], ...statements) }],
}];
const tlsOnly = (Action, ...Resource) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action, Resource, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] });
const logs = ['AWS::Logs::LogGroup', { RetentionInDays: 30 }];
const fn = (code, more) => ['AWS::Lambda::Function', {
  Code: { S3Bucket: 'code', S3Key: `${code}.zip` }, Runtime: 'nodejs22.x', Architectures: ['arm64'], MemorySize: 512, Timeout: 3, Handler: 'index.handler',
  TracingConfig: { Mode: 'Active' }, KmsKeyArn: att('Key', 'Arn'), Tags: [{ Key: 'owner', Value: 'team' }], ...more,
}];

const resources = {
  Key: ['AWS::KMS::Key', { Description: 'all', EnableKeyRotation: true, KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: sub('arn:aws:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' }] } }],
  Table: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'email', AttributeType: 'S' }] }],
  Dead: ['AWS::SQS::Queue', { MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true }],
  Queue: ['AWS::SQS::Queue', { VisibilityTimeout: 3, RedrivePolicy: { deadLetterTargetArn: att('Dead', 'Arn'), maxReceiveCount: 2 }, SqsManagedSseEnabled: true }],
  QueuePolicy: ['AWS::SQS::QueuePolicy', { Queues: [ref('Queue'), ref('Dead')], PolicyDocument: tlsOnly('sqs:*', att('Queue', 'Arn')) }],
  Bucket: ['AWS::S3::Bucket', { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] } }],
  BucketPolicy: ['AWS::S3::BucketPolicy', { Bucket: ref('Bucket'), PolicyDocument: tlsOnly('s3:*', att('Bucket', 'Arn'), sub('${Bucket.Arn}/*')) }],

  SignupLogs: logs,
  SignupRole: role(['dynamodb:PutItem', att('Table', 'Arn')], ['sqs:SendMessage', [att('Queue', 'Arn'), att('Dead', 'Arn')]]),
  Signup: fn('signup1', {
    Role: att('SignupRole', 'Arn'), Environment: { Variables: { TABLE: ref('Table'), QUEUE: ref('Queue') } }, DeadLetterConfig: { TargetArn: att('Dead', 'Arn') },
    LoggingConfig: { LogGroup: ref('SignupLogs'), LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' }, ReservedConcurrentExecutions: 20,
  }),
  SignupVersion1: ['AWS::Lambda::Version', { FunctionName: ref('Signup') }, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }],
  SignupLive: ['AWS::Lambda::Alias', { FunctionName: ref('Signup'), FunctionVersion: att('SignupVersion1', 'Version'), Name: 'live' }, {
    UpdatePolicy: { CodeDeployLambdaAliasUpdate: { ApplicationName: ref('Deployments'), DeploymentGroupName: ref('Canary') } },
  }],
  Errors: ['AWS::CloudWatch::Alarm', { AlarmName: 'signup-errors', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 0, MetricName: 'Errors', Namespace: 'AWS/Lambda', Statistic: 'Sum', Period: 60, TreatMissingData: 'notBreaching', Dimensions: [{ Name: 'FunctionName', Value: ref('Signup') }, { Name: 'Resource', Value: sub('${Signup}:live') }] }],
  Deployments: ['AWS::CodeDeploy::Application', { ComputePlatform: 'Lambda' }],
  DeployRole: ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust('codedeploy.amazonaws.com') }],
  Canary: ['AWS::CodeDeploy::DeploymentGroup', {
    ApplicationName: ref('Deployments'), DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes', ServiceRoleArn: att('DeployRole', 'Arn'), DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
    AlarmConfiguration: { Enabled: true, Alarms: [{ Name: ref('Errors') }] }, AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'] },
  }],
  Api: ['AWS::ApiGatewayV2::Api', { Name: 'signup', ProtocolType: 'HTTP', CorsConfiguration: { AllowOrigins: ['https://example.com'], AllowMethods: ['POST'] } }],
  ApiLogs: logs,
  Stage: ['AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true, DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50, DetailedMetricsEnabled: true }, AccessLogSettings: { DestinationArn: att('ApiLogs', 'Arn'), Format: '{"id":"$context.requestId"}' } }],
  Integration: ['AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationType: 'AWS_PROXY', IntegrationUri: ref('SignupLive'), PayloadFormatVersion: '2.0', TimeoutInMillis: 10000 }],
  Route: ['AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey: 'POST /signups', AuthorizationType: 'AWS_IAM', Target: sub('integrations/${Integration}') }],
  Open: ['AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey: 'POST /open', AuthorizationType: 'NONE', Target: sub('integrations/${Integration}') }],
  Permission: ['AWS::Lambda::Permission', { FunctionName: ref('SignupLive'), Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com', SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*') }],

  WorkLogs: logs,
  WorkRole: role([['s3:PutObject'], sub('${Bucket.Arn}/letters/*')], [['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], att('Queue', 'Arn')]),
  Work: fn('work', { Handler: 'lib/work.main', Role: att('WorkRole', 'Arn'), Environment: { Variables: { BUCKET: ref('Bucket') } }, LoggingConfig: { LogGroup: ref('WorkLogs') } }),
  WorkVersion1: ['AWS::Lambda::Version', { FunctionName: ref('Work') }],
  WorkLive: ['AWS::Lambda::Alias', { FunctionName: ref('Work'), FunctionVersion: att('WorkVersion1', 'Version'), Name: 'live' }],
  Mapping: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: att('Queue', 'Arn'), FunctionName: ref('WorkLive'), BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'], ScalingConfig: { MaximumConcurrency: 5 }, Enabled: true }, { DependsOn: ['WorkRole'] }],
};
const outputs = {
  Url: att('Api', 'ApiEndpoint'), Api: ref('Api'), Table: ref('Table'), Queue: ref('Queue'), Dead: ref('Dead'), Bucket: ref('Bucket'), Signup: ref('Signup'), Live: ref('SignupLive'),
  Mapping: ref('Mapping'), SignupLogs: ref('SignupLogs'), WorkLogs: ref('WorkLogs'), Role: att('SignupRole', 'Arn'), Key: att('Key', 'Arn'), DeadArn: att('Dead', 'Arn'), Work: ref('Work'), Deployments: ref('Deployments'), Canary: ref('Canary'),
};
const me = { key: 'test', secret: 'test' };
const sqs = (action, input) => aws.json('sqs', `AmazonSQS.${action}`, input);
const dynamodb = (action, input) => aws.json('dynamodb', `DynamoDB_20120810.${action}`, input);
const messages = async (group) => {
  const { events } = await aws.json('logs', 'Logs_20140328.FilterLogEvents', { logGroupName: group });
  return events.map((event) => event.message);
};
const post = (made, path, email, more) => aws.http(`${made.Url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email }), ...more });

test('a signup over HTTP ends as an object in the bucket, a poisoned message in the dead-letter queue', async () => {
  const made = await aws.deploy('news', template(resources, outputs));
  const answer = await post(made, '/signups', 'ada@example.com', { credentials: me });
  assert.equal(answer.status, 202, answer.body);
  assert.equal(answer.headers['x-by'], 'one');
  assert.deepEqual(JSON.parse(answer.body), { route: 'POST /signups', caller: 'arn:aws:iam::000000000000:root', version: '2.0' });
  const { Item } = await dynamodb('GetItem', { TableName: made.Table, Key: { email: { S: 'ada@example.com' } } });
  assert.equal(Item.email.S, 'ada@example.com');
  assert.equal(await until('the letter', () => aws.rest('s3', `/${made.Bucket}/letters/ada@example.com`).catch(() => undefined)), 'Welcome');

  const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl: made.Queue, AttributeNames: ['All'] });
  assert.deepEqual(JSON.parse(Attributes.RedrivePolicy), { deadLetterTargetArn: made.DeadArn, maxReceiveCount: 2 });
  // One batch with a good and a bad message: only the bad one comes back.
  await sqs('SendMessageBatch', { QueueUrl: made.Queue, Entries: [{ Id: 'a', MessageBody: 'poison' }, { Id: 'b', MessageBody: '{"email":"bob@example.com"}' }] });
  const [dead] = await until('the poisoned message', async () => (await sqs('ReceiveMessage', { QueueUrl: made.Dead })).Messages);
  assert.equal(dead.Body, 'poison');
  assert.equal(await aws.rest('s3', `/${made.Bucket}/letters/bob@example.com`), 'Welcome');
  const lines = await messages(made.WorkLogs);
  assert.equal(lines.filter((line) => line.includes(`cannot ${dead.MessageId}`)).length, 2, 'as often as the queue allows');
  assert.deepEqual((await sqs('GetQueueAttributes', { QueueUrl: made.Queue, AttributeNames: ['All'] })).Attributes.ApproximateNumberOfMessages, '0');
  const [entry, ...others] = (await messages(made.SignupLogs)).map((line) => JSON.parse(line));
  assert.deepEqual([entry.level, entry.message], ['INFO', 'signup of ada@example.com'], 'logs land in the group of the template, as JSON');
  assert.match(entry.requestId, /^[0-9a-f-]{36}$/);
  assert.deepEqual(others, [], 'nothing below the levels of the template');
  assert.ok(lines.some((line) => line.startsWith('START RequestId')), 'text by default');
});

test('an HTTP API lets in who has signed, and nobody else', async () => {
  const { outputs: made } = await aws.settled('news');
  for (const [who, more] of Object.entries({
    'an anonymous caller': {},
    'a bearer of something': { headers: { authorization: 'Bearer me' } },
    'a broken signature': { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test' } },
    'a made-up signature': { headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${aws.emulator.region}/execute-api/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}` } },
    'a wrong secret': { credentials: { key: 'test', secret: 'guessed' } },
    'an unknown key': { credentials: { key: 'AKIAIOSFODNN7EXAMPLE', secret: 'test' } },
    'a signature for another service': { service: 's3', credentials: me },
    'an old signature': { date: new Date(Date.now() - 3_600_000), credentials: me },
  })) {
    assert.equal((await post(made, '/signups', 'eve@example.com', more)).status, 403, who);
  }
  assert.equal((await dynamodb('GetItem', { TableName: made.Table, Key: { email: { S: 'eve@example.com' } } })).Item, undefined, 'the function was not called');
  assert.equal((await post(made, '/open', 'eve@example.com')).status, 202, 'a route that is open');
  assert.equal((await post(made, '/nowhere', 'eve@example.com', { credentials: me })).status, 404);
});

const codedeploy = (action, input) => aws.json('codedeploy', `CodeDeploy_20141006.${action}`, input);
const alias = async (made) => JSON.parse(await aws.rest('lambda', `/2015-03-31/functions/${made.Signup}/aliases/live`));
/** The next deployment: other code, another version, the alias moved on. */
function next(number, code) {
  const changed = structuredClone(resources);
  changed.Signup[1].Code.S3Key = `${code}.zip`;
  changed[`SignupVersion${number}`] = changed.SignupVersion1;
  delete changed.SignupVersion1;
  changed.SignupLive[1].FunctionVersion = att(`SignupVersion${number}`, 'Version');
  return changed;
}

test('an alias moves to the next version by CodeDeploy, and not while an alarm of the group is on', async () => {
  const { outputs: made } = await aws.settled('news');
  const group = { applicationName: made.Deployments, deploymentGroupName: made.Canary };
  const { deploymentGroupInfo } = await codedeploy('GetDeploymentGroup', group);
  assert.equal(deploymentGroupInfo.deploymentConfigName, 'CodeDeployDefault.LambdaCanary10Percent5Minutes');
  assert.deepEqual(deploymentGroupInfo.alarmConfiguration, { enabled: true, alarms: [{ name: 'signup-errors' }] });
  assert.deepEqual(deploymentGroupInfo.autoRollbackConfiguration.events, ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST']);
  assert.deepEqual((await codedeploy('ListDeployments', group)).deployments, [], 'none for the first version');

  const alarm = (StateValue) => aws.json('monitoring', 'GraniteServiceVersion20100801.SetAlarmState', { AlarmName: 'signup-errors', StateValue, StateReason: 'test' });
  await alarm('ALARM');
  assert.equal((await aws.update('news', template(next(2, 'signup2'), outputs))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('news'), /ALARM_ACTIVE: One or more alarms have been activated: signup-errors/);
  assert.equal((await alias(made)).FunctionVersion, '1');
  assert.equal((await post(made, '/open', 'cyd@example.com')).headers['x-by'], 'one');

  await alarm('OK');
  await aws.change('news', template(next(3, 'signup2'), outputs));
  assert.notEqual((await alias(made)).FunctionVersion, '1');
  const answer = await post(made, '/open', 'dan@example.com');
  assert.equal(answer.headers['x-by'], 'two');
  const { deployments } = await codedeploy('ListDeployments', group);
  const states = await Promise.all(deployments.map(async (deploymentId) => (await codedeploy('GetDeployment', { deploymentId })).deploymentInfo.status));
  assert.deepEqual(states, ['Succeeded', 'Failed']);
});

test('functions, versions and mappings keep what the template says, and are gone with it', async () => {
  const { outputs: made } = await aws.settled('news');
  const config = JSON.parse(await aws.rest('lambda', `/2015-03-31/functions/${made.Signup}/configuration`));
  assert.deepEqual(config.Architectures, ['arm64']);
  assert.deepEqual(config.LoggingConfig, { LogGroup: made.SignupLogs, LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' });
  assert.deepEqual(config.TracingConfig, { Mode: 'Active' });
  assert.deepEqual(config.DeadLetterConfig, { TargetArn: made.DeadArn });
  assert.equal(config.KMSKeyArn, made.Key);
  assert.equal(JSON.parse(await aws.rest('lambda', `/2017-10-31/functions/${made.Signup}/concurrency`)).ReservedConcurrentExecutions, 20);
  const version = JSON.parse(await aws.rest('lambda', `/2015-03-31/functions/${made.Signup}/configuration?Qualifier=live`));
  assert.equal(version.KMSKeyArn, made.Key, 'of the version too');
  assert.equal(version.Version, (await alias(made)).FunctionVersion);
  const { Tags } = JSON.parse(await aws.rest('lambda', `/2015-03-31/functions/${made.Signup}`));
  assert.equal(Tags.owner, 'team');
  const mapping = JSON.parse(await aws.rest('lambda', `/2015-03-31/event-source-mappings/${made.Mapping}`));
  assert.deepEqual(mapping.FunctionResponseTypes, ['ReportBatchItemFailures']);
  assert.deepEqual(mapping.ScalingConfig, { MaximumConcurrency: 5 });
  assert.match(mapping.FunctionArn, /:live$/);

  const changed = next(3, 'signup2');
  changed.Mapping[1] = { ...changed.Mapping[1], Enabled: false, BatchSize: 5 };
  delete changed.Mapping[1].ScalingConfig;
  delete changed.Signup[1].DeadLetterConfig;
  delete changed.Signup[1].ReservedConcurrentExecutions;
  await aws.change('news', template(changed, outputs));
  const after = JSON.parse(await aws.rest('lambda', `/2015-03-31/event-source-mappings/${made.Mapping}`));
  assert.equal(after.State, 'Disabled');
  assert.equal(after.ScalingConfig, undefined);
  const latest = JSON.parse(await aws.rest('lambda', `/2015-03-31/functions/${made.Signup}/configuration`));
  assert.equal(latest.DeadLetterConfig, undefined);

  for (const key of await aws.rest('s3', `/${made.Bucket}?list-type=2`).then((xml) => [...xml.matchAll(/<Key>(.*?)<\/Key>/g)].map((match) => match[1]))) await aws.rest('s3', `/${made.Bucket}/${key}`, { method: 'DELETE' });
  assert.equal(await aws.remove('news'), 'GONE');
  assert.deepEqual((await codedeploy('ListApplications')).applications, []);
  assert.deepEqual(JSON.parse(await aws.rest('lambda', '/2015-03-31/functions/')).Functions, []);
});

for (const [what, break_, message] of [
  ['a role that may not read the queue', (r) => { r.WorkRole = role(); }, /does not have permissions to call ReceiveMessage on SQS/],
  ['a queue whose messages come back too soon', (r) => { r.Work[1].Timeout = 10; }, /Queue visibility timeout: 3 seconds is less than Function timeout: 10 seconds/],
  ['a role that may not trace', (r) => { r.SignupRole[1].Policies[0].PolicyDocument.Statement.splice(1, 1); }, /does not have permissions to call PutTraceSegments on XRAY/],
  ['a role that may not write to the dead-letter queue', (r) => { r.SignupRole[1].Policies[0].PolicyDocument.Statement.pop(); }, /does not have permissions to call SendMessage on SQS/],
  ['code that is not there', (r) => { r.Work[1].Code.S3Key = 'nowhere.zip'; }, /S3 Error Code: NoSuchKey/],
  ['a deployment group whose role CodeDeploy cannot take on', (r) => { r.DeployRole[1].AssumeRolePolicyDocument = trust('lambda.amazonaws.com'); }, /InvalidRoleException/],
]) {
  test(`refused: ${what}`, async () => {
    const changed = structuredClone(resources);
    break_(changed);
    const name = `refused-${Math.random().toString(36).slice(2)}`;
    assert.equal((await aws.create(name, template(changed))).status, 'ROLLBACK_COMPLETE');
    assert.match(await aws.reasons(name), message);
  });
}

test('a function may do what its role says, with the keys that it may use, and its logs land only if it may write them', async () => {
  const ask = (more) => template({
    Key: resources.Key,
    Logs: logs,
    Queue: ['AWS::SQS::Queue', { KmsMasterKeyId: att('Key', 'Arn') }],
    Role: ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com'), ...(more.length && { Policies: [{ PolicyName: 'own', PolicyDocument: allow(...more) }] }) }],
    Function: ['AWS::Lambda::Function', {
      Code: { ZipFile: "const { SendMessageCommand, SQSClient } = require('@aws-sdk/client-sqs'); exports.handler = async () => { console.log('hello'); await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: 'x' })); };" },
      Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 10, Role: att('Role', 'Arn'), Environment: { Variables: { QUEUE: ref('Queue') } }, LoggingConfig: { LogGroup: ref('Logs') },
    }],
  }, { Function: ref('Function'), Logs: ref('Logs') });
  const made = await aws.deploy('roles', ask([]));
  const call = async () => JSON.parse(await aws.rest('lambda', `/2015-03-31/functions/${made.Function}/invocations`, { method: 'POST', body: '{}' }))?.errorMessage;
  assert.match(await call(), /not authorized to perform: sqs:SendMessage/);
  assert.deepEqual(await messages(made.Logs), []);
  await aws.change('roles', ask([['sqs:SendMessage', att('Queue', 'Arn')], ['logs:PutLogEvents', sub('${Logs.Arn}')]]));
  assert.match(await call(), /not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:/);
  assert.ok((await messages(made.Logs)).includes('hello'));
  const through = (service) => {
    const changed = ask([['sqs:SendMessage', att('Queue', 'Arn')], [['kms:GenerateDataKey', 'kms:Decrypt'], att('Key', 'Arn')]]);
    changed.Resources.Role.Properties.Policies[0].PolicyDocument.Statement[1].Condition = { StringEquals: { 'kms:ViaService': sub(`${service}.\${AWS::Region}.amazonaws.com`) } };
    return changed;
  };
  await aws.change('roles', through('s3'));
  assert.match(await call(), /kms:GenerateDataKey/);
  await aws.change('roles', through('sqs'));
  assert.equal(await call(), undefined);
  assert.equal(await aws.remove('roles'), 'GONE');
});
