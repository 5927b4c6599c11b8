import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { all, att, one, open, ref, sub, template, until } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const sns = (action, parameters) => aws.query('sns', action, parameters);
const sqs = (action, input) => aws.json('sqs', `AmazonSQS.${action}`, input);
const decode = (text) => text.replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attributes = (xml) => Object.fromEntries([...xml.matchAll(/<key>(.*?)<\/key><value>(.*?)<\/value>/gs)].map((match) => [match[1], decode(match[2])]));
const topicOf = async (TopicArn) => attributes(await sns('GetTopicAttributes', { TopicArn }));
const subscriptionOf = async (SubscriptionArn) => attributes(await sns('GetSubscriptionAttributes', { SubscriptionArn }));
const receive = async (QueueUrl) => (await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], AttributeNames: ['All'] })).Messages ?? [];
const message = (queue) => until('the message', async () => (await receive(queue))[0]);
const nothing = async (...queues) => { await sleep(300); for (const queue of queues) assert.deepEqual(await receive(queue), []); };
const publish = (TopicArn, Message, kind, more = {}) => sns('Publish', { TopicArn, Message, ...more, ...(kind && { 'MessageAttributes.entry.1.Name': 'kind', 'MessageAttributes.entry.1.Value.DataType': 'String', 'MessageAttributes.entry.1.Value.StringValue': kind }) });

const allow = (...statements) => ({ Version: '2012-10-17', Statement: statements.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })) });
const queue = (more = {}) => ['AWS::SQS::Queue', more];
const topic = (more = {}) => ['AWS::SNS::Topic', more];
const subscription = (endpoint, more = {}) => ['AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: att(endpoint, 'Arn'), ...more }];
const deadLetters = (name) => ({ RedrivePolicy: { deadLetterTargetArn: att(name, 'Arn') } });
const tlsOnly = (Action, Resource) => ({ Effect: 'Deny', Principal: { AWS: '*' }, Action, Resource, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
const letIn = (name, Condition = { ArnEquals: { 'aws:SourceArn': ref('Topic') }, StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } }) => ['AWS::SQS::QueuePolicy', {
  Queues: [ref(name)], PolicyDocument: { Version: '2012-10-17', Statement: [tlsOnly('sqs:*', att(name, 'Arn')), { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: att(name, 'Arn'), Condition }] },
}];
const root = { Effect: 'Allow', Principal: { AWS: sub('arn:aws:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' };
const key = (...statements) => ['AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement: [root, ...statements] } }];
const sender = (service, Condition) => ({ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*', ...(Condition && { Condition }) });
const refs = (...names) => Object.fromEntries(names.map((name) => [name, ref(name)]));
const code = 'def handler(event, context):\n  print("got", event)\n';
const role = (...statements) => ['AWS::IAM::Role', {
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
  Policies: [{ PolicyName: 'own', PolicyDocument: allow(['logs:*', '*'], ...statements) }],
}];
const python = (ZipFile, Role = 'Role') => ['AWS::Lambda::Function', { Code: { ZipFile }, Runtime: 'python3.13', Handler: 'index.handler', Timeout: 20, Role: att(Role, 'Arn') }];

/** Why a stack is not made: it is rolled back, and gone afterwards. */
async function refusal(resources) {
  const stack = await aws.create('refused', template(resources));
  const reasons = await aws.reasons('refused');
  await aws.remove('refused');
  assert.equal(stack.status, 'ROLLBACK_COMPLETE', JSON.stringify(resources));
  return reasons;
}

test('a topic keeps what its template says, is changed in place, and another one when it is to keep the order', async () => {
  const outputs = { Topic: ref('Topic'), Name: att('Topic', 'TopicName') };
  const resources = { Key: key(), Topic: topic({ DisplayName: 'News', KmsMasterKeyId: att('Key', 'Arn'), SignatureVersion: '2', TracingConfig: 'Active', Tags: [{ Key: 'owner', Value: 'team' }, { Key: 'old', Value: 'x' }] }) };
  const made = await aws.deploy('topic', template(resources, { ...outputs, Key: att('Key', 'Arn') }));
  const before = await topicOf(made.Topic);
  assert.equal(made.Topic, `arn:aws:sns:eu-west-1:000000000000:${made.Name}`);
  assert.match(made.Name, /^topic-Topic-[A-Z0-9]+$/);
  for (const [name, value] of Object.entries({ DisplayName: 'News', KmsMasterKeyId: made.Key, SignatureVersion: '2', TracingConfig: 'Active', Owner: '000000000000' })) assert.equal(before[name], value);
  assert.equal(before.FifoTopic, undefined);
  assert.deepEqual(JSON.parse(before.Policy).Statement[0].Condition, { StringEquals: { 'AWS:SourceOwner': '000000000000' } });

  resources.Topic = topic({ SignatureVersion: '1', Tags: [{ Key: 'owner', Value: 'others' }] });
  assert.equal((await aws.change('topic', template(resources, outputs))).Topic, made.Topic);
  const later = await topicOf(made.Topic);
  assert.deepEqual([later.DisplayName, later.KmsMasterKeyId, later.SignatureVersion, later.TracingConfig], ['', undefined, '1', 'PassThrough']);
  const tags = await sns('ListTagsForResource', { ResourceArn: made.Topic });
  assert.deepEqual([all(tags, 'Key'), all(tags, 'Value')].map((list) => list.filter((text) => !text.includes(':'))).flat().slice(0, 2), ['owner', 'others']);

  resources.Topic = topic({ FifoTopic: true, ContentBasedDeduplication: true, FifoThroughputScope: 'MessageGroup' });
  const fifo = await aws.change('topic', template(resources, outputs));
  assert.match(fifo.Name, /^topic-Topic-[A-Z0-9]+\.fifo$/, 'as CloudFormation makes it up');
  const kept = await topicOf(fifo.Topic);
  assert.deepEqual([kept.FifoTopic, kept.ContentBasedDeduplication, kept.FifoThroughputScope], ['true', 'true', 'MessageGroup']);
  await assert.rejects(topicOf(made.Topic), /<Code>NotFound</);
  resources.Topic = topic({ FifoTopic: true });
  assert.equal((await aws.change('topic', template(resources, outputs))).Topic, fifo.Topic);
  assert.equal((await topicOf(fifo.Topic)).ContentBasedDeduplication, 'false');
  assert.equal((await topicOf(fifo.Topic)).FifoThroughputScope, 'Topic');
  assert.equal(await aws.remove('topic'), 'GONE');
  await assert.rejects(topicOf(fifo.Topic), /<Code>NotFound</);
});

test('what SNS refuses of a topic fails its stack', async () => {
  for (const [properties, reason] of [
    [{ TopicName: 'a', FifoTopic: true }, /Invalid parameter: Topic Name/],
    [{ TopicName: 'a.fifo' }, /Invalid parameter: Topic Name/],
    [{ TopicName: 'a b' }, /Invalid parameter: Topic Name/],
    [{ ContentBasedDeduplication: true }, /ContentBasedDeduplication.*FIFO topics/],
    [{ FifoThroughputScope: 'Topic' }, /FifoThroughputScope.*FIFO topics/],
    [{ TracingConfig: 'Sometimes' }, /TracingConfig/],
    [{ SignatureVersion: '3' }, /SignatureVersion/],
    [{ DisplayNam: 'a' }, /extraneous key \[DisplayNam\]/],
  ]) assert.match(await refusal({ Topic: topic(properties) }), reason);
  await aws.deploy('first', template({ Topic: topic({ TopicName: 'taken' }) }));
  assert.match(await refusal({ Topic: topic({ TopicName: 'taken' }) }), /already exists/);
  await assert.rejects(sns('CreateTopic', { Name: 'taken', 'Attributes.entry.1.key': 'DisplayName', 'Attributes.entry.1.value': 'x' }), /<Code>InvalidParameter<.*different attributes/s);
  assert.match(await sns('CreateTopic', { Name: 'taken' }), /:taken</);
  await assert.rejects(sns('SetTopicAttributes', { TopicArn: 'arn:aws:sns:eu-west-1:000000000000:taken', AttributeName: 'FifoTopic', AttributeValue: 'true' }), /<Code>InvalidParameter<.*AttributeName/s);
  assert.equal(await aws.remove('first'), 'GONE');
});

test('the last policy of a topic is the one that counts, and without any the first one is back', async () => {
  const statement = (Sid, more) => ({ Sid, Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: ref('Topic'), ...more });
  const policy = (...statements) => ['AWS::SNS::TopicPolicy', { Topics: [ref('Topic')], PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
  const resources = { Topic: topic(), Policy: policy(statement('One')) };
  const made = await aws.deploy('policy', template(resources, refs('Topic', 'Policy')));
  const sids = async () => JSON.parse((await topicOf(made.Topic)).Policy).Statement.map(({ Sid }) => Sid);
  assert.deepEqual(await sids(), ['One']);
  resources.Policy = policy(statement('One'), statement('Two'));
  assert.equal((await aws.change('policy', template(resources, refs('Policy')))).Policy, made.Policy);
  assert.deepEqual(await sids(), ['One', 'Two']);
  const second = { Policy: ['AWS::SNS::TopicPolicy', { Topics: [made.Topic], PolicyDocument: { Statement: [{ ...statement('Other'), Resource: made.Topic }] } }] };
  await aws.deploy('second', template(second));
  assert.deepEqual(await sids(), ['Other'], 'without a word');
  assert.equal(await aws.remove('second'), 'GONE');
  assert.deepEqual(await sids(), ['__default_statement_ID']);
  for (const [wrong, reason] of [
    [statement('a', { Action: 'sns:CreateTopic' }), /Policy statement action out of service scope!/],
    [statement('a', { Action: 'sns:*' }), /Policy statement action out of service scope!/],
    [statement('a', { Resource: sub('${Topic}x') }), /must match the topic/],
    [statement('a', { Principal: undefined }), /principal/],
    [statement('a', { Principal: { AWS: sub('arn:aws:iam::${AWS::AccountId}:role/none') } }), /PrincipalNotFound/],
  ]) assert.match(await refusal({ Topic: topic(), Policy: policy(wrong) }), reason);
  assert.match(await refusal({ Topic: topic(), Policy: policy(statement('a'), statement('a')) }), /different Sids/);
  assert.match(await refusal({ Policy: ['AWS::SNS::TopicPolicy', { Topics: ['arn:aws:sns:eu-west-1:000000000000:none'], PolicyDocument: { Statement: [{ ...statement('a'), Resource: '*' }] } }] }), /NotFound/);
  assert.equal(await aws.remove('policy'), 'GONE');
});

test('a subscription keeps what its template says, and is changed in place', async () => {
  const resources = { Topic: topic(), Queue: queue(), Dead: queue(), Subscription: subscription('Queue', { FilterPolicy: { kind: ['a', { prefix: 'b-' }] }, RawMessageDelivery: true, ...deadLetters('Dead') }) };
  const outputs = { ...refs('Topic', 'Subscription'), Dead: att('Dead', 'Arn'), Queue: att('Queue', 'Arn') };
  const made = await aws.deploy('subscription', template(resources, outputs));
  const before = await subscriptionOf(made.Subscription);
  assert.deepEqual(JSON.parse(before.FilterPolicy), { kind: ['a', { prefix: 'b-' }] });
  assert.deepEqual(JSON.parse(before.RedrivePolicy), { deadLetterTargetArn: made.Dead });
  assert.deepEqual([before.FilterPolicyScope, before.RawMessageDelivery, before.Protocol, before.Endpoint, before.TopicArn, before.PendingConfirmation],
    ['MessageAttributes', 'true', 'sqs', made.Queue, made.Topic, 'false']);
  const listed = await sns('ListSubscriptionsByTopic', { TopicArn: made.Topic });
  assert.deepEqual([all(listed, 'SubscriptionArn'), all(listed, 'Endpoint'), all(listed, 'Protocol')], [[made.Subscription], [made.Queue], ['sqs']]);
  assert.equal((await topicOf(made.Topic)).SubscriptionsConfirmed, '1');

  resources.Subscription = subscription('Queue', { FilterPolicy: { a: { b: [1] } }, FilterPolicyScope: 'MessageBody' });
  assert.equal((await aws.change('subscription', template(resources, outputs))).Subscription, made.Subscription);
  const later = await subscriptionOf(made.Subscription);
  assert.deepEqual([later.FilterPolicy, later.FilterPolicyScope, later.RawMessageDelivery, later.RedrivePolicy], ['{"a": {"b": [1]}}', 'MessageBody', 'false', undefined]);
  resources.Subscription = subscription('Queue', { FilterPolicy: { a: [1] }, FilterPolicyScope: 'MessageAttributes' });
  await aws.change('subscription', template(resources, outputs));
  // As CloudFormation has it: https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1840
  resources.Subscription = subscription('Queue', { FilterPolicy: { a: [1] } });
  assert.equal((await aws.update('subscription', template(resources, outputs))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('subscription'), /FilterPolicyScope: Invalid value \[null\]/);

  await assert.rejects(sns('Subscribe', { TopicArn: made.Topic, Protocol: 'sqs', Endpoint: made.Queue, 'Attributes.entry.1.key': 'RawMessageDelivery', 'Attributes.entry.1.value': 'true' }), /Subscription already exists with different attributes/);
  assert.equal(one(await sns('Subscribe', { TopicArn: made.Topic, Protocol: 'sqs', Endpoint: made.Queue }), 'SubscriptionArn'), made.Subscription);
  resources.Subscription = subscription('Dead');
  const other = await aws.change('subscription', template(resources, outputs));
  assert.notEqual(other.Subscription, made.Subscription);
  await assert.rejects(subscriptionOf(made.Subscription), /<Code>NotFound</);
  assert.equal(await aws.remove('subscription'), 'GONE');
  await assert.rejects(subscriptionOf(other.Subscription), /<Code>NotFound</);
});

test('what SNS refuses of a subscription fails its stack', async () => {
  const made = await aws.deploy('endpoints', template(
    { Topic: topic(), Fifo: topic({ FifoTopic: true }), Queue: queue(), FifoQueue: queue({ FifoQueue: true }), Role: role(), Function: python(code) },
    { ...refs('Topic', 'Fifo'), Queue: att('Queue', 'Arn'), FifoQueue: att('FifoQueue', 'Arn'), Function: att('Function', 'Arn') }));
  const bad = (properties) => refusal({ Subscription: ['AWS::SNS::Subscription', { TopicArn: made.Topic, Protocol: 'sqs', Endpoint: made.Queue, ...properties }] });
  const many = (count) => Array.from({ length: count }, (_, index) => `v${index}`);
  const filter = (FilterPolicy, FilterPolicyScope) => ({ FilterPolicy, ...(FilterPolicyScope && { FilterPolicyScope }) });
  const toFunction = { Protocol: 'lambda', Endpoint: made.Function };
  const dead = (deadLetterTargetArn, more) => ({ RedrivePolicy: { deadLetterTargetArn, ...more } });
  for (const [properties, reason] of [
    [{ ...toFunction, RawMessageDelivery: true }, /Delivery protocol \[lambda\] does not support raw message delivery/],
    [{ ...toFunction, RawMessageDelivery: false }, /Delivery protocol \[lambda\] does not support raw message delivery/],
    [{ ...toFunction, TopicArn: made.Fifo }, /Invalid protocol type: lambda/],
    [{ Endpoint: made.FifoQueue }, /FIFO SQS Queues can not be subscribed to standard SNS topics/],
    [{ Protocol: 'pigeon' }, /does not support this protocol string: pigeon/],
    [{ TopicArn: `${made.Topic}x` }, /NotFound/],
    [{ Endpoint: 'https://sqs/queue' }, /InvalidParameter/],
    [{ Colour: 'red' }, /extraneous key/],
    [filter(['a']), /FilterPolicy: Filter is not an object/],
    [filter('no json'), /FilterPolicy: failed to parse JSON/],
    [filter({ a: 'b' }), /"a" must be an object or an array/],
    [filter({ a: [] }), /Empty arrays are not allowed/],
    [filter({ a: { b: ['c'] } }), /Filter policy scope MessageAttributes does not support nested filter policy/],
    [filter({ a: { b: 'c' } }, 'MessageBody'), /"b" must be an object or an array/],
    [filter({ a: ['b'] }, 'Message'), /FilterPolicyScope: Invalid value \[Message\]/],
    [filter({ a: [{ like: 'b' }] }), /Unrecognized match type like/],
    [filter({ a: [{ prefix: 1 }] }), /prefix match pattern must be a string/],
    [filter({ a: [{ prefix: 'b', suffix: 'c' }] }), /Only one key allowed in match expression/],
    [filter({ a: [['b']] }), /Match value must be String, number, true, false, or null/],
    [filter({ a: [{ exists: 'yes' }] }), /exists match pattern must be either true or false/],
    [filter({ a: [{ 'anything-but': { suffix: 'b' } }] }), /Unsupported anything-but pattern: suffix/],
    [filter({ a: [{ numeric: ['<>', 1] }] }), /Unrecognized numeric range operator/],
    [filter({ a: [{ numeric: ['>', 3, '<', 1] }] }), /Bottom must be less than top/],
    [filter({ a: [{ cidr: '10.0.0.0' }] }), /Malformed CIDR/],
    [filter(Object.fromEntries('abcdef'.split('').map((name) => [name, ['x']]))), /can not have more than 5 keys/],
    [filter({ a: many(151) }), /Filter policy is too complex/],
    [filter({ a: many(13), b: many(12) }), /Filter policy is too complex/],
    [filter({ a: { b: { c: many(10) } }, d: { e: many(3) } }, 'MessageBody'), /Filter policy is too complex/],
    [filter({ source: many(4), $or: [{ a: many(6) }, { b: many(4), $or: [{ c: many(4) }, { d: many(4) }] }] }), /Filter policy is too complex/],
    [dead(made.Queue, { maxReceiveCount: 3 }), /RedrivePolicy: invalid JSON. Attribute maxReceiveCount is unknown/],
    [dead('queue'), /deadLetterTargetArn is an invalid arn/],
    [dead(made.Queue.replace('eu-west-1', 'eu-west-2')), /the account and the region of the subscription/],
    [dead(made.Queue.replace('000000000000', '111111111111')), /the account and the region of the subscription/],
    [{ TopicArn: made.Fifo, Endpoint: made.FifoQueue, ...dead(made.Queue) }, /must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic/],
    [dead(made.FifoQueue), /must use a standard queue as DLQ/],
  ]) assert.match(await bad(properties), reason);

  const good = await aws.deploy('good', template({
    Body: ['AWS::SNS::Subscription', { TopicArn: made.Topic, Protocol: 'sqs', Endpoint: made.Queue, ...filter({ a: { b: { c: many(4) } }, d: { e: [...many(2), { 'anything-but': ['x'] }] } }, 'MessageBody') }],
    Function: ['AWS::SNS::Subscription', { TopicArn: made.Topic, ...toFunction, ...filter({ a: many(10), b: [...many(14), { numeric: ['>', 0, '<=', 9] }] }), ...dead(made.Queue) }],
    Standard: ['AWS::SNS::Subscription', { TopicArn: made.Fifo, Protocol: 'sqs', Endpoint: made.Queue, ...dead(made.Queue) }],
  }, refs('Body', 'Function')));
  const set = (SubscriptionArn, AttributeName, AttributeValue) => sns('SetSubscriptionAttributes', { SubscriptionArn, AttributeName, AttributeValue });
  await assert.rejects(set(good.Body, 'FilterPolicyScope', 'MessageAttributes'), /<Code>InvalidParameter<.*does not support nested/s);
  await assert.rejects(set(good.Function, 'RawMessageDelivery', 'true'), /<Code>InvalidParameter<.*raw message delivery/s);
  await assert.rejects(set(good.Function, 'FilterPolicy', '{"a":"b"}'), /<Code>InvalidParameter<.*must be an object or an array/s);
  assert.equal(await aws.remove('good'), 'GONE');
  assert.equal(await aws.remove('endpoints'), 'GONE');
});

test('a queue gets what its policy and its key let in; the rest are dead letters, if the dead-letter queue lets them in', async () => {
  const [fromTopic, fromHere] = [{ ArnEquals: { 'aws:SourceArn': ref('Topic') } }, { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } }];
  const encrypted = (name) => queue({ KmsMasterKeyId: att(name, 'Arn') });
  const resources = {
    Topic: topic({ SignatureVersion: '2' }),
    QueueKey: key(), DeadKey: key(),
    Plain: queue(), PlainPolicy: letIn('Plain'), PlainSubscription: subscription('Plain', { RawMessageDelivery: true, FilterPolicy: { kind: ['a'] } }),
    Encrypted: encrypted('QueueKey'), EncryptedPolicy: letIn('Encrypted'), EncryptedSubscription: subscription('Encrypted', { ...deadLetters('Dead'), FilterPolicy: { kind: [{ prefix: 'a' }] } }),
    Dead: encrypted('DeadKey'),
    Managed: queue({ KmsMasterKeyId: 'alias/aws/sqs' }), ManagedPolicy: letIn('Managed'), ManagedSubscription: subscription('Managed'),
    Shut: queue(), ShutSubscription: subscription('Shut'),
  };
  const outputs = { ...refs('Topic', 'Plain', 'Encrypted', 'Dead', 'Managed', 'Shut', 'EncryptedSubscription') };
  const made = await aws.deploy('delivery', template(resources, outputs));
  await publish(made.Topic, 'one', 'a', { Subject: 'about' });
  const raw = await message(made.Plain);
  assert.equal(raw.Body, 'one');
  assert.equal(raw.MessageAttributes.kind.StringValue, 'a');
  await nothing(made.Encrypted, made.Dead, made.Managed, made.Shut); // neither of the keys lets SNS in
  await publish(made.Topic, 'filtered', 'b');
  await nothing(made.Plain);

  resources.DeadKey = key(sender('sns', fromHere));
  await aws.change('delivery', template(resources, outputs));
  await publish(made.Topic, 'two', 'ab');
  await nothing(made.Dead); // its policy does not let SNS in
  resources.DeadPolicy = letIn('Dead', fromTopic);
  await aws.change('delivery', template(resources, outputs));
  await publish(made.Topic, 'three', 'ab', { Subject: 'about' });
  const dead = await message(made.Dead);
  assert.equal(dead.MessageAttributes, undefined, 'SNS adds nothing');
  const envelope = JSON.parse(dead.Body);
  assert.deepEqual([envelope.Type, envelope.Message, envelope.Subject, envelope.TopicArn, envelope.SignatureVersion, envelope.MessageAttributes.kind],
    ['Notification', 'three', 'about', made.Topic, '2', { Type: 'String', Value: 'ab' }]);
  assert.ok(envelope.UnsubscribeURL.endsWith(made.EncryptedSubscription));
  await nothing(made.Encrypted);

  resources.QueueKey = key(sender('sns', { ArnEquals: { 'aws:SourceArn': sub('arn:aws:sns:${AWS::Region}:${AWS::AccountId}:others') } }));
  await aws.change('delivery', template(resources, outputs));
  await publish(made.Topic, 'four', 'ab');
  assert.equal(JSON.parse((await message(made.Dead)).Body).Message, 'four');
  resources.QueueKey = key({ ...sender('sns', fromHere), Action: 'kms:GenerateDataKey*' });
  await aws.change('delivery', template(resources, outputs));
  await publish(made.Topic, 'five', 'ab');
  assert.equal(JSON.parse((await message(made.Dead)).Body).Message, 'five', 'Decrypt is missing');
  resources.QueueKey = key(sender('sns', fromHere));
  await aws.change('delivery', template(resources, outputs));
  await publish(made.Topic, 'six', 'ab');
  assert.equal(JSON.parse((await message(made.Encrypted)).Body).Message, 'six');

  resources.EncryptedPolicy = letIn('Encrypted', { StringEquals: { 'aws:SourceAccount': '111111111111' } });
  await aws.change('delivery', template(resources, outputs));
  await publish(made.Topic, 'seven', 'ab');
  assert.equal(JSON.parse((await message(made.Dead)).Body).Message, 'seven');
  await sqs('DeleteQueue', { QueueUrl: made.Encrypted });
  await publish(made.Topic, 'eight', 'ab');
  assert.equal(JSON.parse((await message(made.Dead)).Body).Message, 'eight');
  await nothing(made.Managed, made.Shut);

  const total = async (MetricName) => JSON.parse(await metric(MetricName, made.Topic)).Datapoints.reduce((sum, { Sum }) => sum + Sum, 0);
  assert.equal(await total('NumberOfMessagesPublished'), 9);
  assert.equal(await total('NumberOfNotificationsRedrivenToDlq'), 5);
  assert.equal(await total('NumberOfNotificationsFailedToRedriveToDlq'), 2);
  assert.ok(await total('NumberOfNotificationsFailed') > 9);
  assert.ok(await total('NumberOfNotificationsDelivered') > 0);
  assert.ok(await total('NumberOfNotificationsFilteredOut') > 0);
  assert.equal(await aws.remove('delivery'), 'GONE');
});

async function metric(MetricName, arn) {
  const now = Date.now() / 1000;
  return JSON.stringify(await aws.json('monitoring', 'GraniteServiceVersion20100801.GetMetricStatistics', {
    Namespace: 'AWS/SNS', MetricName, Dimensions: [{ Name: 'TopicName', Value: arn.split(':').at(-1) }], StartTime: now - 3600, EndTime: now + 60, Period: 3600, Statistics: ['Sum'],
  }));
}

test('a function gets what its permission lets in; when it has none, or is gone, that is a dead letter', async () => {
  const resources = {
    Topic: topic(), Role: role(), Logs: ['AWS::Logs::LogGroup', {}], Dead: queue(), DeadPolicy: letIn('Dead'),
    Function: ['AWS::Lambda::Function', { ...python(code)[1], LoggingConfig: { LogGroup: ref('Logs') } }],
    Version: ['AWS::Lambda::Version', { FunctionName: ref('Function') }],
    Live: ['AWS::Lambda::Alias', { FunctionName: ref('Function'), FunctionVersion: att('Version', 'Version'), Name: 'live' }],
    Subscription: ['AWS::SNS::Subscription', { TopicArn: ref('Topic'), Protocol: 'lambda', Endpoint: ref('Live'), FilterPolicyScope: 'MessageBody', FilterPolicy: { order: { total: [{ numeric: ['>', 10] }] } }, ...deadLetters('Dead') }],
  };
  const outputs = refs('Topic', 'Dead', 'Function', 'Logs', 'Subscription');
  const made = await aws.deploy('calls', template(resources, outputs));
  const order = (total) => JSON.stringify({ order: { total } });
  await publish(made.Topic, order(5));
  await nothing(made.Dead);
  await publish(made.Topic, order(11), 'a');
  assert.equal(JSON.parse((await message(made.Dead)).Body).Message, order(11));
  resources.Permission = ['AWS::Lambda::Permission', { FunctionName: ref('Live'), Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com', SourceArn: ref('Topic'), SourceAccount: ref('AWS::AccountId') }];
  await aws.change('calls', template(resources, outputs));
  await publish(made.Topic, order(12), 'a');
  const line = await until('the call', async () => (await aws.json('logs', 'Logs_20140328.FilterLogEvents', { logGroupName: made.Logs })).events.map((event) => event.message).find((text) => text.startsWith('got ')));
  for (const part of ["'EventSource': 'aws:sns'", `'EventSubscriptionArn': '${made.Subscription}'`, "'Subject': None", "'UnsubscribeUrl'", "'SigningCertUrl'", "'MessageAttributes': {'kind': {'Type': 'String', 'Value': 'a'}}"]) {
    assert.ok(line.includes(part), `${part} in ${line}`);
  }
  await nothing(made.Dead);
  await aws.rest('lambda', `/2015-03-31/functions/${made.Function}`, { method: 'DELETE' });
  await publish(made.Topic, order(13));
  assert.equal(JSON.parse((await message(made.Dead)).Body).Message, order(13));
  assert.equal(await aws.remove('calls'), 'GONE');
});

test('a FIFO topic keeps the order, takes nothing twice, and has FIFO dead letters', async () => {
  const fifo = { FifoQueue: true };
  const resources = {
    Topic: topic({ FifoTopic: true, ContentBasedDeduplication: true }), Queue: queue(fifo), QueuePolicy: letIn('Queue'), Standard: queue(), StandardPolicy: letIn('Standard'), Shut: queue(fifo), Dead: queue(fifo), DeadPolicy: letIn('Dead'),
    Subscription: subscription('Queue'), ToStandard: subscription('Standard', { RawMessageDelivery: true }), ToShut: subscription('Shut', { RawMessageDelivery: true, ...deadLetters('Dead') }),
  };
  const made = await aws.deploy('order', template(resources, refs('Topic', 'Queue', 'Standard', 'Dead')));
  await assert.rejects(publish(made.Topic, 'x'), /<Code>InvalidParameter<.*MessageGroupId/s);
  for (const text of ['one', 'two', 'one', 'three']) await publish(made.Topic, text, undefined, { MessageGroupId: 'g' });
  const inOrder = async (url) => {
    const found = [];
    await until('three messages', async () => {
      for (const each of await receive(url)) {
        found.push(each);
        await sqs('DeleteMessage', { QueueUrl: url, ReceiptHandle: each.ReceiptHandle });
      }
      return found.length >= 3;
    });
    return found;
  };
  const enveloped = await inOrder(made.Queue);
  assert.deepEqual(enveloped.map(({ Body }) => JSON.parse(Body).Message), ['one', 'two', 'three']);
  assert.deepEqual(enveloped.map(({ Attributes }) => Attributes.MessageGroupId), ['g', 'g', 'g']);
  const first = JSON.parse(enveloped[0].Body);
  assert.deepEqual([first.SequenceNumber, 'Signature' in first], ['00000000000000000001', false]);
  assert.ok(enveloped[0].Attributes.SequenceNumber && enveloped[0].Attributes.MessageDeduplicationId);
  assert.deepEqual((await inOrder(made.Dead)).map(({ Body }) => Body), ['one', 'two', 'three']);
  assert.equal((await inOrder(made.Standard)).length, 3);
  assert.equal(await aws.remove('order'), 'GONE');
});

const publisher = `
import boto3, botocore.exceptions, os
sns = boto3.client('sns')
def handler(event, context):
  try:
    if event.get('batch'):
      return len(sns.publish_batch(TopicArn=event['topic'], PublishBatchRequestEntries=[{'Id': 'a', 'Message': 'x'}, {'Id': 'b', 'Message': 'y'}])['Successful'])
    sns.publish(TopicArn=event['topic'], Message='x')
    return 1
  except botocore.exceptions.ClientError as error:
    return error.response['Error']['Code'] + ': ' + error.response['Error']['Message']
`;

test('who publishes needs the permission, for single messages and for batches, and the use of the key of the topic through SNS', async () => {
  const use = (service) => ['kms:GenerateDataKey*', 'kms:Decrypt', service];
  const through = (service) => ({ StringEquals: { 'kms:ViaService': sub(`${service}.\${AWS::Region}.amazonaws.com`) } });
  const withKey = (service) => {
    const [kind, properties] = role(['sns:Publish', [ref('Topic'), ref('Encrypted')]]);
    properties.Policies[0].PolicyDocument.Statement.push({ Effect: 'Allow', Action: use(service).slice(0, 2), Resource: att('Key', 'Arn'), Condition: through(service) });
    return [kind, properties];
  };
  const resources = {
    Key: key(), Topic: topic(), Encrypted: topic({ KmsMasterKeyId: att('Key', 'Arn') }),
    Policy: ['AWS::SNS::TopicPolicy', { Topics: [ref('Topic')], PolicyDocument: { Version: '2012-10-17', Statement: [tlsOnly('sns:Publish', ref('Topic'))] } }],
    Nobody: role(), Plain: role(['sns:Publish', [ref('Topic'), ref('Encrypted')]]), Right: withKey('sns'), Wrong: withKey('sqs'), Batch: role(['sns:PublishBatch', ref('Topic')]),
    ...Object.fromEntries(['Nobody', 'Plain', 'Right', 'Wrong', 'Batch'].map((name) => [`${name}Function`, python(publisher, name)])),
  };
  const functions = Object.keys(resources).filter((name) => name.endsWith('Function'));
  const outputs = refs('Topic', 'Encrypted', ...functions);
  const made = await aws.deploy('publishers', template(resources, outputs));
  const call = async (name, to, batch = false) => JSON.parse(await aws.rest('lambda', `/2015-03-31/functions/${made[`${name}Function`]}/invocations`, { method: 'POST', body: JSON.stringify({ topic: made[to], batch }) }));
  const denied = /^AuthorizationError: /;
  assert.match(await call('Nobody', 'Topic'), denied);
  assert.match(await call('Nobody', 'Encrypted'), denied, 'the first policy of a topic lets no role in');
  assert.match(await call('Batch', 'Topic', true), denied, 'IAM has no action for batches');
  assert.equal(await call('Plain', 'Topic'), 1);
  assert.equal(await call('Plain', 'Topic', true), 2);
  assert.match(await call('Plain', 'Encrypted'), /^KMSAccessDenied: .*kms:GenerateDataKey/);
  assert.match(await call('Plain', 'Encrypted', true), /^KMSAccessDenied: .*kms:GenerateDataKey/);
  assert.match(await call('Wrong', 'Encrypted'), /^KMSAccessDenied: .*kms:GenerateDataKey/);
  assert.equal(await call('Right', 'Encrypted'), 1);
  assert.equal(await call('Right', 'Encrypted', true), 2);

  resources.Policy[1].PolicyDocument.Statement.push({ Effect: 'Deny', Principal: { AWS: att('Plain', 'Arn') }, Action: 'sns:Publish', Resource: ref('Topic') });
  await aws.change('publishers', template(resources, outputs));
  assert.match(await call('Plain', 'Topic'), /^AuthorizationError: .*explicit deny/);
  assert.equal(await call('Right', 'Topic'), 1);
  assert.equal(await aws.remove('publishers'), 'GONE');
});

test('a rule and an alarm publish as far as the topic and its key let them', async () => {
  const statement = (service) => ({ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sns:Publish', Resource: ref('Topic') });
  const policy = (...services) => ['AWS::SNS::TopicPolicy', { Topics: [ref('Topic')], PolicyDocument: { Version: '2012-10-17', Statement: services.map(statement) } }];
  const resources = {
    Key: key(), Topic: topic(), Queue: queue(), QueuePolicy: letIn('Queue'), Subscription: subscription('Queue', { RawMessageDelivery: true }),
    Bus: ['AWS::Events::EventBus', { Name: 'told' }],
    Rule: ['AWS::Events::Rule', { EventBusName: ref('Bus'), EventPattern: { source: ['test'] }, Targets: [{ Id: 'topic', Arn: ref('Topic') }] }],
    Alarm: ['AWS::CloudWatch::Alarm', { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 0, MetricName: 'm', Namespace: 'n', Statistic: 'Sum', Period: 60, AlarmActions: [ref('Topic')] }],
  };
  const outputs = refs('Topic', 'Queue', 'Alarm');
  const made = await aws.deploy('told', template(resources, outputs));
  const put = () => aws.json('events', 'AWSEvents.PutEvents', { Entries: [{ EventBusName: 'told', Source: 'test', DetailType: 'Test', Detail: '{}' }] });
  const alarm = async () => { for (const StateValue of ['OK', 'ALARM']) await aws.json('monitoring', 'GraniteServiceVersion20100801.SetAlarmState', { AlarmName: made.Alarm, StateValue, StateReason: 'test' }); };
  const come = async () => {
    await put();
    await alarm();
    await sleep(500);
    const bodies = [];
    for (const each of await receive(made.Queue)) {
      bodies.push(JSON.parse(each.Body));
      await sqs('DeleteMessage', { QueueUrl: made.Queue, ReceiptHandle: each.ReceiptHandle });
    }
    return bodies.map((body) => body.AlarmName ? 'alarm' : 'event').sort();
  };
  const after = async (change) => {
    Object.assign(resources, change);
    await aws.change('told', template(resources, outputs));
    return come();
  };
  assert.deepEqual(await come(), ['alarm'], 'the first policy of a topic lets CloudWatch in, not EventBridge');
  assert.deepEqual(await after({ Policy: policy('events') }), ['event']);
  assert.deepEqual(await after({ Policy: policy('events', 'cloudwatch') }), ['alarm', 'event']);
  assert.deepEqual(await after({ Topic: topic({ KmsMasterKeyId: att('Key', 'Arn') }) }), []);
  assert.deepEqual(await after({ Key: key(sender('cloudwatch')) }), ['alarm']);
  assert.deepEqual(await after({ Key: key(sender('cloudwatch'), sender('events')) }), ['alarm', 'event']);
  assert.deepEqual(await after({ Topic: topic({ KmsMasterKeyId: 'alias/aws/sns' }) }), [], 'the key that AWS manages lets no service in');
  assert.equal(await aws.remove('told'), 'GONE');
});
