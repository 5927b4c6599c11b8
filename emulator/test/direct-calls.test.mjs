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
