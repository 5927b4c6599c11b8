import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { att, open, ref, sub, template, until } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

// A function that tells the log what it got, and fails when it is told to.
const code = `
exports.handler = async (event, context) => {
  console.log('got ' + JSON.stringify(event) + ' as ' + context.invokedFunctionArn);
  if (JSON.stringify(event).includes('poison')) throw new Error('no');
  return { statusCode: 200, body: JSON.stringify(event.requestContext?.authorizer?.jwt?.claims ?? null) };
};`;
const trust = (service) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });
const role = (service, ...statements) => ['AWS::IAM::Role', {
  AssumeRolePolicyDocument: trust(service),
  Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [['logs:*', '*'], ...statements].map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) } }],
}];
const aFunction = (...statements) => ({
  Logs: ['AWS::Logs::LogGroup', {}],
  Role: role('lambda.amazonaws.com', ...statements),
  Function: ['AWS::Lambda::Function', { Code: { ZipFile: code }, Runtime: 'nodejs22.x', Handler: 'index.handler', Role: att('Role', 'Arn'), LoggingConfig: { LogGroup: ref('Logs') } }],
  Version: ['AWS::Lambda::Version', { FunctionName: ref('Function') }],
  Live: ['AWS::Lambda::Alias', { FunctionName: ref('Function'), FunctionVersion: att('Version', 'Version'), Name: 'live' }],
});
const queuePolicy = (queue, service, source) => ['AWS::SQS::QueuePolicy', {
  Queues: [ref(queue)], PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sqs:SendMessage', Resource: att(queue, 'Arn'), Condition: { ArnEquals: { 'aws:SourceArn': source } } }] },
}];
const permission = (service, source) => ['AWS::Lambda::Permission', { FunctionName: ref('Live'), Action: 'lambda:InvokeFunction', Principal: service, SourceArn: source }];
const sqs = (action, input) => aws.json('sqs', `AmazonSQS.${action}`, input);
const got = async (made, what, count = 1) => {
  const lines = await until(`${what} in the log`, async () => {
    const { events } = await aws.json('logs', 'Logs_20140328.FilterLogEvents', { logGroupName: made.Logs });
    const found = events.map((event) => event.message).filter((line) => line.startsWith('got ') && line.includes(what));
    return found.length >= count && found;
  });
  return lines;
};
const message = (queue) => until('the message', async () => (await sqs('ReceiveMessage', { QueueUrl: queue, MessageAttributeNames: ['All'] })).Messages?.[0]);

test("a table's stream calls a function; what it cannot take goes to its destination, and the stream goes on", async () => {
  const resources = {
    ...aFunction([['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'], att('Table', 'StreamArn')], ['sqs:SendMessage', att('Dead', 'Arn')]),
    Dead: ['AWS::SQS::Queue', {}],
    Table: ['AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }],
    Mapping: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: att('Table', 'StreamArn'), FunctionName: ref('Live'), StartingPosition: 'TRIM_HORIZON', BatchSize: 10, MaximumRetryAttempts: 1, BisectBatchOnFunctionError: true, ParallelizationFactor: 1, DestinationConfig: { OnFailure: { Destination: att('Dead', 'Arn') } }, FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] } }],
  };
  const made = await aws.deploy('stream', template(resources, { Table: ref('Table'), Logs: ref('Logs'), Dead: ref('Dead'), Mapping: ref('Mapping'), Live: ref('Live') }));
  const put = (id) => aws.json('dynamodb', 'DynamoDB_20120810.PutItem', { TableName: made.Table, Item: { id: { S: id } } });
  await put('first');
  const [line] = await got(made, 'first');
  assert.match(line, /"eventName":"INSERT".*NewImage/);
  await put('poison');
  await put('last');
  assert.equal(JSON.parse((await message(made.Dead)).Body).requestContext.condition, 'RetryAttemptsExhausted');
  await got(made, 'last');
  const mapping = JSON.parse(await aws.rest('lambda', `/2015-03-31/event-source-mappings/${made.Mapping}`));
  assert.equal(mapping.FunctionArn, made.Live);
  assert.equal(mapping.MaximumRetryAttempts, 1);
  assert.equal(mapping.BisectBatchOnFunctionError, true);
  assert.equal(await aws.remove('stream'), 'GONE');
});

test('an object in a bucket reaches a function through EventBridge, when it has a permission', async () => {
  const resources = {
    ...aFunction(),
    Dead: ['AWS::SQS::Queue', {}],
    Inbox: ['AWS::SQS::Queue', {}],
    Bucket: ['AWS::S3::Bucket', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } }],
    Rule: ['AWS::Events::Rule', {
      EventPattern: { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { bucket: { name: [ref('Bucket')] } } },
      Targets: [
        { Id: 'function', Arn: ref('Live'), RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 }, DeadLetterConfig: { Arn: att('Dead', 'Arn') } },
        { Id: 'queue', Arn: att('Inbox', 'Arn') },
      ],
    }],
    DeadPolicy: queuePolicy('Dead', 'events.amazonaws.com', att('Rule', 'Arn')),
    InboxPolicy: queuePolicy('Inbox', 'events.amazonaws.com', att('Rule', 'Arn')),
  };
  const outputs = { Bucket: ref('Bucket'), Logs: ref('Logs'), Dead: ref('Dead'), Inbox: ref('Inbox'), Rule: ref('Rule'), Live: ref('Live') };
  const made = await aws.deploy('created', template(resources, outputs));
  await aws.rest('s3', `/${made.Bucket}/early`, { method: 'PUT', body: 'x' });
  const dead = await message(made.Dead);
  assert.equal(dead.MessageAttributes.ERROR_CODE.StringValue, 'NO_PERMISSIONS');
  assert.equal(JSON.parse(dead.Body).detail.object.key, 'early');
  assert.equal(JSON.parse((await message(made.Inbox)).Body).detail.object.key, 'early');

  resources.Permission = permission('events.amazonaws.com', att('Rule', 'Arn'));
  await aws.change('created', template(resources, outputs));
  await aws.rest('s3', `/${made.Bucket}/later`, { method: 'PUT', body: 'x' });
  const [line] = await got(made, 'later');
  assert.match(line, /"detail-type":"Object Created"/);
  assert.ok(line.endsWith(` as ${made.Live}`), 'by its alias');
  const { Targets } = await aws.json('events', 'AWSEvents.ListTargetsByRule', { Rule: made.Rule });
  assert.deepEqual(Targets[0].RetryPolicy, { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 });
  for (const key of ['early', 'later']) await aws.rest('s3', `/${made.Bucket}/${key}`, { method: 'DELETE' });
  assert.equal(await aws.remove('created'), 'GONE');
});

test('a schedule calls a function, and keeps what its template says', async () => {
  const soon = () => `at(${new Date(Date.now() + 1000).toISOString().slice(0, 19)})`;
  const schedule = (ScheduleExpression, more) => ['AWS::Scheduler::Schedule', {
    ScheduleExpression, ScheduleExpressionTimezone: 'UTC', FlexibleTimeWindow: { Mode: 'OFF' }, State: 'ENABLED', Description: 'daily', ...more,
    Target: { Arn: ref('Live'), RoleArn: att('SchedulerRole', 'Arn'), Input: '{"by":"schedule"}', RetryPolicy: { MaximumRetryAttempts: 3 } },
  }];
  const resources = { ...aFunction(), SchedulerRole: role('scheduler.amazonaws.com', ['lambda:InvokeFunction', ref('Live')]), Schedule: schedule('cron(0 3 * * ? *)', { ScheduleExpressionTimezone: 'Europe/Berlin' }) };
  const outputs = { Logs: ref('Logs'), Schedule: ref('Schedule') };
  const made = await aws.deploy('daily', template(resources, outputs));
  const truth = async () => JSON.parse(await aws.rest('scheduler', `/schedules/${made.Schedule}`));
  assert.equal((await truth()).ScheduleExpressionTimezone, 'Europe/Berlin');
  assert.equal((await truth()).Target.RetryPolicy.MaximumRetryAttempts, 3);
  // The first expression is looked at before it is changed: what it counted must not hold for the next.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  resources.Schedule = schedule(soon());
  await aws.change('daily', template(resources, outputs));
  assert.equal((await got(made, 'schedule')).length, 1);
  resources.SchedulerRole = role('lambda.amazonaws.com');
  assert.equal((await aws.create('daily2', template(resources, outputs))).status, 'ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('daily2'), /must allow AWS EventBridge Scheduler to assume the role/);
  assert.equal(await aws.remove('daily'), 'GONE');
});

test('a topic calls a function with a permission; what an asynchronous call cannot do ends in the dead-letter queue', async () => {
  const resources = {
    ...aFunction(['sqs:SendMessage', att('Dead', 'Arn')]),
    Dead: ['AWS::SQS::Queue', {}],
    Topic: ['AWS::SNS::Topic', {}],
    Subscription: ['AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'lambda', Endpoint: ref('Live'), FilterPolicy: { kind: ['a'] } }],
    Permission: permission('sns.amazonaws.com', ref('Topic')),
    Config: ['AWS::Lambda::EventInvokeConfig', { FunctionName: ref('Function'), Qualifier: 'live', MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60, DestinationConfig: { OnFailure: { Destination: att('Dead', 'Arn') } } }, { DependsOn: ['Live'] }],
  };
  const made = await aws.deploy('topic', template(resources, { Topic: ref('Topic'), Logs: ref('Logs'), Dead: ref('Dead') }));
  const publish = (text) => aws.query('sns', 'Publish', { TopicArn: made.Topic, Message: text, 'MessageAttributes.entry.1.Name': 'kind', 'MessageAttributes.entry.1.Value.DataType': 'String', 'MessageAttributes.entry.1.Value.StringValue': 'a' });
  await publish('hello');
  await got(made, 'hello');
  await publish('poison');
  const dead = JSON.parse((await message(made.Dead)).Body);
  assert.equal(dead.requestPayload.Records[0].Sns.Message, 'poison');
  assert.equal((await got(made, 'poison')).length, 1, 'no retries, as configured');
  assert.equal(await aws.remove('topic'), 'GONE');
});

test('a function in Python has boto3, its own role and its variables', async () => {
  const resources = {
    ...aFunction(['sqs:SendMessage', att('Inbox', 'Arn')]),
    Inbox: ['AWS::SQS::Queue', {}],
  };
  resources.Function = ['AWS::Lambda::Function', {
    ...resources.Function[1], Runtime: 'python3.13', Handler: 'index.handler', Environment: { Variables: { QUEUE: ref('Inbox') } },
    Code: { ZipFile: "import boto3, os\ndef handler(event, context):\n  boto3.client('sqs').send_message(QueueUrl=os.environ['QUEUE'], MessageBody='from Python')\n  return boto3.client('sts').get_caller_identity()['Arn']\n" },
  }];
  const made = await aws.deploy('python', template(resources, { Function: ref('Function'), Inbox: ref('Inbox'), Role: ref('Role') }));
  const answer = await aws.rest('lambda', `/2015-03-31/functions/${made.Function}/invocations`, { method: 'POST', body: '{}' });
  assert.equal(JSON.parse(answer), `arn:aws:sts::000000000000:assumed-role/${made.Role}/${made.Function}`);
  assert.equal((await message(made.Inbox)).Body, 'from Python');
  assert.equal(await aws.remove('python'), 'GONE');
});

test('a JWT authorizer refuses who has no token, or a bad one', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer = createServer((request, answer) => {
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify(request.url.startsWith('/.well-known') ? { jwks_uri: `${url}/keys` } : { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] }));
  });
  await new Promise((done) => { issuer.listen(0, '127.0.0.1', done); });
  const url = `http://127.0.0.1:${issuer.address().port}`;
  const token = (claims, key = privateKey) => {
    const text = [{ alg: 'RS256', kid: 'k' }, { iss: url, aud: 'news', exp: Math.floor(Date.now() / 1000) + 60, ...claims }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
  };
  try {
    const resources = {
      ...aFunction(),
      Api: ['AWS::ApiGatewayV2::Api', { Name: 'news', ProtocolType: 'HTTP' }],
      Stage: ['AWS::ApiGatewayV2::Stage', { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true }],
      Integration: ['AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationType: 'AWS_PROXY', IntegrationUri: ref('Live'), PayloadFormatVersion: '2.0' }],
      Authorizer: ['AWS::ApiGatewayV2::Authorizer', { ApiId: ref('Api'), Name: 'jwt', AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: url, Audience: ['news'] } }],
      Route: ['AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey: '$default', AuthorizationType: 'JWT', AuthorizerId: ref('Authorizer'), Target: sub('integrations/${Integration}') }],
      Scoped: ['AWS::ApiGatewayV2::Route', { ApiId: ref('Api'), RouteKey: 'GET /admin', AuthorizationType: 'JWT', AuthorizerId: ref('Authorizer'), AuthorizationScopes: ['admin'], Target: sub('integrations/${Integration}') }],
      Permission: permission('apigateway.amazonaws.com', sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*')),
    };
    const made = await aws.deploy('jwt', template(resources, { Url: att('Api', 'ApiEndpoint'), Authorizer: ref('Authorizer'), Api: ref('Api') }));
    const status = async (path, bearer) => (await aws.http(`${made.Url}${path}`, { headers: bearer ? { authorization: `Bearer ${bearer}` } : {} })).status;
    assert.equal(await status('/'), 401);
    assert.equal(await status('/', 'nonsense'), 401);
    assert.equal(await status('/', token({ exp: 1 })), 401, 'too old');
    assert.equal(await status('/', token({ aud: 'other' })), 401, 'for somebody else');
    assert.equal(await status('/', token({ iss: 'https://example.com' })), 401, 'by somebody else');
    assert.equal(await status('/', token({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)), 401, 'forged');
    assert.equal(await status('/', token({ sub: 'ada' })), 200);
    assert.equal(await status('/admin', token({})), 403, 'without the scope');
    assert.equal(await status('/admin', token({ scope: 'admin' })), 200);
    assert.equal(JSON.parse((await aws.http(made.Url, { headers: { authorization: `Bearer ${token({ sub: 'ada' })}` } })).body).sub, 'ada');
    const authorizer = JSON.parse(await aws.rest('apigateway', `/v2/apis/${made.Api}/authorizers/${made.Authorizer}`));
    assert.deepEqual(authorizer.jwtConfiguration, { issuer: url, audience: ['news'] });
    delete resources.Permission;
    await aws.change('jwt', template(resources, { Url: att('Api', 'ApiEndpoint') }));
    assert.equal(await status('/', token({})), 500, 'without a permission of the function');
    assert.equal(await aws.remove('jwt'), 'GONE');
  } finally {
    issuer.close();
  }
});
