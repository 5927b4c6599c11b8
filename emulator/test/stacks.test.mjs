import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { all, att, badAlarm, one, open, ref, sub, template } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const parameter = async (name) => (await aws.json('ssm', 'AmazonSSM.GetParameter', { Name: name })).Parameter.Value;
const text = (name, value) => ['AWS::SSM::Parameter', { Name: name, Type: 'String', Value: value }];
const buckets = async () => all(await aws.rest('s3', '/'), 'Name');

test('an unknown type is refused before anything is made', async () => {
  await assert.rejects(aws.create('unknown', template({ Queue: ['AWS::SQS::Queue', {}], Thing: ['AWS::Nope::Thing', {}] })), /Unrecognized resource types: \[AWS::Nope::Thing\]/);
  assert.doesNotMatch(await aws.query('cloudformation', 'DescribeStacks'), /unknown/);
});

test('exports, imports, stack outputs, conditions, parameters and dynamic references', async () => {
  await aws.json('ssm', 'AmazonSSM.PutParameter', { Name: '/before', Type: 'String', Value: 'was here' });
  const producer = template({ Queue: ['AWS::SQS::Queue', {}] });
  producer.Outputs = { Arn: { Value: att('Queue', 'Arn'), Export: { Name: 'queue-arn' } }, Plain: { Value: 'plain' } };
  const made = await aws.deploy('producer', producer);
  await aws.deploy('consumer', template({
    Imported: text('/imported', { 'Fn::ImportValue': 'queue-arn' }),
    Output: text('/output', { 'Fn::GetStackOutput': { StackName: 'producer', OutputName: 'Plain' } }),
    Dynamic: text('/dynamic', '{{resolve:ssm:/before}}'),
    Typed: text('/typed', ref('Typed_')),
    Skipped: [...text('/skipped', 'x'), { Condition: 'Never' }],
    Chosen: text('/chosen', { 'Fn::If': ['Never', 'a', 'b'] }),
  }, {}, { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Parameters: { Typed_: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/before' } } }));
  assert.equal(await parameter('/imported'), made.Arn);
  assert.equal(await parameter('/output'), 'plain');
  assert.equal(await parameter('/dynamic'), 'was here');
  assert.equal(await parameter('/typed'), 'was here');
  assert.equal(await parameter('/chosen'), 'b');
  await assert.rejects(parameter('/skipped'), /ParameterNotFound/);
  assert.equal(await aws.remove('consumer'), 'GONE');
  assert.equal(await aws.remove('producer'), 'GONE');
});

test('an export that is imported is neither deleted nor changed, nor is its stack', async () => {
  const producer = template({ Queue: ['AWS::SQS::Queue', {}], Other: ['AWS::SQS::Queue', {}] });
  const exporting = (id) => ({ ...producer, Outputs: id && { Arn: { Value: att(id, 'Arn'), Export: { Name: 'used-arn' } } } });
  await aws.deploy('exporter', exporting('Queue'));
  const importer = (value) => template({ Imported: text('/used', value) });
  await aws.deploy('importer', importer({ 'Fn::ImportValue': 'used-arn' }));
  const events = async () => (await aws.query('cloudformation', 'DescribeStackEvents', { StackName: 'exporter' })).replaceAll('&#x27;', "'");
  const rolledBack = (words) => new RegExp(`<ResourceStatus>UPDATE_ROLLBACK_IN_PROGRESS</ResourceStatus>\\s*<ResourceStatusReason>${words} by importer<`);

  assert.equal((await aws.update('exporter', exporting())).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await events(), rolledBack('Export used-arn cannot be deleted as it is in use'));
  assert.equal((await aws.update('exporter', exporting('Other'))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await events(), rolledBack('Export used-arn cannot be updated as it is in use'));
  assert.equal(await aws.remove('exporter'), 'UPDATE_ROLLBACK_COMPLETE', 'it stays as it was');
  assert.match(await aws.query('cloudformation', 'DescribeStacks', { StackName: 'exporter' }), /Export used-arn cannot be deleted as it is in use by importer/);
  await aws.change('importer', importer('free'));
  await aws.change('exporter', exporting());
  assert.doesNotMatch(await aws.query('cloudformation', 'ListExports'), /used-arn/);
  for (const name of ['importer', 'exporter']) assert.equal(await aws.remove(name), 'GONE');
});

test('deletion policies hold, and a stack made again does not meet what the first one left', async () => {
  const kept = template({
    Kept: ['AWS::S3::Bucket', {}, { DeletionPolicy: 'Retain' }],
    AlsoKept: ['AWS::S3::Bucket', {}, { DeletionPolicy: 'RetainExceptOnCreate' }],
    Logs: ['AWS::Logs::LogGroup', {}, { DeletionPolicy: 'Retain' }],
    Gone: ['AWS::S3::Bucket', {}],
  }, { Kept: ref('Kept'), AlsoKept: ref('AlsoKept'), Logs: ref('Logs'), Gone: ref('Gone') });
  const first = await aws.deploy('kept', kept);
  assert.equal(await aws.remove('kept'), 'GONE');
  assert.deepEqual((await buckets()).sort(), [first.Kept, first.AlsoKept].sort());
  const second = await aws.deploy('kept', kept);
  assert.notEqual(second.Kept, first.Kept);
  assert.notEqual(second.Logs, first.Logs);
  assert.equal(await aws.remove('kept'), 'GONE');

  // A create that fails: only plain Retain keeps.
  const before = await buckets();
  const failing = await aws.create('failing', template({
    Kept: ['AWS::S3::Bucket', {}, { DeletionPolicy: 'Retain' }],
    NotKept: ['AWS::S3::Bucket', {}, { DeletionPolicy: 'RetainExceptOnCreate' }],
    Bad: ['AWS::CloudWatch::Alarm', badAlarm, { DependsOn: ['Kept', 'NotKept'] }],
  }));
  assert.equal(failing.status, 'ROLLBACK_COMPLETE');
  const stayed = (await buckets()).filter((name) => !before.includes(name));
  assert.equal(stayed.length, 1);
  assert.match(stayed[0], /^failing-kept-/);
});

test('a bucket keeps what its template says, and is not deleted while there is something in it', async () => {
  const resources = { Bucket: ['AWS::S3::Bucket', {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
    VersioningConfiguration: { Status: 'Enabled' }, Tags: [{ Key: 'team', Value: 'orders' }],
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    LifecycleConfiguration: { Rules: [{ Id: 'old', Status: 'Enabled', ExpirationInDays: 30, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
  }] };
  const { Bucket } = await aws.deploy('bucket', template(resources, { Bucket: ref('Bucket') }));
  const read = (what) => aws.rest('s3', `/${Bucket}?${what}`);
  assert.match(await read('encryption'), /aws:kms/);
  assert.match(await read('versioning'), /Enabled/);
  assert.match(await read('tagging'), /<Key>team<\/Key>\s*<Value>orders<\/Value>/);
  assert.match(await read('publicAccessBlock'), /<RestrictPublicBuckets>true/);
  assert.match(await read('lifecycle'), /<Days>30<\/Days>/);
  resources.Bucket[1] = { VersioningConfiguration: { Status: 'Suspended' }, Tags: [{ Key: 'team', Value: 'billing' }] };
  await aws.change('bucket', template(resources, { Bucket: ref('Bucket') }));
  assert.match(await read('encryption'), /AES256/);
  assert.match(await read('versioning'), /Suspended/);
  assert.match(await read('tagging'), /billing/);
  await assert.rejects(read('lifecycle'), /NoSuchLifecycleConfiguration/);

  await aws.rest('s3', `/${Bucket}/file`, { method: 'PUT', body: 'content' });
  assert.equal(await aws.remove('bucket'), 'DELETE_FAILED');
  assert.match(await aws.reasons('bucket'), /not empty/);
});

test('what a resource that cannot be deleted depends on stays with it, and is deleted after it', async () => {
  const resources = {
    Root: text('/needed/root', 'root'),
    Needed: text('/needed/direct', ref('Root')),
    Awaited: text('/needed/awaited', 'awaited'),
    Bucket: ['AWS::S3::Bucket', { Tags: [{ Key: 'needs', Value: ref('Needed') }] }, { DependsOn: ['Awaited'] }],
    Dependent: text('/other/dependent', ref('Bucket')),
    Alone: text('/other/alone', 'alone'),
  };
  const names = async () => (await aws.json('ssm', 'AmazonSSM.DescribeParameters')).Parameters.map(({ Name }) => Name).filter((name) => /^.(needed|other)/.test(name)).sort();
  const needed = ['/needed/awaited', '/needed/direct', '/needed/root'];
  const { Bucket } = await aws.deploy('needs', template(resources, { Bucket: ref('Bucket') }));
  await aws.rest('s3', `/${Bucket}/file`, { method: 'PUT', body: 'content' });
  for (const attempt of ['first', 'second']) {
    assert.equal(await aws.remove('needs'), 'DELETE_FAILED', attempt);
    assert.deepEqual(await names(), needed, attempt);
  }
  const resource = (id) => aws.query('cloudformation', 'DescribeStackResource', { StackName: 'needs', LogicalResourceId: id }).then((xml) => one(xml, 'ResourceStatus'));
  assert.deepEqual([await resource('Bucket'), await resource('Needed'), await resource('Root')], ['DELETE_FAILED', 'CREATE_COMPLETE', 'CREATE_COMPLETE']);
  assert.match(await aws.reasons('needs'), /failed to delete: \[Bucket\]\./);
  await aws.rest('s3', `/${Bucket}/file`, { method: 'DELETE' });
  assert.equal(await aws.remove('needs'), 'GONE');
  assert.deepEqual(await names(), []);

  const again = await aws.deploy('needs', template(resources, { Bucket: ref('Bucket') }));
  await aws.rest('s3', `/${again.Bucket}/file`, { method: 'PUT', body: 'content' });
  assert.equal(await aws.remove('needs'), 'DELETE_FAILED');
  await aws.query('cloudformation', 'DeleteStack', { StackName: 'needs', 'RetainResources.member.1': 'Bucket' });
  assert.equal((await aws.settled('needs')).status, 'GONE', 'without what is retained');
  assert.deepEqual(await names(), []);
});

test('a creation that cannot be rolled back leaves in the stack what could not be deleted, and what that needs', async () => {
  const table = ['AWS::DynamoDB::Table', {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST', DeletionProtectionEnabled: true,
  }, { DependsOn: ['Needed'] }];
  const resources = { Needed: text('/left/needed', 'x'), Alone: text('/left/alone', 'x'), Table: table };
  const failing = template({ ...resources, Bad: ['AWS::CloudWatch::Alarm', badAlarm, { DependsOn: ['Table', 'Alone'] }] });
  assert.equal((await aws.create('stuck', failing)).status, 'ROLLBACK_FAILED');
  assert.match(await aws.reasons('stuck'), /The following resource\(s\) failed to delete: \[Table\]\./);
  const left = async () => all(await aws.query('cloudformation', 'ListStackResources', { StackName: 'stuck' }), 'LogicalResourceId').sort();
  assert.deepEqual(await left(), ['Needed', 'Table']);
  assert.equal(await parameter('/left/needed'), 'x');
  await assert.rejects(parameter('/left/alone'), /ParameterNotFound/);

  const inState = (status) => new RegExp(`<Message>Stack:arn:aws:cloudformation:[^ ]+:stack/stuck/[^ ]+ is in ${status} state and can not be updated\\.`);
  const change = (action, more = {}) => aws.query('cloudformation', action, { StackName: 'stuck', TemplateBody: JSON.stringify(template(resources)), ...more });
  await assert.rejects(change('UpdateStack'), inState('ROLLBACK_FAILED'));
  assert.equal(await aws.remove('stuck'), 'DELETE_FAILED');
  assert.match(await aws.reasons('stuck'), /currently protected against deletion\. Disable deletion protection first\./);
  await assert.rejects(change('UpdateStack'), inState('DELETE_FAILED'));
  await assert.rejects(change('CreateChangeSet', { ChangeSetName: 'late', ChangeSetType: 'UPDATE' }), inState('DELETE_FAILED'));

  const { TableNames: [TableName] } = await aws.json('dynamodb', 'DynamoDB_20120810.ListTables');
  await assert.rejects(aws.json('dynamodb', 'DynamoDB_20120810.DeleteTable', { TableName }), /Resource cannot be deleted as it is currently protected against deletion/);
  await aws.json('dynamodb', 'DynamoDB_20120810.UpdateTable', { TableName, DeletionProtectionEnabled: false });
  assert.equal(await aws.remove('stuck'), 'GONE');
  await assert.rejects(parameter('/left/needed'), /ParameterNotFound/);
});

test('an addition that cannot be taken back is nobody\'s any more', async () => {
  const before = { Old: text('/addition/old', 'x') };
  await aws.deploy('addition', template(before));
  const protectedTable = ['AWS::DynamoDB::Table', {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST', DeletionProtectionEnabled: true,
  }];
  const failing = template({ ...before, Table: protectedTable, Bad: ['AWS::CloudWatch::Alarm', badAlarm, { DependsOn: ['Table'] }] });
  assert.equal((await aws.update('addition', failing)).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.deepEqual(all(await aws.query('cloudformation', 'ListStackResources', { StackName: 'addition' }), 'LogicalResourceId'), ['Old']);
  assert.match(await aws.reasons('addition'), /currently protected against deletion/);
  const events = await aws.query('cloudformation', 'DescribeStackEvents', { StackName: 'addition' });
  const statuses = (id) => events.split('<member>').filter((event) => one(event, 'LogicalResourceId') === id).map((event) => one(event, 'ResourceStatus'));
  assert.deepEqual(statuses('Table'), ['DELETE_FAILED', 'DELETE_IN_PROGRESS', 'CREATE_COMPLETE', 'CREATE_IN_PROGRESS'], 'it was added, not updated');
  assert.equal((await aws.json('dynamodb', 'DynamoDB_20120810.ListTables')).TableNames.length, 1);
  assert.equal(await aws.remove('addition'), 'GONE');
});

const role = ['AWS::IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] } }];
const code = `const response = require('cfn-response');
exports.handler = (event, context) => response.send(event, context, event.ResourceProperties.Fail ? response.FAILED : response.SUCCESS, { Said: 'hello ' + event.ResourceProperties.Name }, 'thing');`;

test('a custom resource really runs; one that fails rolls back; one that cannot start fails at once', async () => {
  const resources = {
    Role: role,
    Function: ['AWS::Lambda::Function', { Runtime: 'nodejs20.x', Handler: 'index.handler', Role: att('Role', 'Arn'), Code: { ZipFile: code }, ReservedConcurrentExecutions: 2 }],
    Thing: ['Custom::Thing', { ServiceToken: att('Function', 'Arn'), Name: 'one' }],
    Text: text('/said', att('Thing', 'Said')),
  };
  await aws.deploy('custom', template(resources));
  assert.equal(await parameter('/said'), 'hello one');
  resources.Thing[1].Name = 'two';
  await aws.change('custom', template(resources));
  assert.equal(await parameter('/said'), 'hello two');
  resources.Other = ['Custom::Thing', { ServiceToken: att('Function', 'Arn'), Name: 'x', Fail: 'yes' }, { DependsOn: ['Text'] }];
  resources.Thing[1].Name = 'three';
  assert.equal((await aws.update('custom', template(resources))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.equal(await parameter('/said'), 'hello two');

  const broken = { Role: role, Function: ['AWS::Lambda::Function', { ...resources.Function[1], Code: { ZipFile: "require('no-such-module')" } }], Thing: resources.Thing };
  assert.equal((await aws.create('broken', template(broken))).status, 'ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('broken'), /The custom resource's function failed: .*no-such-module/);
});

test('a stack in progress takes neither another update nor another change set', async () => {
  const slowly = `const response = require('cfn-response');
exports.handler = async (event, context) => {
  if (event.RequestType !== 'Delete') await new Promise((done) => setTimeout(done, 600));
  await response.send(event, context, response.SUCCESS, {}, 'thing');
};`;
  const resources = {
    Role: role,
    Function: ['AWS::Lambda::Function', { Runtime: 'nodejs20.x', Handler: 'index.handler', Role: att('Role', 'Arn'), Code: { ZipFile: slowly } }],
    Slow: ['Custom::Slow', { ServiceToken: att('Function', 'Arn'), Name: 'one' }],
  };
  const ask = (action, more) => aws.query('cloudformation', action, { StackName: 'slow', TemplateBody: JSON.stringify(template(resources)), 'Capabilities.member.1': 'CAPABILITY_IAM', ...more });
  const changeSet = (action, ChangeSetName) => ask(action, { ChangeSetName, ...(action === 'CreateChangeSet' ? { ChangeSetType: 'UPDATE' } : {}) });
  const inState = (status) => new RegExp(`<Code>ValidationError</Code><Message>Stack:arn:aws:cloudformation:[^ ]+:stack/slow/[^ ]+ is in ${status} state and can not be updated\\.`);

  await ask('CreateStack');
  resources.Slow[1].Name = 'two';
  await assert.rejects(ask('UpdateStack'), inState('CREATE_IN_PROGRESS'));
  await assert.rejects(changeSet('CreateChangeSet', 'early'), inState('CREATE_IN_PROGRESS'));
  assert.equal((await aws.settled('slow')).status, 'CREATE_COMPLETE');

  resources.Bad = ['AWS::CloudWatch::Alarm', badAlarm, { DependsOn: ['Slow'] }];
  await ask('UpdateStack', { DisableRollback: 'true' });
  await assert.rejects(ask('UpdateStack'), inState('UPDATE_IN_PROGRESS'));
  assert.equal((await aws.settled('slow')).status, 'UPDATE_FAILED');
  delete resources.Bad;
  await changeSet('CreateChangeSet', 'kept');
  await ask('RollbackStack');
  await assert.rejects(changeSet('ExecuteChangeSet', 'kept'), inState('UPDATE_ROLLBACK_IN_PROGRESS'));
  assert.equal((await aws.settled('slow')).status, 'UPDATE_ROLLBACK_COMPLETE');

  await changeSet('CreateChangeSet', 'late');
  await changeSet('ExecuteChangeSet', 'late');
  assert.equal((await aws.settled('slow')).status, 'UPDATE_COMPLETE');
  assert.equal(await aws.remove('slow'), 'GONE');
});

test('secrets, web ACLs, VPC links, log groups and tables keep and change their settings', async () => {
  const resources = {
    Secret: ['AWS::SecretsManager::Secret', { GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: 'password', PasswordLength: 24, ExcludePunctuation: true } }],
    Acl: ['AWS::WAFv2::WebACL', { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: 'm', SampledRequestsEnabled: true } }],
    Balancer: ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: ['subnet-00000001', 'subnet-00000002'] }],
    Guard: ['AWS::WAFv2::WebACLAssociation', { WebACLArn: att('Acl', 'Arn'), ResourceArn: ref('Balancer') }],
    AclLogs: ['AWS::WAFv2::LoggingConfiguration', { ResourceArn: att('Acl', 'Arn'), LogDestinationConfigs: [sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:aws-waf-logs-x')] }],
    Link: ['AWS::ApiGatewayV2::VpcLink', { Name: 'link', SubnetIds: ['subnet-00000001'] }],
    Table: ['AWS::DynamoDB::Table', {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, SSESpecification: { SSEEnabled: true }, DeletionProtectionEnabled: true, TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    }],
    Logs: ['AWS::Logs::LogGroup', { RetentionInDays: 7, DeletionProtectionEnabled: true }],
    Topic: ['AWS::SNS::Topic', { KmsMasterKeyId: 'alias/aws/sns' }],
    Identity: ['AWS::IAM::OIDCProvider', { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] }],
  };
  const outputs = { Secret: ref('Secret'), Acl: att('Acl', 'Arn'), Balancer: ref('Balancer'), Link: ref('Link'), Table: ref('Table'), Logs: ref('Logs'), Topic: ref('Topic'), Identity: ref('Identity') };
  const made = await aws.deploy('mix', template(resources, outputs));
  assert.match(made.Secret, /^arn:aws:secretsmanager:/, 'Ref of a secret is its ARN');
  const value = JSON.parse((await aws.json('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: made.Secret })).SecretString);
  assert.match(value.password, /^[a-zA-Z0-9]{24}$/);
  const waf = (action, input) => aws.json('wafv2', `AWSWAF_20190729.${action}`, input);
  assert.equal((await waf('GetWebACLForResource', { ResourceArn: made.Balancer })).WebACL.ARN, made.Acl);
  assert.match((await waf('GetLoggingConfiguration', { ResourceArn: made.Acl })).LoggingConfiguration.LogDestinationConfigs[0], /aws-waf-logs-x$/);
  assert.equal(JSON.parse(await aws.rest('apigateway', `/v2/vpclinks/${made.Link}`)).name, 'link');
  const dynamo = (action) => aws.json('dynamodb', `DynamoDB_20120810.${action}`, { TableName: made.Table });
  assert.equal((await dynamo('DescribeContinuousBackups')).ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus, 'ENABLED');
  assert.equal((await dynamo('DescribeTable')).Table.SSEDescription.Status, 'ENABLED');
  assert.equal((await dynamo('DescribeTimeToLive')).TimeToLiveDescription.AttributeName, 'ttl');
  assert.match(await aws.query('sns', 'GetTopicAttributes', { TopicArn: made.Topic }), /alias\/aws\/sns/);

  Object.assign(resources.Table[1], { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } });
  resources.Link[1].Name = 'renamed';
  resources.Logs[1].RetentionInDays = 14;
  resources.Identity[1].ClientIdList = ['other'];
  const after = await aws.change('mix', template(resources, outputs));
  assert.deepEqual(after, made, 'nothing was replaced');
  assert.equal((await dynamo('DescribeContinuousBackups')).ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus, 'DISABLED');
  assert.equal(JSON.parse(await aws.rest('apigateway', `/v2/vpclinks/${made.Link}`)).name, 'renamed');
  assert.deepEqual(all(await aws.query('iam', 'GetOpenIDConnectProvider', { OpenIDConnectProviderArn: made.Identity }), 'member').slice(0, 1), ['other']);

  assert.equal(await aws.remove('mix'), 'DELETE_FAILED', 'table and log group are protected');
  const reasons = await aws.reasons('mix');
  assert.match(reasons, /log group .* has deletion protection enabled/);
  assert.match(reasons, /currently protected against deletion/);
});
