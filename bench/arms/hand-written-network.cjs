// The network under the hand-written arms, with CDK's L2s: what goldenpath's Network has, as closely as they allow.
const { RemovalPolicy, Stack, aws_ec2: ec2, aws_logs: logs } = require('aws-cdk-lib');
const { logKey } = require('./hand-written-key.cjs');
const { environment: env, availabilityZones } = require('./scenario.cjs');

exports.network = app => {
  const stack = new Stack(app, 'Network', { env });
  const vpc = new ec2.Vpc(stack, 'Network', {
    ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/16'),
    availabilityZones,
    natGateways: 3,
    subnetConfiguration: [
      { name: 'Private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 19 },
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      { name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 22 },
    ],
    restrictDefaultSecurityGroup: true,
    gatewayEndpoints: {
      S3: { service: ec2.GatewayVpcEndpointAwsService.S3 },
      DynamoDb: { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB },
    },
  });
  const key = logKey(stack, 'LogKey');
  const logGroup = new logs.LogGroup(stack, 'FlowLogGroup', {
    retention: logs.RetentionDays.ONE_YEAR,
    encryptionKey: key,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup),
    trafficType: ec2.FlowLogTrafficType.ALL,
  });
  return vpc;
};
