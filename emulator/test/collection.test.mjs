import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { all, att, open, ref, sub, template, until } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const trust = (service) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] });
const role = (service, ...statements) => ['AWS::IAM::Role', {
  AssumeRolePolicyDocument: trust(service),
  Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) } }],
}];
const write = ['s3:PutObject', sub('${Bucket.Arn}/events/*')];
const useKey = ['kms:GenerateDataKey', att('Key', 'Arn')];
const tellLog = ['logs:PutLogEvents', att('Logs', 'Arn')];
const put = ['firehose:PutRecord', att('Stream', 'Arn')];

/** A bus whose events go through a stream into a bucket; `may` are the statements of the two roles. */
const collection = (name, may = { deliver: [write, useKey, tellLog], forward: [put] }, more = {}) => template({
  Key: ['AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { AWS: sub('arn:aws:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' },
  ] } }],
  Bucket: ['AWS::S3::Bucket', {
    ObjectLockEnabled: true, VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('Key', 'Arn') } }] },
  }, { DeletionPolicy: 'Retain' }],
  BucketPolicy: ['AWS::S3::BucketPolicy', { Bucket: ref('Bucket'), PolicyDocument: { Version: '2012-10-17', Statement: [
    { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [att('Bucket', 'Arn'), sub('${Bucket.Arn}/*')], Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ...may.refused ?? [],
  ] } }],
  Logs: ['AWS::Logs::LogGroup', {}],
  LogStream: ['AWS::Logs::LogStream', { LogGroupName: ref('Logs'), LogStreamName: 'delivery' }],
  Deliver: role('firehose.amazonaws.com', ...may.deliver),
  Stream: ['AWS::KinesisFirehose::DeliveryStream', {
    DeliveryStreamType: 'DirectPut',
    DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: att('Key', 'Arn') },
    ExtendedS3DestinationConfiguration: {
      BucketARN: att('Bucket', 'Arn'), RoleARN: att('Deliver', 'Arn'), CompressionFormat: 'GZIP', BufferingHints: { IntervalInSeconds: 300, SizeInMBs: 64 },
      Prefix: 'events/day=!{timestamp:yyyy-MM-dd}/', ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/',
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord' }] },
      CloudWatchLoggingOptions: { Enabled: true, LogGroupName: ref('Logs'), LogStreamName: ref('LogStream') },
    },
  }],
  Bus: ['AWS::Events::EventBus', { Name: name }],
  Forward: role('events.amazonaws.com', ...may.forward),
  Dead: ['AWS::SQS::Queue', {}],
  DeadPolicy: ['AWS::SQS::QueuePolicy', { Queues: [ref('Dead')], PolicyDocument: { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: att('Dead', 'Arn'), Condition: { ArnEquals: { 'aws:SourceArn': att('Rule', 'Arn') } } },
  ] } }],
  Rule: ['AWS::Events::Rule', {
    EventBusName: ref('Bus'), EventPattern: { 'detail-type': ['wanted', { prefix: 'CloudFormation' }, { prefix: 'ECS' }] },
    Targets: [{ Id: 'Stream', Arn: att('Stream', 'Arn'), RoleArn: att('Forward', 'Arn'), DeadLetterConfig: { Arn: att('Dead', 'Arn') } }],
  }],
  ...more,
}, { Bucket: ref('Bucket'), Bus: att('Bus', 'Arn'), Dead: ref('Dead'), Logs: ref('Logs'), Stream: ref('Stream'), Key: att('Key', 'Arn') });

const putEvents = (bus, entries, account) => aws.json('events', 'AWSEvents.PutEvents', { Entries: entries.map((entry) => ({ EventBusName: bus, Source: 'ci', DetailType: 'wanted', ...entry, Detail: typeof entry.Detail === 'string' ? entry.Detail : JSON.stringify(entry.Detail) })) }, account);
const keys = async (bucket) => all(await aws.rest('s3', `/${bucket}?list-type=2`), 'Key');
const object = async (bucket, key) => fetch(`${aws.emulator.endpoint}/${bucket}/${key}`, { headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${aws.emulator.region}/s3/aws4_request, SignedHeaders=host, Signature=none` } });
const lines = async (bucket) => {
  const bodies = await Promise.all((await keys(bucket)).map(async (key) => gunzipSync(Buffer.from(await (await object(bucket, key)).arrayBuffer())).toString()));
  return bodies.join('').split('\n').filter(Boolean).map((line) => JSON.parse(line));
};
const delivered = (bucket, what) => until(`${what} in the bucket`, async () => (await lines(bucket)).find((line) => JSON.stringify(line).includes(what)));
const deadLetter = (queue) => until('the message', async () => (await aws.json('sqs', 'AmazonSQS.ReceiveMessage', { QueueUrl: queue, MessageAttributeNames: ['All'] })).Messages?.[0]);

test('what a rule gives to a stream becomes a line of an object of the day, compressed and under the key of the bucket', async () => {
  const made = await aws.deploy('collect', collection('collect'));
  const { FailedEntryCount } = await putEvents(made.Bus, [{ Detail: { n: 1 }, Time: 1_793_000_000 }, { Detail: { n: 2 } }, { Detail: { n: 3 }, DetailType: 'unwanted' }]);
  assert.equal(FailedEntryCount, 0);
  await delivered(made.Bucket, '"n":2');
  const [key, ...more] = await keys(made.Bucket);
  assert.deepEqual(more, [], 'one object, and not one for each event');
  assert.match(key, new RegExp(`^events/day=${new Date().toISOString().slice(0, 10)}/${made.Stream}-1-[\\d-]{19}-[0-9a-f-]{36}\\.gz$`));
  assert.equal((await object(made.Bucket, key)).headers.get('x-amz-server-side-encryption-aws-kms-key-id'), made.Key);
  const events = await lines(made.Bucket);
  assert.deepEqual(events.map(({ detail }) => detail.n), [1, 2]);
  assert.deepEqual([events[0].time, events[0].source, events[0]['detail-type'], events[0].account], [new Date(1_793_000_000_000).toISOString().replace('.000', ''), 'ci', 'wanted', '000000000000']);
  assert.match(await aws.rest('s3', `/${made.Bucket}?object-lock`), /<ObjectLockEnabled>Enabled/);
});

test('a stream writes as its role may; what it could not write comes later, and the log says why', async () => {
  const made = await aws.deploy('denied', collection('denied', { deliver: [write, tellLog], forward: [put] }));
  await putEvents(made.Bus, [{ Detail: { n: 1 } }]);
  const said = await until('a line in the log', async () => (await aws.json('logs', 'Logs_20140328.FilterLogEvents', { logGroupName: made.Logs })).events[0]);
  assert.match(JSON.parse(said.message).message, /may not call s3:PutObject/);
  assert.deepEqual(await keys(made.Bucket), []);
  // Not without the key, not without the object, and not against the policy of the bucket.
  await aws.change('denied', collection('denied', { deliver: [useKey, tellLog], forward: [put] }));
  await putEvents(made.Bus, [{ Detail: { n: 2 } }]);
  await new Promise((done) => setTimeout(done, 2500));
  assert.deepEqual(await keys(made.Bucket), []);
  await aws.change('denied', collection('denied', { deliver: [write, useKey, tellLog], forward: [put], refused: [{ Effect: 'Deny', Principal: { AWS: att('Deliver', 'Arn') }, Action: 's3:PutObject', Resource: sub('${Bucket.Arn}/*') }] }));
  await new Promise((done) => setTimeout(done, 2500));
  assert.deepEqual(await keys(made.Bucket), []);
  await aws.change('denied', collection('denied'));
  await delivered(made.Bucket, '"n":2');
  assert.deepEqual((await lines(made.Bucket)).map(({ detail }) => detail.n), [1, 2]);
});

test('what a rule may not give to a stream, or to one that is gone, is a dead letter', async () => {
  const made = await aws.deploy('dead', collection('dead', { deliver: [write, useKey], forward: [['firehose:PutRecord', sub('${Stream.Arn}-other')]] }));
  await putEvents(made.Bus, [{ Detail: { n: 1 } }]);
  const { Body, MessageAttributes } = await deadLetter(made.Dead);
  assert.deepEqual([JSON.parse(Body).detail, MessageAttributes.ERROR_CODE.StringValue], [{ n: 1 }, 'NO_PERMISSIONS']);
  await aws.change('dead', collection('dead'));
  await aws.json('firehose', 'Firehose_20150804.DeleteDeliveryStream', { DeliveryStreamName: made.Stream });
  await putEvents(made.Bus, [{ Detail: { n: 2 } }]);
  assert.equal((await until('the other message', async () => deadLetter(made.Dead).then((message) => JSON.parse(message.Body).detail.n === 2 && message))).MessageAttributes.ERROR_CODE.StringValue, 'NO_RESOURCE');
});

test('what is no JSON, or not of the sender, is no event', async () => {
  const { FailedEntryCount, Entries } = await putEvents('default', [{ Detail: 'half {' }, { Detail: {}, Source: 'aws.ecs' }, { Detail: {} }]);
  assert.equal(FailedEntryCount, 2);
  assert.deepEqual(Entries.map(({ ErrorCode }) => ErrorCode), ['MalformedDetail', 'NotAuthorizedForSourceException', undefined]);
});

test('the policy of a bus lets other accounts in, by name or as an organization, and nobody else', async () => {
  const [mine, theirs] = ['111122223333', '444455556666'];
  const { Organization: { Id } } = await aws.json('organizations', 'AWSOrganizationsV20161128.DescribeOrganization', {}, mine);
  const policy = (statement) => ({ Policy: ['AWS::Events::EventBusPolicy', { EventBusName: ref('Bus'), StatementId: 'Senders', Statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: att('Bus', 'Arn'), ...statement } }] });
  const made = await aws.deploy('senders', collection('senders', undefined, policy({ Principal: { AWS: [`arn:aws:iam::${theirs}:root`] } })));
  const send = (account, n) => putEvents(made.Bus, [{ Detail: { n } }], account);
  await assert.rejects(send(mine, 1), /AccessDenied/);
  await send(theirs, 2);
  await aws.change('senders', collection('senders', undefined, policy({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': Id } } })));
  await assert.rejects(send(theirs, 3), /AccessDenied/);
  await send(mine, 4);
  await delivered(made.Bucket, '"n":4');
  assert.deepEqual((await lines(made.Bucket)).map(({ account, detail }) => [account, detail.n]).sort(), [[mine, 4], [theirs, 2]]);
  assert.equal(JSON.parse((await aws.json('events', 'AWSEvents.DescribeEventBus', { Name: 'senders' })).Policy).Statement.length, 1);
  await aws.change('senders', collection('senders'));
  await assert.rejects(send(mine, 5), /AccessDenied/);
});

test('AWS tells the default bus of stacks and of deployments, and a rule there sends on what it may', async () => {
  const made = await aws.deploy('told', collection('told'));
  const sender = (...statements) => template({
    Role: role('events.amazonaws.com', ...statements),
    Rule: ['AWS::Events::Rule', { EventPattern: { 'detail-type': ['CloudFormation Stack Status Change', 'ECS Deployment State Change'] }, Targets: [{ Id: 'Insights', Arn: made.Bus, RoleArn: att('Role', 'Arn') }] }],
  });
  await aws.deploy('sender', sender());
  await aws.deploy('silent', template({ Topic: ['AWS::SNS::Topic', {}] }));
  await aws.change('sender', sender(['events:PutEvents', made.Bus]));
  await aws.deploy('shop-prod', template({
    Cluster: ['AWS::ECS::Cluster', { ClusterName: 'prod' }],
    Task: ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'app', Image: 'app', Memory: 128 }] }],
    Service: ['AWS::ECS::Service', { Cluster: ref('Cluster'), TaskDefinition: ref('Task'), ServiceName: 'shop', DesiredCount: 1 }],
  }));
  await delivered(made.Bucket, 'stack/shop-prod/');
  await until('the end of the stack in the bucket', async () => (await lines(made.Bucket)).some(({ detail }) => detail['status-details']?.status === 'CREATE_COMPLETE' && detail['stack-id'].includes('stack/shop-prod/')));
  const events = await lines(made.Bucket);
  assert.deepEqual(events.filter((each) => JSON.stringify(each).includes('stack/silent/')), []);
  const deployment = events.find((each) => each['detail-type'] === 'ECS Deployment State Change');
  assert.deepEqual([deployment.source, deployment.resources[0].split(':').at(-1), deployment.detail.eventName], ['aws.ecs', 'service/prod/shop', 'SERVICE_DEPLOYMENT_COMPLETED']);
  assert.match(deployment.detail.deploymentId, /^ecs-svc\//);
});

test('what Firehose, Glue and Athena would refuse is refused', async () => {
  const refused = async (name, kind, properties, why) => {
    assert.equal((await aws.create(name, template({ Role: role('lambda.amazonaws.com'), It: [kind, properties] }))).status, 'ROLLBACK_COMPLETE');
    assert.match(await aws.reasons(name), why);
  };
  await refused('stream-role', 'AWS::KinesisFirehose::DeliveryStream', { ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::any', RoleARN: att('Role', 'Arn') } }, /unable to assume role/);
  await refused('stream-key', 'AWS::KinesisFirehose::DeliveryStream', { ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::any', RoleARN: att('Role', 'Arn'), Compression: 'GZIP' } }, /extraneous key \[Compression\]/);
  await refused('group-key', 'AWS::Athena::WorkGroup', { Name: 'group-key', WorkGroupConfiguration: { Limit: 1 } }, /extraneous key \[Limit\]/);
  await refused('table-key', 'AWS::Glue::Table', { CatalogId: '000000000000', DatabaseName: 'none', TableInput: { Name: 'table', Cols: [] } }, /extraneous key \[Cols\]/);
});

test('a work group with saved queries is deleted only when it is told to', async () => {
  for (const [Name, RecursiveDeleteOption, end] of [['kept', false, 'DELETE_FAILED'], ['emptied', true, 'GONE']]) {
    await aws.deploy(Name, template({ Group: ['AWS::Athena::WorkGroup', { Name, RecursiveDeleteOption }] }));
    await aws.json('athena', 'AmazonAthena.CreateNamedQuery', { Name: 'mine', Database: 'default', QueryString: 'SELECT 1', WorkGroup: Name });
    assert.equal(await aws.remove(Name), end);
  }
});
