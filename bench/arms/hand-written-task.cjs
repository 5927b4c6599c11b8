// The cluster, logs, roles and task definition of a container, written by hand with CDK's L2s.
const {
  Duration,
  RemovalPolicy,
  Size,
  aws_ec2: ec2,
  aws_ecs: ecs,
  aws_iam: iam,
  aws_logs: logs,
} = require('aws-cdk-lib');
const { logKey } = require('./hand-written-key.cjs');

exports.task = (scope, vpc, { image, name, stopTimeout, environment, spot = false, ...container }) => {
  const where = scope.node.path;
  const cluster = new ecs.Cluster(scope, 'Cluster', {
    vpc,
    containerInsightsV2: ecs.ContainerInsights.ENABLED,
    enableFargateCapacityProviders: spot,
  });
  const logGroup = new logs.LogGroup(scope, 'LogGroup', {
    retention: logs.RetentionDays.ONE_YEAR,
    encryptionKey: logKey(scope, 'LogKey'),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const role = (id, description) =>
    new iam.Role(scope, id, {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': cluster.stack.account } },
      }),
      description,
    });
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
    cpu: 512,
    memoryLimitMiB: 1024,
    runtimePlatform: {
      operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
      cpuArchitecture: ecs.CpuArchitecture.ARM64,
    },
    executionRole: role('ExecutionRole', `Starts the tasks of ${where}`),
    taskRole: role('TaskRole', `What ${where} may do`),
  });
  const linuxParameters = new ecs.LinuxParameters(scope, 'LinuxParameters', { initProcessEnabled: true });
  linuxParameters.dropCapabilities(ecs.Capability.ALL);
  linuxParameters.addTmpfs({
    containerPath: '/tmp',
    size: 64,
    mountOptions: [ecs.TmpfsMountOption.NOSUID, ecs.TmpfsMountOption.NODEV],
  });
  taskDefinition.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(image),
    user: '1000:1000',
    memoryLimitMiB: 1024,
    readonlyRootFilesystem: true,
    linuxParameters,
    stopTimeout: Duration.seconds(stopTimeout),
    environment: {
      ...environment,
      OTEL_SERVICE_NAME: name,
      OTEL_RESOURCE_ATTRIBUTES: `service.name=${name},service.version=1.4.2,deployment.environment.name=production`,
    },
    logging: ecs.LogDrivers.awsLogs({
      logGroup,
      streamPrefix: 'app',
      mode: ecs.AwsLogDriverMode.NON_BLOCKING,
      maxBufferSize: Size.mebibytes(25),
    }),
    ...container,
  });
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    vpc,
    allowAllOutbound: false,
    description: `Tasks of ${where}`,
  });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'HTTPS: images, AWS, other services');
  return { cluster, logGroup, taskDefinition, securityGroup };
};

/** What every service of ECS has, whatever it runs. */
exports.serviceProps = ({ cluster, taskDefinition, securityGroup }, alarms) => ({
  cluster,
  taskDefinition,
  platformVersion: ecs.FargatePlatformVersion.LATEST,
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
  securityGroups: [securityGroup],
  assignPublicIp: false,
  minHealthyPercent: 100,
  maxHealthyPercent: 200,
  circuitBreaker: { rollback: true },
  deploymentAlarms: { alarmNames: alarms.map(alarm => alarm.alarmName), behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM },
  availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
  enableECSManagedTags: true,
  propagateTags: ecs.PropagatedTagSource.SERVICE,
});
