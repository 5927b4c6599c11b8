// What goldenpath's GoldenPathService has on the production tier, written by hand with CDK's L2s.
const {
  Duration, RemovalPolicy, Size, aws_certificatemanager: acm, aws_ec2: ec2, aws_ecs: ecs, aws_elasticloadbalancingv2: elbv2, aws_iam: iam, aws_kms: kms,
  aws_logs: logs, aws_route53: route53, aws_route53_targets: targets, aws_s3: s3,
} = require('aws-cdk-lib');
const { firewall } = require('./hand-written-firewall.cjs');
const { observe, userAlarms } = require('./hand-written-observability.cjs');
const { environment: env, hostedZoneId, image } = require('./scenario.cjs');

exports.service = (stack, vpc, topic, database, domainName) => {
  const { task, cluster, logGroup } = taskOf(stack, vpc, database);
  const { loadBalancer, targetGroup } = balancerOf(stack, vpc, domainName);
  const alarms = userAlarms(stack, topic, loadBalancer, targetGroup);
  const securityGroup = new ec2.SecurityGroup(stack, 'SecurityGroup', { vpc, allowAllOutbound: false, description: `Tasks of ${stack.stackName}` });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'HTTPS: images, AWS, other services');
  const service = new ecs.FargateService(stack, 'Service', {
    cluster,
    taskDefinition: task,
    platformVersion: ecs.FargatePlatformVersion.VERSION1_4,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [securityGroup],
    assignPublicIp: false,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { rollback: true },
    deploymentAlarms: { alarmNames: alarms.map(alarm => alarm.alarmName), behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM },
    availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
    healthCheckGracePeriod: Duration.seconds(60),
    enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
  });
  service.attachToApplicationTargetGroup(targetGroup);
  service.connections.allowToDefaultPort(database.cluster);
  const scaling = service.autoScaleTaskCount({ minCapacity: 3, maxCapacity: 30 });
  const cooldowns = { scaleInCooldown: Duration.seconds(300), scaleOutCooldown: Duration.seconds(60) };
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, ...cooldowns });
  scaling.scaleOnRequestCount('Requests', { requestsPerTarget: 1500, targetGroup, ...cooldowns });
  observe(stack, { topic, service, loadBalancer, targetGroup, logGroup, alarms });
};

function taskOf(stack, vpc, { cluster: database, key: databaseKey }) {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENHANCED });
  const key = new kms.Key(stack, 'LogKey', { description: `Log groups of ${stack.stackName}`, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  key.grantEncryptDecrypt(new iam.ServicePrincipal(`logs.${env.region}.amazonaws.com`));
  const logGroup = new logs.LogGroup(stack, 'LogGroup', { retention: logs.RetentionDays.ONE_YEAR, encryptionKey: key, removalPolicy: RemovalPolicy.RETAIN });
  const role = (id, description) => new iam.Role(stack, id, {
    assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    description,
  });
  const task = new ecs.FargateTaskDefinition(stack, 'TaskDefinition', {
    cpu: 512,
    memoryLimitMiB: 1024,
    runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.LINUX, cpuArchitecture: ecs.CpuArchitecture.ARM64 },
    executionRole: role('ExecutionRole', `Starts the tasks of ${stack.stackName}`),
    taskRole: role('TaskRole', `What ${stack.stackName} may do`),
  });
  const linuxParameters = new ecs.LinuxParameters(stack, 'LinuxParameters', { initProcessEnabled: true });
  linuxParameters.dropCapabilities(ecs.Capability.ALL);
  linuxParameters.addTmpfs({ containerPath: '/tmp', size: 64, mountOptions: [ecs.TmpfsMountOption.NOSUID, ecs.TmpfsMountOption.NODEV] });
  const probe = 'http://127.0.0.1:8080/health';
  task.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(image),
    user: '1000:1000',
    memoryLimitMiB: 1024,
    readonlyRootFilesystem: true,
    linuxParameters,
    stopTimeout: Duration.seconds(30),
    portMappings: [{ containerPort: 8080, name: 'app', appProtocol: ecs.AppProtocol.http }],
    environment: {
      PORT: '8080',
      OTEL_SERVICE_NAME: 'Service',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Service,service.version=1.4.2,deployment.environment.name=production',
      DATABASE_HOST: database.clusterEndpoint.hostname,
      DATABASE_READER_HOST: database.clusterReadEndpoint.hostname,
      DATABASE_PORT: '5433',
      DATABASE_NAME: 'app',
      DATABASE_ENGINE: 'postgres',
      DATABASE_SECRET_ARN: database.secret.secretArn,
    },
    healthCheck: {
      command: ['CMD-SHELL', `if command -v curl >/dev/null; then curl -fsS -o /dev/null '${probe}'; elif command -v wget >/dev/null; then wget -q -O /dev/null '${probe}'; fi`],
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(60),
    },
    logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 'app', mode: ecs.AwsLogDriverMode.NON_BLOCKING, maxBufferSize: Size.mebibytes(25) }),
  });
  database.secret.grantRead(task.taskRole);
  databaseKey.grantDecrypt(task.taskRole);
  return { task, cluster, logGroup };
}

function balancerOf(stack, vpc, domainName) {
  const securityGroup = new ec2.SecurityGroup(stack, 'LoadBalancerSecurityGroup', { vpc, allowAllOutbound: false, description: `Load balancer of ${stack.stackName}` });
  securityGroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'From everywhere');
  const bucket = new s3.Bucket(stack, 'AccessLogBucket', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [{
      id: 'expire',
      expiration: Duration.days(365),
      noncurrentVersionExpiration: Duration.days(1),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
  });
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', {
    vpc,
    internetFacing: true,
    securityGroup,
    deletionProtection: true,
    dropInvalidHeaderFields: true,
    desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
    idleTimeout: Duration.seconds(60),
  });
  loadBalancer.logAccessLogs(bucket);
  const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId, zoneName: 'acme.com' });
  const certificate = new acm.Certificate(stack, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(zone) });
  const targetGroup = new elbv2.ApplicationTargetGroup(stack, 'TargetGroup', {
    vpc,
    targetType: elbv2.TargetType.IP,
    protocol: elbv2.ApplicationProtocol.HTTP,
    port: 8080,
    deregistrationDelay: Duration.seconds(30),
    loadBalancingAlgorithmType: elbv2.TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
    healthCheck: {
      path: '/health',
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
      healthyHttpCodes: '200',
    },
  });
  loadBalancer.addListener('Listener', {
    port: 443,
    protocol: elbv2.ApplicationProtocol.HTTPS,
    certificates: [certificate],
    sslPolicy: elbv2.SslPolicy.TLS13_12_RES_PQ,
    defaultTargetGroups: [targetGroup],
    open: false,
  });
  new route53.ARecord(stack, 'DnsRecord', { zone, recordName: `${domainName}.`, target: route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(loadBalancer)) });
  firewall(stack, loadBalancer.loadBalancerArn);
  return { loadBalancer, targetGroup };
}
