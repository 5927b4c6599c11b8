import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { all, att, badAlarm, network, one, open, ref, sub, template } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const resources = {
  ...network,
  Gateway: ['AWS::EC2::InternetGateway', {}],
  Attachment: ['AWS::EC2::VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }],
  Table: ['AWS::EC2::RouteTable', { VpcId: ref('Vpc') }],
  Association: ['AWS::EC2::SubnetRouteTableAssociation', { RouteTableId: ref('Table'), SubnetId: ref('SubnetB') }],
  Address: ['AWS::EC2::EIP', { Domain: 'vpc', Tags: [{ Key: 'Name', Value: 'first' }] }],
  Nat: ['AWS::EC2::NatGateway', { SubnetId: ref('SubnetA'), AllocationId: att('Address', 'AllocationId') }],
  Route: ['AWS::EC2::Route', { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') }],
  Logs: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }],
  Flow: ['AWS::EC2::FlowLog', { ResourceId: ref('Vpc'), ResourceType: 'VPC', TrafficType: 'ALL', LogGroupName: ref('Logs'), DeliverLogsPermissionArn: sub('arn:aws:iam::${AWS::AccountId}:role/flow') }],
  Other: ['AWS::EC2::SecurityGroup', { GroupDescription: 'other', VpcId: ref('Vpc') }],
  Ingress: ['AWS::EC2::SecurityGroupIngress', { GroupId: att('Group', 'GroupId'), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: att('Other', 'GroupId'), Description: 'from other' }],
  Egress: ['AWS::EC2::SecurityGroupEgress', { GroupId: att('Other', 'GroupId'), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, DestinationSecurityGroupId: att('Group', 'GroupId') }],
  S3: ['AWS::EC2::VPCEndpoint', { VpcId: ref('Vpc'), ServiceName: sub('com.amazonaws.${AWS::Region}.s3'), VpcEndpointType: 'Gateway', RouteTableIds: [ref('Table')] }],
  Ecr: ['AWS::EC2::VPCEndpoint', { VpcId: ref('Vpc'), ServiceName: sub('com.amazonaws.${AWS::Region}.ecr.api'), VpcEndpointType: 'Interface', SubnetIds: [ref('SubnetA')], SecurityGroupIds: [ref('Group')], PrivateDnsEnabled: true }],
};
const outputs = { Vpc: att('Vpc', 'VpcId'), Cidr: att('Vpc', 'CidrBlock'), Default: att('Vpc', 'DefaultSecurityGroup'), Group: att('Group', 'GroupId'), Other: att('Other', 'GroupId'), Ingress: ref('Ingress'), Egress: att('Egress', 'Id'), Nat: ref('Nat'), Allocation: att('Address', 'AllocationId'), SubnetB: ref('SubnetB'), Table: ref('Table'), Logs: ref('Logs') };
const rule = async (id) => {
  const xml = await aws.query('ec2', 'DescribeSecurityGroupRules', { 'SecurityGroupRuleId.1': id });
  return Object.fromEntries(['securityGroupRuleId', 'groupId', 'isEgress', 'toPort', 'description'].map((name) => [name, one(xml, name)]));
};
const groups = (id) => aws.query('ec2', 'DescribeSecurityGroups', { 'GroupId.1': id });

test('a network is what EC2 shows, is changed in place, and is gone after its deletion', async () => {
  const made = await aws.deploy('net', template(resources, outputs));
  assert.equal(made.Cidr, '10.0.0.0/16');
  assert.match(made.Default, /^sg-/);
  assert.match(await aws.query('ec2', 'DescribeSubnets', { 'SubnetId.1': made.SubnetB }), /10\.0\.1\.0\/24[^]*eu-west-1b|eu-west-1b[^]*10\.0\.1\.0\/24/);

  const nat = await aws.query('ec2', 'DescribeNatGateways');
  assert.equal(one(nat, 'natGatewayId'), made.Nat);
  assert.equal(one(nat, 'state'), 'available');
  assert.equal(one(nat, 'allocationId'), made.Allocation);
  assert.match(await aws.query('ec2', 'DescribeRouteTables', { 'RouteTableId.1': made.Table }), new RegExp(`${made.Nat}`));
  const flow = await aws.query('ec2', 'DescribeFlowLogs');
  assert.equal(one(flow, 'logGroupName'), made.Logs);
  assert.match(one(flow, 'deliverLogsPermissionArn'), /role\/flow$/);
  assert.match(await groups(made.Group), new RegExp(`<fromPort>5432</fromPort>[^]*${made.Other}[^]*from other`));
  assert.match(await groups(made.Other), /<ipPermissionsEgress>[^]*5432/);
  assert.deepEqual(await rule(made.Ingress), { securityGroupRuleId: made.Ingress, groupId: made.Group, isEgress: 'false', toPort: '5432', description: 'from other' });
  assert.deepEqual(await rule(made.Egress), { securityGroupRuleId: made.Egress, groupId: made.Other, isEgress: 'true', toPort: '5432', description: undefined });
  const endpoints = await aws.query('ec2', 'DescribeVpcEndpoints');
  assert.deepEqual(all(endpoints, 'privateDnsEnabled').sort(), ['false', 'true']);
  assert.match(endpoints, new RegExp(`<groupId>${made.Group}</groupId>`));

  const changed = structuredClone(resources);
  changed.Ingress[1].ToPort = 5433;
  changed.Egress[1].Description = 'to the group';
  changed.Group[1].SecurityGroupIngress = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }];
  changed.Address[1].Tags[0].Value = 'second';
  changed.Flow[1].TrafficType = 'REJECT';
  const after = await aws.change('net', template(changed, outputs));
  assert.equal(after.Nat, made.Nat, 'not replaced');
  const rules = await groups(made.Group);
  assert.match(rules, /<toPort>5433<\/toPort>/, 'the separate rule changed');
  assert.match(rules, /<toPort>80<\/toPort>/, 'beside the inline one');
  assert.doesNotMatch(rules, /<toPort>5432<\/toPort>/);
  assert.notEqual(after.Ingress, made.Ingress, 'another port is another rule');
  assert.equal((await rule(after.Ingress)).toPort, '5433');
  assert.equal(after.Egress, made.Egress, 'another description is not');
  assert.equal((await rule(after.Egress)).description, 'to the group');

  const broken = structuredClone(changed);
  broken.Ingress[1].ToPort = 5434;
  broken.Egress[1].Description = 'to nobody';
  broken.Bad = ['AWS::CloudWatch::Alarm', badAlarm, { DependsOn: ['Ingress', 'Egress'] }];
  assert.equal((await aws.update('net', template(broken, outputs))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.deepEqual(all(await groups(made.Group), 'toPort').sort(), all(rules, 'toPort').sort(), 'the old rule is back, alone');
  assert.equal((await rule(after.Egress)).description, 'to the group');
  assert.match(await aws.query('ec2', 'DescribeAddresses'), /second/);
  assert.deepEqual(all(await aws.query('ec2', 'DescribeFlowLogs'), 'trafficType'), ['REJECT'], 'replaced, the former one is gone');
  delete changed.Egress[1].Description;
  await aws.change('net', template(changed, outputs));
  assert.equal((await rule(after.Egress)).description, undefined);

  assert.equal(await aws.remove('net'), 'GONE');
  assert.equal(one(await aws.query('ec2', 'DescribeNatGateways'), 'state'), 'deleted');
  assert.deepEqual(all(await aws.query('ec2', 'DescribeAddresses'), 'publicIp'), []);
  assert.deepEqual(all(await aws.query('ec2', 'DescribeFlowLogs'), 'flowLogId'), []);
  assert.doesNotMatch(await aws.query('ec2', 'DescribeVpcs'), new RegExp(made.Vpc));
});

test('a NAT gateway in a subnet that does not exist fails the create, and nothing stays', async () => {
  const { status } = await aws.create('bad', template({
    Address: ['AWS::EC2::EIP', { Domain: 'vpc' }],
    Nat: ['AWS::EC2::NatGateway', { SubnetId: 'subnet-0123', AllocationId: att('Address', 'AllocationId') }],
  }));
  assert.equal(status, 'ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('bad'), /The subnet ID 'subnet-0123' does not exist/);
  assert.deepEqual(all(await aws.query('ec2', 'DescribeAddresses'), 'publicIp'), []);
});

test('a rule of a security group is there once', async () => {
  const rule = (more) => ['AWS::EC2::SecurityGroupIngress', { GroupId: att('Group', 'GroupId'), IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16', ...more }];
  const groups = { Vpc: network.Vpc, Group: ['AWS::EC2::SecurityGroup', { GroupDescription: 'one', VpcId: ref('Vpc') }], First: rule({}) };
  await aws.deploy('rules', template({ ...groups, Other: rule({ ToPort: 81 }) }));
  assert.equal((await aws.update('rules', template({ ...groups, Again: rule({ Description: 'again' }) }))).status, 'UPDATE_ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('rules'), /already exists/);
  assert.equal(await aws.remove('rules'), 'GONE');
});
