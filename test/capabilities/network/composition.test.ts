import { App, Aspects, CfnResource, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { idOf, networkIn } from './fixture';
import { Network } from '../../../src/capabilities/network/aws';
import { networkOf } from '../../../src/engines/aws/default-network';
import { EnvironmentTier } from '../../../src/path/tier';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { EscapeHatchError } from '../../../src/support/errors';

const { PRODUCTION, STAGING } = EnvironmentTier;

/** Plain CDK constructs that use the VPC. */
function tenants(scope: Stack, vpc: ec2.IVpc) {
  new elbv2.ApplicationLoadBalancer(scope, 'Public', { vpc, internetFacing: true });
  new elbv2.ApplicationLoadBalancer(scope, 'Internal', { vpc });
  new ec2.Instance(scope, 'Instance', {
    vpc,
    instanceType: new ec2.InstanceType('t4g.nano'),
    machineImage: ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-1', 'us-east-1': 'ami-1' }),
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
  });
  new rds.DatabaseInstance(scope, 'Database', {
    vpc,
    engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 }),
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  });
}

describe.each(['the same stack', 'another stack'])('plain L2s in %s', where => {
  const { app, stack, network } = networkIn(
    PRODUCTION,
    {},
    {},
    { env: { account: '123456789012', region: 'eu-west-1' } },
  );
  const scope =
    where === 'the same stack'
      ? stack
      : new Stack(app, 'Tenant', { env: { account: '123456789012', region: 'eu-west-1' } });
  tenants(scope, network.vpc);
  app.synth();
  const template = Template.fromStack(scope);
  const producer = Template.fromStack(stack).toJSON();

  /** The logical id of what a value refers to, through an export if need be. */
  const target = (value: any): string =>
    value.Ref ??
    Object.values<any>(producer.Outputs).find(output => output.Export?.Name === value['Fn::ImportValue']).Value.Ref;
  const subnets = (kind: string) => [1, 2, 3].map(zone => idOf(network, `${kind}Subnet${zone}`));
  const balancer = (scheme: string) =>
    Object.values(
      template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer', { Properties: { Scheme: scheme } }),
    )[0].Properties.Subnets.map(target);

  test('a public load balancer stands in the public subnets, an internal one in the private', () => {
    expect(balancer('internet-facing')).toEqual(subnets('public'));
    expect(balancer('internal')).toEqual(subnets('private'));
  });

  test('an instance stands in a private subnet and in its zone', () => {
    const { SubnetId, AvailabilityZone } = Object.values(template.findResources('AWS::EC2::Instance'))[0].Properties;
    expect(target(SubnetId)).toBe(idOf(network, 'privateSubnet1'));
    expect(AvailabilityZone).toEqual({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] });
  });

  test('a database stands in the isolated subnets', () => {
    expect(
      Object.values(template.findResources('AWS::RDS::DBSubnetGroup'))[0].Properties.SubnetIds.map(target),
    ).toEqual(subnets('isolated'));
  });

  test('their security groups are in this VPC', () => {
    for (const group of Object.values(template.findResources('AWS::EC2::SecurityGroup'))) {
      expect(target(group.Properties.VpcId)).toBe(idOf(network, 'vpc'));
    }
  });
});

describe('the VPC as others see it', () => {
  test('is made when somebody asks for it, once', () => {
    const { network } = networkIn(PRODUCTION);
    expect(network.node.tryFindChild('Vpc')).toBeUndefined();
    expect(network.vpc).toBe(network.vpc);
  });

  test('without NAT gateways has isolated subnets only, and they can still be chosen by name', () => {
    const { stack, network } = networkIn(STAGING, { natGateways: 0 });
    const resolve = (selection: ec2.SubnetSelection) => stack.resolve(network.vpc.selectSubnets(selection).subnetIds);
    expect(network.vpc.privateSubnets).toEqual([]);
    expect(resolve({ subnetGroupName: 'Private' })).toEqual(
      [1, 2].map(zone => ({ Ref: idOf(network, `privateSubnet${zone}`) })),
    );
    expect(resolve({ subnetGroupName: 'Isolated' })).toEqual(
      [1, 2].map(zone => ({ Ref: idOf(network, `isolatedSubnet${zone}`) })),
    );
  });

  test('without public subnets has none', () => {
    expect(networkIn(STAGING, { publicSubnets: false }).network.vpc.publicSubnets).toEqual([]);
  });

  test('takes endpoints of others, in the right route tables', () => {
    const { network, slot, template } = networkIn(STAGING);
    network.vpc.addGatewayEndpoint('More', {
      service: ec2.GatewayVpcEndpointAwsService.S3_EXPRESS,
      subnets: [{ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }],
    });
    const [more] = Object.values(
      template().findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: 'Gateway' } }),
    ).slice(-1);
    expect(more.Properties.RouteTableIds).toEqual(slot('gatewayEndpointS3').RouteTableIds.slice(1, 3));
  });

  test('takes a function', () => {
    const { stack, network, template } = networkIn(STAGING);
    new lambda.Function(stack, 'Function', {
      vpc: network.vpc,
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = () => 1;'),
    });
    template().hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: { SubnetIds: [1, 2].map(zone => ({ Ref: idOf(network, `privateSubnet${zone}`) })) },
    });
  });
});

test('one network is shared by everything that names none in a stack', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const network = networkOf(stack, undefined);
  expect(network).toBeInstanceOf(Network);
  expect(networkOf(new Construct(stack, 'Part'), undefined)).toBe(network);
  const given = Network.fromIds(stack, 'Given', {
    vpcId: 'vpc-1',
    cidrBlock: '10.0.0.0/16',
    availabilityZones: ['a', 'b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });
  expect(networkOf(stack, given)).toBe(given);
});

describe('the escape hatch', () => {
  test('changes any resource in any slot, on the record', () => {
    const { network, slot } = networkIn(PRODUCTION);
    network.escape('flowLog', Patch.property('MaxAggregationInterval', 60), {
      reason: 'an incident is going on',
      reviewBy: '2099-01-01',
    });
    expect(slot('flowLog').MaxAggregationInterval).toBe(60);
    expect(network.escapes).toEqual([
      expect.objectContaining({
        slot: 'flowLog',
        kind: EscapeKind.PATCH,
        reason: 'an incident is going on',
        owner: 'platform',
      }),
    ]);
  });

  test('reaches into lists, and into what is not a typed resource', () => {
    const { network, slot } = networkIn(STAGING, { natGateways: 0 });
    network.escape(
      'endpointSecurityGroup',
      Patch.property('SecurityGroupIngress[CidrIp=10.0.0.0/16].CidrIp', '10.0.0.0/17'),
      { reason: 'half of the network' },
    );
    network.escape('closedDefaultSecurityGroup', Patch.property('ServiceTimeout', 600), { reason: 'slow account' });
    expect(slot('endpointSecurityGroup').SecurityGroupIngress[0].CidrIp).toBe('10.0.0.0/17');
    expect(slot('closedDefaultSecurityGroup').ServiceTimeout).toBe(600);
  });

  test('names the slots that there are', () => {
    const { network } = networkIn(PRODUCTION);
    expect(() => network.escape('natGateway4', Patch.property('SubnetId', 'subnet-1'), { reason: 'x' })).toThrow(
      EscapeHatchError,
    );
    expect(() => network.escape('natGateway4', Patch.property('SubnetId', 'subnet-1'), { reason: 'x' })).toThrow(
      /natGateway1, natGateway2, natGateway3/,
    );
  });

  test('a logical id can be kept', () => {
    const { network, template } = networkIn(PRODUCTION);
    network.keepLogicalId('vpc', 'VPCB9E5F0B4');
    expect(template().findResources('AWS::EC2::VPC')).toHaveProperty('VPCB9E5F0B4');
  });
});

test('Aspects and tags of others reach every resource; changes are seen, tags are nobody’s business', () => {
  const { app, network, slot } = networkIn(PRODUCTION);
  Tags.of(app).add('cost-center', '42');
  const visited = new Set<CfnResource>();
  Aspects.of(app).add({
    visit: node => {
      if (!CfnResource.isCfnResource(node)) return;
      visited.add(node);
      if (node instanceof ec2.CfnSubnet) node.mapPublicIpOnLaunch = true;
    },
  });
  expect(slot('logKey').Tags).toEqual(expect.arrayContaining([{ Key: 'cost-center', Value: '42' }]));
  expect(slot('isolatedSubnet3').Tags).toEqual(expect.arrayContaining([{ Key: 'cost-center', Value: '42' }]));
  network.slots.forEach(name => expect(visited).toContain(network.resource(name)));
  expect(network.escapes.map(({ slot: name, kind, properties }) => [name, kind, properties])).toEqual(
    ['public', 'private', 'isolated'].flatMap(kind =>
      [1, 2, 3].map(zone => [`${kind}Subnet${zone}`, EscapeKind.UNRECORDED, ['MapPublicIpOnLaunch']]),
    ),
  );
});
