// What goldenpath's ManagedDatabase has on the production tier, written by hand with CDK's L2s.
const {
  Duration,
  RemovalPolicy,
  aws_cloudwatch: cloudwatch,
  aws_ec2: ec2,
  aws_iam: iam,
  aws_logs: logs,
  aws_rds: rds,
} = require('aws-cdk-lib');
const { alarm } = require('./hand-written-alarm.cjs');
const { dataKey, logGroups } = require('./hand-written-key.cjs');

exports.database = (stack, vpc, topic) => {
  const services = ['rds', 'secretsmanager', 'backup'];
  const key = dataKey(
    stack,
    'DatabaseKey',
    `Data, password, insights and logs of the database of ${stack.stackName}`,
    services,
    [logGroups('/aws/rds/*')],
  );
  const identifier = `${stack.stackName.toLowerCase()}-database`;
  const logGroup = new logs.LogGroup(stack, 'DatabaseLogGroup', {
    logGroupName: `/aws/rds/cluster/${identifier}/postgresql`,
    retention: logs.RetentionDays.ONE_YEAR,
    encryptionKey: key,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const monitoringRole = new iam.Role(stack, 'DatabaseMonitoringRole', {
    assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    description: `Enhanced monitoring of the database of ${stack.stackName}`,
  });
  const group = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: 'RDSOSMetrics' });
  monitoringRole.addToPolicy(
    new iam.PolicyStatement({ actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], resources: [group] }),
  );
  monitoringRole.addToPolicy(
    new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
      resources: [`${group}:log-stream:*`],
    }),
  );
  const engine = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_9 });
  const insights = {
    enablePerformanceInsights: true,
    performanceInsightRetention: rds.PerformanceInsightRetention.DEFAULT,
    performanceInsightEncryptionKey: key,
  };
  const cluster = new rds.DatabaseCluster(stack, 'Database', {
    engine,
    engineLifecycleSupport: rds.EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED,
    clusterIdentifier: identifier,
    defaultDatabaseName: 'app',
    port: 5433,
    manageMasterUserPassword: true,
    credentials: rds.Credentials.fromUsername('dbowner', { encryptionKey: key }),
    iamAuthentication: true,
    storageEncrypted: true,
    storageEncryptionKey: key,
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    securityGroups: [
      new ec2.SecurityGroup(stack, 'DatabaseSecurityGroup', {
        vpc,
        allowAllOutbound: false,
        description: 'Who reaches the database',
      }),
    ],
    parameterGroup: new rds.ParameterGroup(stack, 'DatabaseParameters', {
      engine,
      parameters: { 'rds.force_ssl': '1', log_statement: 'ddl', log_min_duration_statement: '1000' },
    }),
    serverlessV2MinCapacity: 1,
    serverlessV2MaxCapacity: 4,
    writer: rds.ClusterInstance.serverlessV2('Writer', {
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      ...insights,
    }),
    readers: [
      rds.ClusterInstance.serverlessV2('Reader', {
        scaleWithWriter: true,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        ...insights,
      }),
    ],
    monitoringInterval: Duration.seconds(60),
    monitoringRole,
    autoMinorVersionUpgrade: true,
    backup: { retention: Duration.days(35) },
    deleteAutomatedBackups: false,
    copyTagsToSnapshot: true,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.SNAPSHOT,
    cloudwatchLogsExports: ['postgresql'],
    databaseInsightsMode: rds.DatabaseInsightsMode.STANDARD,
  });
  cluster.node.addDependency(logGroup);

  const writer = (metricName, statistic) =>
    new cloudwatch.Metric({
      namespace: 'AWS/RDS',
      metricName,
      statistic,
      period: Duration.minutes(1),
      dimensionsMap: { DBClusterIdentifier: cluster.clusterIdentifier, Role: 'WRITER' },
    });
  const rings = (id, metric, threshold, operator, description) =>
    alarm(stack, topic, id, metric, threshold, 5, description, operator);
  const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: atLeast, LESS_THAN_THRESHOLD: below } = cloudwatch.ComparisonOperator;
  rings(
    'DatabaseCapacityAlarm',
    writer('ACUUtilization', 'Maximum'),
    90,
    atLeast,
    'The database uses nearly all of its capacity units.',
  );
  rings(
    'DatabaseMemoryAlarm',
    writer('FreeableMemory', 'Minimum'),
    858_993_459,
    below,
    'The database has little memory left.',
  );
  rings(
    'DatabaseConnectionsAlarm',
    writer('DatabaseConnections', 'Maximum'),
    720,
    atLeast,
    'The database has nearly all the connections it allows.',
  );
  rings(
    'DatabaseReplicaLagAlarm',
    cluster.metric('AuroraReplicaLagMaximum', { statistic: 'Maximum', period: Duration.minutes(1) }),
    2000,
    atLeast,
    'A reader is behind and shows old data.',
  );
  return { cluster, key };
};

/** What a program needs to reach it. */
exports.databaseVariables = ({ cluster }) => ({
  DATABASE_HOST: cluster.clusterEndpoint.hostname,
  DATABASE_READER_HOST: cluster.clusterReadEndpoint.hostname,
  DATABASE_PORT: '5433',
  DATABASE_NAME: 'app',
  DATABASE_ENGINE: 'postgres',
  DATABASE_SECRET_ARN: cluster.secret.secretArn,
});

/** Lets a service of ECS reach it, and read its password. */
exports.useDatabase = (service, { cluster, key }) => {
  service.connections.allowToDefaultPort(cluster);
  cluster.secret.grantRead(service.taskDefinition.taskRole);
  key.grantDecrypt(service.taskDefinition.taskRole);
};
