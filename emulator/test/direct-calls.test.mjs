// What Terraform says to the services' own APIs is read back as it was said: a difference would be one in its next plan.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { network, one, open } from './cloud.mjs';

let aws;
let outputs;
before(async () => {
  aws = await open();
  outputs = await aws.deploy('Around', {
    Resources: Object.fromEntries(Object.entries(network).map(([id, [Type, Properties]]) => [id, { Type, Properties }])),
    Outputs: { Vpc: { Value: { Ref: 'Vpc' } }, Group: { Value: { 'Fn::GetAtt': ['Group', 'GroupId'] } } },
  });
});
after(() => aws?.close());

test('a flow log has its role, format and tags', async () => {
  const role = 'arn:aws:iam::000000000000:role/flow';
  await aws.query('ec2', 'CreateFlowLogs', {
    'ResourceId.1': outputs.Vpc, ResourceType: 'VPC', TrafficType: 'ALL', LogGroupName: 'flow', DeliverLogsPermissionArn: role, MaxAggregationInterval: '60',
    'TagSpecification.1.ResourceType': 'vpc-flow-log', 'TagSpecification.1.Tag.1.Key': 'Name', 'TagSpecification.1.Tag.1.Value': 'first',
  });
  const xml = await aws.query('ec2', 'DescribeFlowLogs');
  assert.deepEqual(['deliverLogsPermissionArn', 'maxAggregationInterval', 'logGroupName', 'value'].map((name) => one(xml, name)), [role, '60', 'flow', 'first']);
});

test('an endpoint has its policy, groups and private DNS', async () => {
  const policy = '{"Statement":[]}';
  await aws.query('ec2', 'CreateVpcEndpoint', {
    VpcId: outputs.Vpc, ServiceName: 'com.amazonaws.eu-west-1.sqs', VpcEndpointType: 'Interface', PolicyDocument: policy, PrivateDnsEnabled: 'true', 'SecurityGroupId.1': outputs.Group,
  });
  const xml = await aws.query('ec2', 'DescribeVpcEndpoints');
  assert.equal(one(xml, 'privateDnsEnabled'), 'true');
  assert.equal(one(xml, 'groupId'), outputs.Group);
  assert.match(xml, /"Statement"|&quot;Statement&quot;/);
});

test('a target group has the version of its protocol', async () => {
  const xml = await aws.query('elasticloadbalancing', 'CreateTargetGroup', { Name: 'orders', Protocol: 'HTTP', Port: '80', VpcId: outputs.Vpc, TargetType: 'ip' });
  assert.equal(one(xml, 'ProtocolVersion'), 'HTTP1');
});

test('the policy of an event bus is kept whole', async () => {
  const policy = { Version: '2012-10-17', Statement: [{ Sid: 'Senders', Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }] };
  await aws.json('events', 'AWSEvents.CreateEventBus', { Name: 'orders' });
  await aws.json('events', 'AWSEvents.PutPermission', { EventBusName: 'orders', Policy: JSON.stringify(policy) });
  assert.deepEqual(JSON.parse((await aws.json('events', 'AWSEvents.DescribeEventBus', { Name: 'orders' })).Policy), policy);
});

test('a scalable target has its tags', async () => {
  const call = (action, input) => aws.json('application-autoscaling', `AnyScaleFrontendService.${action}`, input);
  const { ScalableTargetARN: ResourceARN } = await call('RegisterScalableTarget', {
    ServiceNamespace: 'dynamodb', ResourceId: 'table/orders', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', MinCapacity: 1, MaxCapacity: 2, Tags: { team: 'blue' },
  });
  await call('TagResource', { ResourceARN, Tags: { tier: 'production' } });
  await call('UntagResource', { ResourceARN, TagKeys: ['team'] });
  assert.deepEqual(await call('ListTagsForResource', { ResourceARN }), { Tags: { tier: 'production' } });
});

test('a cluster has the logs that it exports', async () => {
  await aws.query('rds', 'CreateDBCluster', {
    DBClusterIdentifier: 'orders', Engine: 'aurora-postgresql', MasterUsername: 'boss', MasterUserPassword: 'not-a-secret', 'EnableCloudwatchLogsExports.member.1': 'postgresql',
  });
  const xml = await aws.query('rds', 'DescribeDBClusters', { DBClusterIdentifier: 'orders' });
  assert.match(xml, /<EnabledCloudwatchLogsExports><member>postgresql<\/member><\/EnabledCloudwatchLogsExports>/);
});

test('an alarm is shown whole', async () => {
  await aws.query('monitoring', 'PutMetricAlarm', {
    AlarmName: 'slow', AlarmDescription: 'Look & see.', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: '5', Threshold: '2', Namespace: 'AWS/ApplicationELB',
    MetricName: 'TargetResponseTime', ExtendedStatistic: 'p99', Period: '60', TreatMissingData: 'notBreaching', ActionsEnabled: 'true',
    'AlarmActions.member.1': 'arn:aws:sns:eu-west-1:000000000000:alarms', 'Dimensions.member.1.Name': 'LoadBalancer', 'Dimensions.member.1.Value': 'app/orders/1',
  });
  const xml = await aws.query('monitoring', 'DescribeAlarms', { 'AlarmNames.member.1': 'slow' });
  const shown = ['AlarmDescription', 'ExtendedStatistic', 'Period', 'TreatMissingData', 'ActionsEnabled', 'Value'].map((name) => one(xml, name));
  assert.deepEqual(shown, ['Look &amp; see.', 'p99', '60', 'notBreaching', 'true', 'app/orders/1']);
  assert.match(xml, /<AlarmActions><member>arn:aws:sns:eu-west-1:000000000000:alarms<\/member><\/AlarmActions>/);
  assert.doesNotMatch(xml, /<Statistic>/);
});

test('an alarm on metric math has its metrics', async () => {
  await aws.query('monitoring', 'PutMetricAlarm', {
    AlarmName: 'math', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: '1', Threshold: '1',
    'Metrics.member.1.Id': 'rate', 'Metrics.member.1.Expression': 'errors / calls', 'Metrics.member.1.ReturnData': 'true',
    'Metrics.member.2.Id': 'errors', 'Metrics.member.2.ReturnData': 'false', 'Metrics.member.2.MetricStat.Stat': 'Sum', 'Metrics.member.2.MetricStat.Period': '60',
    'Metrics.member.2.MetricStat.Metric.Namespace': 'AWS/Lambda', 'Metrics.member.2.MetricStat.Metric.MetricName': 'Errors',
  });
  const xml = await aws.query('monitoring', 'DescribeAlarms', { 'AlarmNames.member.1': 'math' });
  assert.deepEqual([...xml.matchAll(/<ReturnData>(\w+)</g)].map((match) => match[1]), ['true', 'false']);
  assert.deepEqual(['Expression', 'Stat', 'Period', 'MetricName'].map((name) => one(xml, name)), ['errors / calls', 'Sum', '60', 'Errors']);
  assert.equal([...xml.matchAll(/<MetricName>/g)].length, 1);
});

test('an integration has its VPC link, and an authorizer of tokens no payload format', async () => {
  const call = async (path, method, body) => JSON.parse(await aws.rest('apigateway', `/v2/apis${path}`, { method, ...(body && { body: JSON.stringify(body) }) }));
  const { apiId } = await call('', 'POST', { name: 'orders', protocolType: 'HTTP' });
  const { integrationId } = await call(`/${apiId}/integrations`, 'POST', { integrationType: 'HTTP_PROXY', connectionType: 'VPC_LINK', connectionId: 'link' });
  assert.equal((await call(`/${apiId}/integrations/${integrationId}`, 'GET')).connectionId, 'link');
  const { authorizerId } = await call(`/${apiId}/authorizers`, 'POST', { name: 'tokens', authorizerType: 'JWT' });
  assert.equal((await call(`/${apiId}/authorizers/${authorizerId}`, 'GET')).authorizerPayloadFormatVersion, undefined);
});

test('a service says whether it is balanced between zones', async () => {
  const call = (action, input) => aws.json('ecs', `AmazonEC2ContainerServiceV20141113.${action}`, input);
  await call('CreateCluster', { clusterName: 'orders' });
  await call('RegisterTaskDefinition', { family: 'orders', containerDefinitions: [{ name: 'app', image: 'app', memory: 64 }] });
  await call('CreateService', { cluster: 'orders', serviceName: 'orders', taskDefinition: 'orders', desiredCount: 0, availabilityZoneRebalancing: 'ENABLED' });
  const shown = async () => (await call('DescribeServices', { cluster: 'orders', services: ['orders'] })).services[0].availabilityZoneRebalancing;
  assert.equal(await shown(), 'ENABLED');
  await call('UpdateService', { cluster: 'orders', service: 'orders', availabilityZoneRebalancing: 'DISABLED' });
  assert.equal(await shown(), 'DISABLED');
});

test('a delivery stream has its time zone', async () => {
  const call = (action, input) => aws.json('firehose', `Firehose_20150804.${action}`, input);
  await call('CreateDeliveryStream', {
    DeliveryStreamName: 'events', ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::events', RoleARN: 'arn:aws:iam::000000000000:role/events', CustomTimeZone: 'UTC' },
  });
  const { DeliveryStreamDescription } = await call('DescribeDeliveryStream', { DeliveryStreamName: 'events' });
  assert.equal(DeliveryStreamDescription.Destinations[0].ExtendedS3DestinationDescription.CustomTimeZone, 'UTC');
});

test('a rotation is cancelled', async () => {
  const call = (action, input) => aws.json('secretsmanager', `secretsmanager.${action}`, input);
  await call('CreateSecret', { Name: 'key', SecretString: 'not-a-secret' });
  await call('RotateSecret', { SecretId: 'key', RotationRules: { AutomaticallyAfterDays: 30 } });
  assert.equal((await call('DescribeSecret', { SecretId: 'key' })).RotationEnabled, true);
  await call('CancelRotateSecret', { SecretId: 'key' });
  assert.ok(!(await call('DescribeSecret', { SecretId: 'key' })).RotationEnabled);
});
