import { AwsApi } from './aws-api';
import { addressOf, Deployed, letIn } from './deployed';
import { Steps } from './scenario';

/** The resources of a shop in production, read from their own services. */
export function showResources({ shows }: Pick<Steps, 'shows'>, aws: () => AwsApi, now: () => Promise<Deployed>): void {
  shows('an ECS service that replaces versions without an outage, and takes bad ones back', async () => {
    const deployed = await now();
    const { cluster, service, groups } = await deployed.service();
    expect(cluster.settings).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
    expect(service).toMatchObject({
      status: 'ACTIVE',
      launchType: 'FARGATE',
      healthCheckGracePeriodSeconds: 60,
      availabilityZoneRebalancing: 'ENABLED',
      enableExecuteCommand: false,
    });
    expect(service.networkConfiguration!.awsvpcConfiguration).toMatchObject({ assignPublicIp: 'DISABLED' });
    expect(await deployed.subnetNames(service.networkConfiguration!.awsvpcConfiguration!.subnets!)).toEqual(
      [1, 2, 3].map(zone => `Shop/Network/private-${zone}`),
    );
    const {
      deploymentConfiguration: { deploymentCircuitBreaker, minimumHealthyPercent, maximumPercent, alarms } = {},
    } = service;
    expect(deploymentCircuitBreaker).toEqual({ enable: true, rollback: true });
    expect([minimumHealthyPercent, maximumPercent]).toEqual([100, 200]);
    expect(alarms).toMatchObject({ enable: true, rollback: true });
    const existing = (await deployed.alarms()).map(({ AlarmName }) => AlarmName);
    expect(alarms!.alarmNames).toHaveLength(3);
    expect(existing).toEqual(expect.arrayContaining(alarms!.alarmNames!));
    expect(groups).toHaveLength(1);
  });

  shows('the hardened container, with its variables', async () => {
    const { task, container, environment } = await (await now()).service();
    expect(task).toMatchObject({
      networkMode: 'awsvpc',
      cpu: '512',
      memory: '1024',
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
    });
    expect(container).toMatchObject({
      image: 'public.ecr.aws/acme/shop:1.4.2',
      essential: true,
      user: '1000:1000',
      readonlyRootFilesystem: true,
      stopTimeout: 30,
      linuxParameters: {
        initProcessEnabled: true,
        capabilities: { drop: ['ALL'] },
        tmpfs: [{ containerPath: '/tmp', size: 64 }],
      },
      portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      healthCheck: { interval: 15, timeout: 5, retries: 3, startPeriod: 60 },
      logConfiguration: { logDriver: 'awslogs', options: { mode: 'non-blocking' } },
    });
    expect(environment).toMatchObject({
      PORT: '8080',
      GREETING: 'hello',
      OTEL_SERVICE_NAME: 'Shop',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Shop,service.version=1.4.2,deployment.environment.name=production',
    });
  });

  shows('a private load balancer behind an HTTP API, with a firewall', async () => {
    const deployed = await now();
    const { attributes, listeners, targetGroup, targetAttributes, firewall } = await deployed.loadBalancing();
    expect(attributes).toMatchObject({
      'deletion_protection.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': deployed.ids('AWS::S3::Bucket')[0],
    });
    expect(targetGroup).toMatchObject({
      TargetType: 'ip',
      Port: 80,
      HealthCheckEnabled: true,
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 15,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    });
    expect(targetAttributes).toMatchObject({
      'deregistration_delay.timeout_seconds': '30',
      'load_balancing.algorithm.type': 'least_outstanding_requests',
    });
    expect(listeners.map(({ Port, DefaultActions }) => [Port, DefaultActions![0].TargetGroupArn])).toEqual([
      [80, targetGroup.TargetGroupArn],
    ]);
    expect(firewall.Rules!.map(({ Name }) => Name)).toEqual([
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'RateLimit',
    ]);
    const { api, stages, integrations, vpcLink } = await deployed.httpApi();
    expect(api.ProtocolType).toBe('HTTP');
    expect(stages).toMatchObject([
      {
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
      },
    ]);
    expect(integrations).toMatchObject([
      { ConnectionType: 'VPC_LINK', ConnectionId: vpcLink.VpcLinkId, IntegrationUri: listeners[0].ListenerArn },
    ]);
    expect(
      (await aws().stack('Shop')).Outputs!.find(({ OutputKey }) => OutputKey!.startsWith('ShopUrl'))!.OutputValue,
    ).toBe(api.ApiEndpoint);
  });

  shows('scaling by CPU and by requests', async () => {
    const { least, most, policies } = await (await now()).scaling();
    expect([least, most]).toEqual([3, 30]);
    expect(policies).toHaveLength(2);
    expect(policies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          TargetValue: 60,
          ScaleInCooldown: 300,
          ScaleOutCooldown: 60,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        }),
        expect.objectContaining({
          TargetValue: 1500,
          PredefinedMetricSpecification: expect.objectContaining({ PredefinedMetricType: 'ALBRequestCountPerTarget' }),
        }),
      ]),
    );
  });

  shows('a database that survives a zone, a mistake and a thief', async () => {
    const deployed = await now();
    const { cluster, nodes } = await deployed.database();
    expect(cluster).toMatchObject({
      Engine: 'aurora-postgresql',
      DatabaseName: 'shop',
      Port: 5433,
      MasterUsername: 'dbowner',
      StorageEncrypted: true,
      IAMDatabaseAuthenticationEnabled: true,
      DeletionProtection: true,
      CopyTagsToSnapshot: true,
      BackupRetentionPeriod: 35,
      EnabledCloudwatchLogsExports: ['postgresql'],
      ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 4 },
    });
    expect(deployed.ids('AWS::KMS::Key').some(key => cluster.KmsKeyId!.endsWith(key))).toBe(true);
    expect(cluster.DBSubnetGroup).toBe(deployed.ids('AWS::RDS::DBSubnetGroup')[0]);
    expect(nodes).toHaveLength(2);
    for (const node of nodes) {
      expect(node).toMatchObject({
        DBInstanceClass: 'db.serverless',
        PubliclyAccessible: false,
        MonitoringInterval: 60,
        PerformanceInsightsEnabled: true,
      });
    }
    expect(await deployed.subnetNames(await deployed.databaseSubnetIds())).toEqual(
      [1, 2, 3].map(zone => `Shop/Network/isolated-${zone}`),
    );
    expect(await deployed.parameters()).toMatchObject({
      'rds.force_ssl': '1',
      log_statement: 'ddl',
      log_min_duration_statement: '1000',
    });
    expect(deployed.ids('AWS::Logs::LogGroup')).toContain(`/aws/rds/cluster/${cluster.DBClusterIdentifier}/postgresql`);
  });

  shows('that the service can reach its database, log in, and is the only one', async () => {
    const deployed = await now();
    const { environment, groups } = await deployed.service();
    const { cluster } = await deployed.database();
    expect(environment).toMatchObject({
      SHOP_DB_HOST: expect.stringMatching(addressOf(cluster.DBClusterIdentifier!, 'cluster')),
      SHOP_DB_READER_HOST: expect.stringMatching(addressOf(cluster.DBClusterIdentifier!, 'cluster-ro')),
      SHOP_DB_PORT: '5433',
      SHOP_DB_NAME: 'shop',
      SHOP_DB_SECRET_ARN: cluster.MasterUserSecret!.SecretArn,
    });
    expect(await deployed.secret(environment.SHOP_DB_SECRET_ARN)).toEqual(
      expect.objectContaining({ username: 'dbowner', password: expect.stringMatching(/.{8,}/) }),
    );
    const [databaseGroup] = await deployed.securityGroups(
      cluster.VpcSecurityGroups!.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId!),
    );
    expect(letIn(databaseGroup)).toEqual([`${groups[0]}:5433`]);
    const all = await deployed.securityGroups(deployed.ids('AWS::EC2::SecurityGroup'));
    expect(all.flatMap(letIn).filter(rule => rule.startsWith('0.0.0.0/0'))).toEqual([]);
  });

  shows('a default security group that is closed', async () => {
    const deployed = await now();
    const [closed] = await deployed.securityGroups(deployed.ids('Custom::ClosedDefaultSecurityGroup'));
    expect(closed).toMatchObject({
      GroupName: 'default',
      VpcId: deployed.ids('AWS::EC2::VPC')[0],
      IpPermissions: [],
      IpPermissionsEgress: [],
    });
  });

  shows('its manifest to whoever asks DescribeStacks', async () => {
    const output = (await aws().stack('Shop')).Outputs!.find(({ OutputKey }) => OutputKey === 'GoldenPathManifest')!;
    expect(JSON.parse(output.OutputValue!)).toMatchObject({
      v: '1',
      edition: '2026.12',
      tier: 'production',
      owners: ['platform', 'team-shop'],
      capabilities: { network: { count: 1 }, database: { count: 1 }, service: { count: 1 } },
      escapes: { recorded: 1, unrecorded: 0 },
    });
  });

  shows('what was escaped from the path', async () => {
    expect((await (await now()).service()).service.propagateTags).toBe('TASK_DEFINITION');
  });
}
