import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { idOf, networkIn, resourcesBelow } from './fixture';
import { Network } from '../../../src/capabilities/network/aws';
import { samples } from '../../../src/capabilities/network/samples';
import { NOWHERE, propsOf, samplesByName } from '../../../src/path/sample';
import { EnvironmentTier, TIERS } from '../../../src/path/tier';

const { DEVELOPMENT, STAGING, PRODUCTION } = EnvironmentTier;
const named = Object.entries(samplesByName(samples));
describe('a network of nothing but an id', () => {
  test('is one of production, in a stack that is tied to no region, and asks nobody for anything', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const network = new Network(stack, 'Network');
    expect(network.resources.privateSubnets).toHaveLength(3);
    expect(app.synth().manifest.missing).toBeUndefined();
  });

  test.each([DEVELOPMENT, PRODUCTION])(
    'takes the zones of the region at deployment (%s), also where CDK would look them up',
    tier => {
      const { app, network, slot } = networkIn(tier, {}, {}, { env: { account: '123456789012', region: 'eu-west-1' } });
      network.resources.privateSubnets.forEach((_, zone) => {
        expect(slot(`privateSubnet${zone + 1}`).AvailabilityZone).toEqual({
          'Fn::Select': [zone, { 'Fn::GetAZs': '' }],
        });
      });
      expect(app.synth().manifest.missing).toBeUndefined();
    },
  );

  test('has its VPC under the id that an L2 would give it', () => {
    const { network } = networkIn(PRODUCTION);
    expect(network.resources.vpc.node.path).toBe('Platform/Network/Resource');
  });
});

describe('slots are all the resources there are', () => {
  test.each(TIERS.flatMap(tier => named.map(([name, sample]) => [tier, name, sample] as const)))(
    '%s, %s',
    (tier, _, sample) => {
      const { network } = networkIn(tier, propsOf(sample, NOWHERE));
      const inSlots = network.slots.map(slot => network.resource(slot));
      expect(new Set(inSlots)).toEqual(new Set(resourcesBelow(network)));
      expect(inSlots).toHaveLength(resourcesBelow(network).length);
      const inResources = Object.values(network.resources).flat().filter(CfnResource.isCfnResource);
      expect(new Set(inResources)).toEqual(new Set(inSlots));
      for (const slot of network.slots) {
        const id = slot === 'vpc' ? 'Resource' : slot.charAt(0).toUpperCase() + slot.slice(1);
        expect(network.resource(slot).node.id).toBe(id);
      }
    },
  );

  test('what the platform team leaves out is not there', () => {
    const { network, template } = networkIn(
      PRODUCTION,
      {},
      { defaults: { 'network.flowLogs': false, 'network.defaultSecurityGroup': 'as-made' } },
    );
    expect(new Set(resourcesBelow(network))).toEqual(new Set(network.slots.map(slot => network.resource(slot))));
    template().resourceCountIs('AWS::EC2::FlowLog', 0);
    template().resourceCountIs('AWS::Lambda::Function', 0);
    template().resourceCountIs('AWS::Logs::LogGroup', 0);
    template().resourceCountIs('AWS::KMS::Key', 0);
  });
});

describe('subnets', () => {
  test('have literal ranges, one of each kind in each zone, and give out no public addresses', () => {
    const { network, slot } = networkIn(PRODUCTION, { cidrBlock: '10.20.0.0/16' });
    const rangesOf = (kind: string) => [1, 2, 3].map(zone => slot(`${kind}Subnet${zone}`).CidrBlock);
    expect(rangesOf('private')).toEqual(['10.20.0.0/19', '10.20.32.0/19', '10.20.64.0/19']);
    expect(rangesOf('public')).toEqual(['10.20.96.0/24', '10.20.97.0/24', '10.20.98.0/24']);
    expect(rangesOf('isolated')).toEqual(['10.20.100.0/22', '10.20.104.0/22', '10.20.108.0/22']);
    for (const name of network.slots.filter(s => /Subnet\d$/.test(s))) {
      expect(slot(name).MapPublicIpOnLaunch).toBe(false);
    }
  });

  test('stand in the zones that were named', () => {
    const { slot, network } = networkIn(PRODUCTION, { availabilityZones: ['eu-west-1a', 'eu-west-1c'] });
    expect(slot('isolatedSubnet2').AvailabilityZone).toBe('eu-west-1c');
    expect(network.availabilityZones).toEqual(['eu-west-1a', 'eu-west-1c']);
    expect(network.isolatedSubnetIds).toHaveLength(2);
  });

  test('are told apart by CDK look-ups of others', () => {
    const { slot } = networkIn(PRODUCTION);
    expect(slot('isolatedSubnet1').Tags).toEqual(
      expect.arrayContaining([
        { Key: 'aws-cdk:subnet-type', Value: 'Isolated' },
        { Key: 'Name', Value: 'Platform/Network/isolated-1' },
      ]),
    );
  });
});

describe('ways out', () => {
  test('in production each zone has its own NAT gateway', () => {
    const { network, slot } = networkIn(PRODUCTION);
    [1, 2, 3].forEach(zone => {
      expect(slot(`privateRoute${zone}`)).toMatchObject({
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: { Ref: idOf(network, `natGateway${zone}`) },
        RouteTableId: { Ref: idOf(network, `privateRouteTable${zone}`) },
      });
      expect(slot(`natGateway${zone}`).SubnetId).toEqual({ Ref: idOf(network, `publicSubnet${zone}`) });
    });
  });

  test('below, the zones share one', () => {
    const { network, slot, template } = networkIn(STAGING);
    template().resourceCountIs('AWS::EC2::NatGateway', 1);
    expect(slot('privateRoute2').NatGatewayId).toEqual({ Ref: idOf(network, 'natGateway1') });
  });

  test('isolated subnets have none', () => {
    const { network, slot, template } = networkIn(PRODUCTION);
    const isolated = { Ref: idOf(network, 'isolatedRouteTable') };
    expect(
      Object.values(template().findResources('AWS::EC2::Route')).map(route => route.Properties.RouteTableId),
    ).not.toContainEqual(isolated);
    [1, 2, 3].forEach(zone => expect(slot(`isolatedSubnetAssociation${zone}`).RouteTableId).toEqual(isolated));
  });

  test('without NAT gateways nobody has, but public subnets', () => {
    const { template, network } = networkIn(PRODUCTION, { natGateways: 0 });
    template().resourceCountIs('AWS::EC2::NatGateway', 0);
    template().resourceCountIs('AWS::EC2::EIP', 0);
    expect(Object.keys(template().findResources('AWS::EC2::Route'))).toEqual([idOf(network, 'publicRoute')]);
  });

  test('without public subnets there is no internet gateway', () => {
    const { template, network } = networkIn(PRODUCTION, { publicSubnets: false });
    template().resourceCountIs('AWS::EC2::InternetGateway', 0);
    template().resourceCountIs('AWS::EC2::Route', 0);
    expect(network.publicSubnetIds).toEqual([]);
  });

  test('are there before whatever stands in a subnet', () => {
    const { network, whole } = networkIn(PRODUCTION);
    expect(whole('publicSubnet1').DependsOn).toEqual([idOf(network, 'publicRoute')]);
    expect(whole('publicRoute').DependsOn).toEqual([idOf(network, 'internetGatewayAttachment')]);
    expect(whole('privateSubnet2').DependsOn).toEqual([idOf(network, 'privateRoute2')]);
    expect(whole('natGateway1').DependsOn).toEqual([idOf(network, 'publicSubnetAssociation1')]);
    expect(whole('isolatedSubnet1').DependsOn).toBeUndefined();
  });
});

describe('endpoints', () => {
  test('S3 and DynamoDB are reached from all route tables, for free', () => {
    const { network, slot } = networkIn(DEVELOPMENT);
    const tables = ['publicRouteTable', 'privateRouteTable1', 'privateRouteTable2', 'isolatedRouteTable'].map(name => ({
      Ref: idOf(network, name),
    }));
    expect(slot('gatewayEndpointS3')).toMatchObject({ VpcEndpointType: 'Gateway', RouteTableIds: tables });
    expect(slot('gatewayEndpointDynamodb').ServiceName).toEqual({
      'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.dynamodb']],
    });
  });

  test("only this account's principals get through, except to S3", () => {
    const { slot } = networkIn(PRODUCTION, { interfaceEndpoints: ['sqs'] });
    const ownAccount = { Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } } };
    expect(slot('gatewayEndpointDynamodb').PolicyDocument.Statement).toEqual([expect.objectContaining(ownAccount)]);
    expect(slot('interfaceEndpointSqs').PolicyDocument.Statement).toEqual([expect.objectContaining(ownAccount)]);
    expect(slot('gatewayEndpointS3').PolicyDocument).toBeUndefined();
    const open = networkIn(PRODUCTION, {}, { defaults: { 'network.endpointPrincipals': 'anyone' } });
    expect(open.slot('gatewayEndpointDynamodb').PolicyDocument).toBeUndefined();
  });

  test('interface endpoints let 443 in from the network, nothing else, and nothing out', () => {
    const { slot, network } = networkIn(STAGING, { natGateways: 0, cidrBlock: '10.9.0.0/16' });
    expect(network.slots).toEqual(
      expect.arrayContaining([
        'interfaceEndpointEcrApi',
        'interfaceEndpointEcrDkr',
        'interfaceEndpointLogs',
        'interfaceEndpointSecretsmanager',
      ]),
    );
    expect(slot('endpointSecurityGroup').SecurityGroupIngress).toEqual([
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        CidrIp: '10.9.0.0/16',
        Description: 'From anywhere in the network',
      },
    ]);
    expect(slot('endpointSecurityGroup').SecurityGroupEgress).toEqual([
      expect.objectContaining({ IpProtocol: 'icmp', CidrIp: '255.255.255.255/32' }),
    ]);
    expect(slot('interfaceEndpointLogs')).toMatchObject({
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
      SubnetIds: network.resources.privateSubnets.map((_, zone) => ({
        Ref: idOf(network, `privateSubnet${zone + 1}`),
      })),
    });
  });

  test('in development they stand in one zone', () => {
    const { slot } = networkIn(DEVELOPMENT, { natGateways: 0 });
    expect(slot('interfaceEndpointLogs').SubnetIds).toHaveLength(1);
  });
});

describe('records', () => {
  test.each([
    [DEVELOPMENT, 'REJECT', 7, false],
    [STAGING, 'REJECT', 30, true],
    [PRODUCTION, 'ALL', 365, true],
  ] as const)('%s: %s for %s days', (tier, traffic, days, ownKey) => {
    const { network, slot, whole } = networkIn(tier);
    expect(slot('flowLog')).toMatchObject({
      ResourceType: 'VPC',
      TrafficType: traffic,
      MaxAggregationInterval: 600,
      LogDestinationType: 'cloud-watch-logs',
    });
    for (const group of ['flowLogGroup', 'closingLogGroup']) {
      expect(slot(group).RetentionInDays).toBe(days);
      expect(slot(group).KmsKeyId).toEqual(ownKey ? { 'Fn::GetAtt': [idOf(network, 'logKey'), 'Arn'] } : undefined);
      expect(whole(group).DeletionPolicy).toBe(tier === PRODUCTION ? 'RetainExceptOnCreate' : 'Delete');
    }
    expect(network.slots.includes('logKey')).toBe(ownKey);
  });

  test('the key outlives the logs, rotates, and serves log groups of this account', () => {
    const { slot, whole } = networkIn(PRODUCTION);
    expect(whole('logKey')).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    expect(slot('logKey').EnableKeyRotation).toBe(true);
    const [account, service, grants] = slot('logKey').KeyPolicy.Statement;
    // To change the key, and not to read what it encrypts.
    expect(account.Action.join()).not.toMatch(/kms:(\*|Decrypt|Encrypt|Generate|ReEncrypt)/);
    expect(JSON.stringify(service.Condition)).toContain(':log-group:*');
    expect(grants).toMatchObject({ Effect: 'Deny', Action: 'kms:CreateGrant' });
  });

  test('who writes the flow log may write to this log group and no other', () => {
    const { network, slot, whole } = networkIn(PRODUCTION);
    expect(slot('flowLogRolePolicy').PolicyDocument.Statement).toEqual([
      expect.objectContaining({ Resource: { 'Fn::GetAtt': [idOf(network, 'flowLogGroup'), 'Arn'] } }),
    ]);
    const Condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    const Principal = { Service: 'vpc-flow-logs.amazonaws.com' };
    expect(slot('flowLogRole').AssumeRolePolicyDocument.Statement[0]).toMatchObject({ Principal, Condition });
    expect(slot('closingRole').AssumeRolePolicyDocument.Statement[0]).toMatchObject({ Condition });
    expect(whole('flowLog').DependsOn).toEqual([idOf(network, 'flowLogRolePolicy')]);
  });
});

describe('publishing', () => {
  test('writes what fromParameters reads', () => {
    const { network, slot, template } = networkIn(STAGING, { publishTo: '/acme/staging/network' });
    template().resourceCountIs('AWS::SSM::Parameter', 6);
    expect(slot('vpcIdParameter')).toMatchObject({
      Name: '/acme/staging/network/vpc-id',
      Type: 'String',
      Value: { Ref: idOf(network, 'vpc') },
    });
    expect(slot('privateSubnetIdsParameter')).toMatchObject({
      Name: '/acme/staging/network/private-subnet-ids',
      Type: 'StringList',
      Value: {
        'Fn::Join': [',', [{ Ref: idOf(network, 'privateSubnet1') }, { Ref: idOf(network, 'privateSubnet2') }]],
      },
    });
  });

  test('leaves out an empty list, which SSM would refuse', () => {
    const { template } = networkIn(STAGING, { publishTo: '/acme/network', publicSubnets: false });
    template().resourceCountIs('AWS::SSM::Parameter', 5);
    template().resourcePropertiesCountIs('AWS::SSM::Parameter', { Name: Match.stringLikeRegexp('public') }, 0);
  });
});

test('is owned by the platform team unless it says otherwise, and everything that can be is tagged so', () => {
  const ours = networkIn(PRODUCTION);
  expect(ours.network.owner).toBe('platform');
  expect(ours.slot('natGateway2').Tags).toEqual(
    expect.arrayContaining([
      { Key: 'goldenpath:owner', Value: 'platform' },
      { Key: 'goldenpath:tier', Value: 'production' },
    ]),
  );
  expect(networkIn(PRODUCTION, { owner: 'team-edge' }).network.owner).toBe('team-edge');
});

test('a removal policy of the platform team is no escape', () => {
  const { network } = networkIn(PRODUCTION);
  network.resources.vpc.applyRemovalPolicy(RemovalPolicy.RETAIN);
  expect(network.escapes).toEqual([expect.objectContaining({ slot: 'vpc', kind: 'organization-policy' })]);
});
