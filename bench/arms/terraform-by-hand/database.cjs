// An Aurora cluster with what stands around it.
const { CloudwatchLogGroup } = require('@cdktf/provider-aws/lib/cloudwatch-log-group');
const { DbSubnetGroup } = require('@cdktf/provider-aws/lib/db-subnet-group');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { KmsKey } = require('@cdktf/provider-aws/lib/kms-key');
const { RdsCluster } = require('@cdktf/provider-aws/lib/rds-cluster');
const { RdsClusterInstance } = require('@cdktf/provider-aws/lib/rds-cluster-instance');
const { RdsClusterParameterGroup } = require('@cdktf/provider-aws/lib/rds-cluster-parameter-group');
const { SecurityGroup } = require('@cdktf/provider-aws/lib/security-group');
const { Fn } = require('cdktf');
const { alarm } = require('./alarm.cjs');
const { assumedBy, document } = require('./document.cjs');

const ENGINE = 'aurora-postgresql';

exports.database = (place, network) => {
  const { stack, name } = place;
  const identifier = `${name.toLowerCase()}-database`;
  const key = new KmsKey(stack, 'DatabaseKey', {
    description: `Data, password, insights and logs of the database of ${name}.`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: keyPolicy(place),
    lifecycle: { preventDestroy: true },
  });
  const subnetGroup = new DbSubnetGroup(stack, 'DatabaseSubnetGroup', {
    description: 'Isolated subnets for a database.',
    subnetIds: network.isolatedSubnetIds,
  });
  const securityGroup = new SecurityGroup(stack, 'DatabaseSecurityGroup', {
    description: 'Who reaches the database.',
    vpcId: network.vpcId,
  });
  const { monitoringRole, monitoringPolicy } = monitoring(place);
  const parameterGroup = new RdsClusterParameterGroup(stack, 'DatabaseParameterGroup', {
    namePrefix: `${identifier}-`,
    description: 'Settings of the database.',
    family: `${ENGINE}17`,
    parameter: [
      { name: 'rds.force_ssl', value: '1', applyMethod: 'pending-reboot' },
      { name: 'log_statement', value: 'ddl', applyMethod: 'immediate' },
      { name: 'log_min_duration_statement', value: '1000', applyMethod: 'immediate' },
    ],
    lifecycle: { createBeforeDestroy: true },
  });
  const logGroup = new CloudwatchLogGroup(stack, 'DatabaseLogGroup', {
    name: `/aws/rds/cluster/${identifier}/postgresql`,
    retentionInDays: 365,
    kmsKeyId: key.arn,
    skipDestroy: false,
  });
  const insights = {
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: 7,
    performanceInsightsKmsKeyId: key.arn,
  };
  const cluster = new RdsCluster(stack, 'Database', {
    engine: ENGINE,
    engineVersion: '17',
    allowMajorVersionUpgrade: true,
    engineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    clusterIdentifier: identifier,
    databaseName: 'app',
    port: 5433,
    masterUsername: 'dbowner',
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: key.arn,
    iamDatabaseAuthenticationEnabled: true,
    storageEncrypted: true,
    kmsKeyId: key.arn,
    dbSubnetGroupName: subnetGroup.name,
    vpcSecurityGroupIds: [securityGroup.id],
    dbClusterParameterGroupName: parameterGroup.name,
    serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 4 },
    backupRetentionPeriod: 35,
    copyTagsToSnapshot: true,
    enabledCloudwatchLogsExports: ['postgresql'],
    databaseInsightsMode: 'standard',
    ...insights,
    applyImmediately: false,
    deletionProtection: true,
    deleteAutomatedBackups: false,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: `${identifier}-final-${Fn.trimprefix(securityGroup.id, 'sg-')}`,
    lifecycle: { preventDestroy: true },
    dependsOn: [logGroup],
  });
  const node = (id, promotionTier, dependsOn) =>
    new RdsClusterInstance(stack, `Database${id}`, {
      identifierPrefix: `${identifier}-${id.toLowerCase()}-`,
      clusterIdentifier: cluster.id,
      engine: ENGINE,
      instanceClass: 'db.serverless',
      dbSubnetGroupName: subnetGroup.name,
      promotionTier,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      ...insights,
      monitoringInterval: 60,
      monitoringRoleArn: monitoringRole.arn,
      applyImmediately: false,
      dependsOn,
    });
  const writer = node('Writer', 0, [monitoringPolicy]);
  node('Reader', 1, [monitoringPolicy, writer]);
  alarms(stack, name, cluster);
  return {
    host: cluster.endpoint,
    readerHost: cluster.readerEndpoint,
    port: 5433,
    readyPort: writer.getStringAttribute('port'),
    name: 'app',
    secretArn: cluster.masterUserSecret.get(0).secretArn,
    keyArn: key.arn,
    securityGroupId: securityGroup.id,
  };
};

function keyPolicy({ partition, account, region }) {
  const root = `arn:${partition}:iam::${account}:root`;
  return document({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AdministrationByIam',
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: [
          'kms:CancelKeyDeletion',
          'kms:Create*',
          'kms:Delete*',
          'kms:Describe*',
          'kms:Disable*',
          'kms:Enable*',
          'kms:Get*',
          'kms:List*',
          'kms:Put*',
          'kms:Revoke*',
          'kms:RotateKeyOnDemand',
          'kms:ScheduleKeyDeletion',
          'kms:TagResource',
          'kms:UntagResource',
          'kms:Update*',
        ],
        Resource: '*',
      },
      {
        Sid: 'UseByIamThroughServices',
        Effect: 'Allow',
        Principal: { AWS: root },
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: {
          StringEquals: {
            'kms:ViaService': [
              `rds.${region}.amazonaws.com`,
              `secretsmanager.${region}.amazonaws.com`,
              `backup.${region}.amazonaws.com`,
            ],
          },
        },
      },
      {
        Sid: 'GrantsByServicesOnly',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      },
      {
        Sid: 'LogGroups',
        Effect: 'Allow',
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        Resource: '*',
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:/aws/rds/*`,
          },
        },
      },
    ],
  });
}

function monitoring({ stack, name, partition, account, region }) {
  const monitoringRole = new IamRole(stack, 'DatabaseMonitoringRole', {
    description: `Enhanced monitoring of the database of ${name}.`,
    assumeRolePolicy: assumedBy('monitoring.rds.amazonaws.com', account),
  });
  const group = `arn:${partition}:logs:${region}:${account}:log-group:RDSOSMetrics`;
  const monitoringPolicy = new IamRolePolicy(stack, 'DatabaseMonitoringPolicy', {
    name: 'EnhancedMonitoring',
    role: monitoringRole.id,
    policy: document({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], Resource: group },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:GetLogEvents', 'logs:PutLogEvents'],
          Resource: `${group}:log-stream:*`,
        },
      ],
    }),
  });
  return { monitoringRole, monitoringPolicy };
}

function alarms(stack, name, cluster) {
  const writer = { DBClusterIdentifier: cluster.clusterIdentifier, Role: 'WRITER' };
  const rds = { namespace: 'AWS/RDS', dimensions: writer };
  const is = text => `The database of ${name} ${text}`;
  alarm(stack, name, 'DatabaseCapacityAlarm', is('uses nearly all of its capacity units.'), 5, 90, {
    ...rds,
    metricName: 'ACUUtilization',
    statistic: 'Maximum',
  });
  alarm(stack, name, 'DatabaseConnectionsAlarm', is('has nearly all the connections it allows.'), 5, 648, {
    ...rds,
    metricName: 'DatabaseConnections',
    statistic: 'Maximum',
  });
  alarm(stack, name, 'DatabaseMemoryAlarm', is('has little memory left.'), 5, 858993459, {
    ...rds,
    metricName: 'FreeableMemory',
    statistic: 'Minimum',
    comparisonOperator: 'LessThanThreshold',
  });
  alarm(stack, name, 'DatabaseReplicaLagAlarm', is('has a reader that is behind.'), 5, 2000, {
    namespace: 'AWS/RDS',
    dimensions: { DBClusterIdentifier: cluster.clusterIdentifier },
    metricName: 'AuroraReplicaLagMaximum',
    statistic: 'Maximum',
  });
}
