// The network under the services.
const { CloudwatchLogGroup } = require('@cdktf/provider-aws/lib/cloudwatch-log-group');
const { DefaultSecurityGroup } = require('@cdktf/provider-aws/lib/default-security-group');
const { Eip } = require('@cdktf/provider-aws/lib/eip');
const { FlowLog } = require('@cdktf/provider-aws/lib/flow-log');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { InternetGateway } = require('@cdktf/provider-aws/lib/internet-gateway');
const { InternetGatewayAttachment } = require('@cdktf/provider-aws/lib/internet-gateway-attachment');
const { KmsKey } = require('@cdktf/provider-aws/lib/kms-key');
const { NatGateway } = require('@cdktf/provider-aws/lib/nat-gateway');
const { Route } = require('@cdktf/provider-aws/lib/route');
const { RouteTable } = require('@cdktf/provider-aws/lib/route-table');
const { RouteTableAssociation } = require('@cdktf/provider-aws/lib/route-table-association');
const { Subnet } = require('@cdktf/provider-aws/lib/subnet');
const { Vpc } = require('@cdktf/provider-aws/lib/vpc');
const { VpcEndpoint } = require('@cdktf/provider-aws/lib/vpc-endpoint');
const { assumedBy, document, logKeyPolicy } = require('./document.cjs');
const { availabilityZones } = require('../scenario.cjs');

const EVERYWHERE = '0.0.0.0/0';

exports.network = place => {
  const { stack } = place;
  const cidrBlock = '10.0.0.0/16';
  const named = name => ({ Name: `Network/${name}` });
  const vpc = new Vpc(stack, 'Vpc', {
    cidrBlock,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: named('vpc'),
  });
  const internetGateway = new InternetGateway(stack, 'InternetGateway', { tags: named('internet') });
  const attachment = new InternetGatewayAttachment(stack, 'InternetGatewayAttachment', {
    vpcId: vpc.id,
    internetGatewayId: internetGateway.id,
  });

  const table = (id, name) => new RouteTable(stack, id, { vpcId: vpc.id, tags: named(name) });
  const publicTable = table('PublicRouteTable', 'public');
  const isolatedTable = table('IsolatedRouteTable', 'isolated');
  const publicRoute = new Route(stack, 'PublicRoute', {
    routeTableId: publicTable.id,
    destinationCidrBlock: EVERYWHERE,
    gatewayId: internetGateway.id,
    dependsOn: [attachment],
  });
  const subnet = (kind, zone, cidr, dependsOn) =>
    new Subnet(stack, `${kind}Subnet${zone + 1}`, {
      vpcId: vpc.id,
      cidrBlock: cidr,
      availabilityZone: availabilityZones[zone],
      mapPublicIpOnLaunch: false,
      dependsOn,
      tags: { ...named(`${kind.toLowerCase()}-${zone + 1}`), 'aws-cdk:subnet-name': kind, 'aws-cdk:subnet-type': kind },
    });
  const associate = (kind, zone, { id: subnetId }, { id: routeTableId }) =>
    new RouteTableAssociation(stack, `${kind}SubnetAssociation${zone + 1}`, { subnetId, routeTableId });

  const zones = availabilityZones.map((_, zone) => {
    const publicSubnet = subnet('Public', zone, `10.0.${96 + zone}.0/24`, [publicRoute]);
    const publicAssociation = associate('Public', zone, publicSubnet, publicTable);
    const address = new Eip(stack, `Address${zone + 1}`, { domain: 'vpc', tags: named(`nat-${zone + 1}`) });
    const gateway = new NatGateway(stack, `NatGateway${zone + 1}`, {
      subnetId: publicSubnet.id,
      allocationId: address.allocationId,
      dependsOn: [publicAssociation],
      tags: named(`nat-${zone + 1}`),
    });
    const privateTable = table(`PrivateRouteTable${zone + 1}`, `private-${zone + 1}`);
    const privateRoute = new Route(stack, `PrivateRoute${zone + 1}`, {
      routeTableId: privateTable.id,
      destinationCidrBlock: EVERYWHERE,
      natGatewayId: gateway.id,
    });
    const privateSubnet = subnet('Private', zone, `10.0.${32 * zone}.0/19`, [privateRoute]);
    associate('Private', zone, privateSubnet, privateTable);
    const isolatedSubnet = subnet('Isolated', zone, `10.0.${100 + 4 * zone}.0/22`);
    associate('Isolated', zone, isolatedSubnet, isolatedTable);
    return { publicSubnet, privateSubnet, isolatedSubnet, privateTable };
  });

  endpoints(place, vpc, [publicTable, ...zones.map(({ privateTable }) => privateTable), isolatedTable]);
  flowLog(place, vpc);
  new DefaultSecurityGroup(stack, 'ClosedDefaultSecurityGroup', { vpcId: vpc.id, tags: named('closed') });
  return {
    vpcId: vpc.id,
    cidrBlock,
    publicSubnetIds: zones.map(({ publicSubnet }) => publicSubnet.id),
    privateSubnetIds: zones.map(({ privateSubnet }) => privateSubnet.id),
    isolatedSubnetIds: zones.map(({ isolatedSubnet }) => isolatedSubnet.id),
  };
};

function endpoints({ stack, region, account }, vpc, tables) {
  const routeTableIds = tables.map(({ id }) => id);
  const endpoint = (service, more) =>
    new VpcEndpoint(stack, `Endpoint-${service}`, {
      vpcId: vpc.id,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${region}.${service}`,
      routeTableIds,
      tags: { Name: `Network/${service}` },
      ...more,
    });
  endpoint('s3');
  endpoint('dynamodb', {
    policy: document({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: '*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
        },
      ],
    }),
  });
}

function flowLog(place, vpc) {
  const { stack, account } = place;
  const key = new KmsKey(stack, 'LogKey', {
    description: 'Logs of the network',
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: logKeyPolicy(place),
    lifecycle: { preventDestroy: true },
  });
  const group = new CloudwatchLogGroup(stack, 'FlowLogGroup', {
    retentionInDays: 365,
    kmsKeyId: key.arn,
    skipDestroy: true,
  });
  const role = new IamRole(stack, 'FlowLogRole', {
    description: 'Writes the flow log of the network.',
    assumeRolePolicy: assumedBy('vpc-flow-logs.amazonaws.com', account),
  });
  const policy = new IamRolePolicy(stack, 'FlowLogRolePolicy', {
    name: 'WriteFlowLog',
    role: role.id,
    policy: document({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: `${group.arn}:*`,
        },
      ],
    }),
  });
  new FlowLog(stack, 'FlowLog', {
    vpcId: vpc.id,
    trafficType: 'ALL',
    maxAggregationInterval: 600,
    logDestinationType: 'cloud-watch-logs',
    logDestination: group.arn,
    iamRoleArn: role.arn,
    dependsOn: [policy],
    tags: { Name: 'Network' },
  });
}
