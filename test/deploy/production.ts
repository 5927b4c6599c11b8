import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { ModifyLoadBalancerAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBClusterSnapshotsCommand, ModifyDBClusterCommand } from '@aws-sdk/client-rds';
import { AwsApi } from './aws-api';
import { CdkApp, Context, refused, succeeded } from './cdk';
import { addressOf, Deployed, letIn } from './deployed';
import { missing, survivors } from './inventory';
import { Steps } from './scenario';

const STACK = 'Shop';
const CHANGE: Context = { maxTasks: 40, size: 'medium', greeting: 'good day', backupRetentionDays: 20 };

/** Create, no change, change, a change that fails, and the two steps that it takes to remove what customers use. */
export function production({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const now = () => Deployed.of(aws(), STACK);
  let stackId: string;
  /** What must be the same as long as the stack lives. */
  let databaseId: string;

  does('is created', async () => {
    succeeded(await app().deploy([STACK]));
    const stack = await aws().stack(STACK);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    stackId = stack.StackId!;
    databaseId = (await (await now()).database()).cluster.DbClusterResourceId!;
  });

  shows('every resource that CloudFormation speaks of', async () => {
    expect(await missing(aws(), STACK)).toEqual([]);
  });

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
      Port: 8080,
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
      (await aws().stack(STACK)).Outputs!.find(({ OutputKey }) => OutputKey!.startsWith('ShopUrl'))!.OutputValue,
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
    for (const node of nodes)
      expect(node).toMatchObject({
        DBInstanceClass: 'db.serverless',
        PubliclyAccessible: false,
        MonitoringInterval: 60,
        PerformanceInsightsEnabled: true,
      });
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
    const output = (await aws().stack(STACK)).Outputs!.find(({ OutputKey }) => OutputKey === 'GoldenPathManifest')!;
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

  does('is deployed again, and nothing has happened', async () => {
    const before = {
      stack: await aws().stack(STACK),
      events: await aws().events(STACK),
      task: (await (await now()).service()).service.taskDefinition,
    };
    succeeded(await app().deploy([STACK]));
    const after = {
      stack: await aws().stack(STACK),
      events: await aws().events(STACK),
      task: (await (await now()).service()).service.taskDefinition,
    };
    expect(after).toEqual(before);
  });

  does('is changed, after scaling has changed the number of tasks', async () => {
    const { cluster, service } = await (await now()).service();
    await aws().ecs.send(
      new UpdateServiceCommand({ cluster: cluster.clusterArn, service: service.serviceArn, desiredCount: 5 }),
    );
    succeeded(await app().deploy([STACK], CHANGE));
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  const changed = async () => {
    const deployed = await now();
    const { service, task, environment } = await deployed.service();
    expect((await deployed.scaling()).most).toBe(40);
    expect(task).toMatchObject({ cpu: '1024', memory: '2048', revision: 2, status: 'ACTIVE' });
    expect(environment.GREETING).toBe('good day');
    expect(service.desiredCount).toBe(5);
    expect((await deployed.database()).cluster).toMatchObject({
      BackupRetentionPeriod: 20,
      DbClusterResourceId: databaseId,
    });
    expect(
      (await deployed.alarms()).filter(
        ({ ComparisonOperator }) => !/^(Greater|Less)Than(OrEqualTo)?Threshold$/.test(ComparisonOperator!),
      ),
    ).toEqual([]);
    expect(await missing(aws(), STACK)).toEqual([]);
  };
  shows('the change, the same database, and as many tasks as before', changed);

  does('is changed again, which AWS refuses in the middle', async () => {
    refused(
      await app().deploy([STACK], {
        ...CHANGE,
        maxTasks: 50,
        size: 'large',
        greeting: 'good night',
        backupRetentionDays: 21,
        refused: 'alarm',
      }),
    );
    expect((await aws().stack(STACK)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const events = await aws().events(STACK);
    expect(events.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED')).toMatchObject({
      ResourceType: 'AWS::CloudWatch::Alarm',
      ResourceStatusReason: expect.stringContaining('Sideways'),
    });
    // There was something to take back: the third revision had been made.
    expect(
      events.some(
        ({ PhysicalResourceId }) =>
          PhysicalResourceId?.includes('task-definition') && PhysicalResourceId.endsWith(':3'),
      ),
    ).toBe(true);
  });

  shows('the state before, all of it', changed);

  does('is protected against its end', async () => {
    succeeded(await app().deploy([STACK], { ...CHANGE, terminationProtection: true }));
    expect((await aws().stack(STACK)).EnableTerminationProtection).toBe(true);
    refused(await app().destroy([STACK], { ...CHANGE, terminationProtection: true }));
    await changed();
  });

  does('is destroyed, which the database and the load balancer refuse', async () => {
    succeeded(await app().deploy([STACK], CHANGE));
    expect((await aws().stack(STACK)).EnableTerminationProtection).toBe(false);
    const { MasterUserSecret } = (await (await now()).database()).cluster;
    refused(await app().destroy([STACK], CHANGE));
    expect((await aws().stack(STACK)).StackStatus).toBe('DELETE_FAILED');
    const left = await Deployed.of(aws(), STACK);
    expect((await left.database()).cluster).toMatchObject({
      Status: 'available',
      DbClusterResourceId: databaseId,
      DeletionProtection: true,
    });
    expect(await left.secret(MasterUserSecret!.SecretArn!)).toHaveProperty('password');
    expect((await survivors(aws(), stackId)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['AWS::RDS::DBCluster', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::S3::Bucket']),
    );
  });

  does('is destroyed, after somebody has taken the protection away', async () => {
    const deployed = await now();
    const [DBClusterIdentifier] = deployed.ids('AWS::RDS::DBCluster');
    const [LoadBalancerArn] = deployed.ids('AWS::ElasticLoadBalancingV2::LoadBalancer');
    await aws().rds.send(new ModifyDBClusterCommand({ DBClusterIdentifier, DeletionProtection: false }));
    await aws().loadBalancing.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }],
      }),
    );
    succeeded(await app().destroy([STACK], CHANGE));
    expect(await aws().findStack(STACK)).toBeUndefined();

    const snapshots = (await aws().rds.send(new DescribeDBClusterSnapshotsCommand({}))).DBClusterSnapshots!.filter(
      snapshot => snapshot.DBClusterIdentifier === DBClusterIdentifier,
    );
    expect(snapshots).toMatchObject([{ StorageEncrypted: true, Engine: 'aurora-postgresql' }]);
  });

  shows('what outlives it: a snapshot with its key, and the records of what happened', async () => {
    const left = await survivors(aws(), stackId);
    const count = (wanted: string) => left.filter(({ type }) => type === wanted).length;
    // Of the network: flow log and function. Of the service: program and HTTP API. Keys: of the database, and of each
    // one's logs.
    expect(Object.fromEntries([...new Set(left.map(({ type }) => type))].map(type => [type, count(type)]))).toEqual({
      'AWS::Logs::LogGroup': 4,
      'AWS::S3::Bucket': 1,
      'AWS::S3::BucketPolicy': 1,
      'AWS::KMS::Key': 3,
    });
  });
}
