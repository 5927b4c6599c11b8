import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { all, att, network, one, open, ref, sign, sub, template, until } from './cloud.mjs';

let aws;
before(async () => { aws = await open(); });
after(() => aws?.close());

const sqs = (action, input) => aws.json('sqs', `AmazonSQS.${action}`, input);
const dynamodb = (action, input) => aws.json('dynamodb', `DynamoDB_20120810.${action}`, input);
const scaling = (action, input) => aws.json('application-autoscaling', `AnyScaleFrontendService.${action}`, input);
const root = { Effect: 'Allow', Principal: { AWS: sub('arn:aws:iam::${AWS::AccountId}:root') }, Action: 'kms:*', Resource: '*' };
const key = ['AWS::KMS::Key', { Description: 'data', EnableKeyRotation: true, RotationPeriodInDays: 180, PendingWindowInDays: 7, MultiRegion: false, KeySpec: 'SYMMETRIC_DEFAULT', KeyPolicy: { Version: '2012-10-17', Statement: [root] }, Tags: [{ Key: 'owner', Value: 'team' }] }];

test('queues keep their settings', async () => {
  const resources = {
    Key: key,
    Dead: ['AWS::SQS::Queue', { FifoQueue: true, MessageRetentionPeriod: 1209600, KmsMasterKeyId: att('Key', 'Arn'), KmsDataKeyReusePeriodSeconds: 300, RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [sub('arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders.fifo')] } }],
    Queue: ['AWS::SQS::Queue', {
      QueueName: 'orders.fifo', FifoQueue: true, ContentBasedDeduplication: true, DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId', VisibilityTimeout: 180, ReceiveMessageWaitTimeSeconds: 20,
      MessageRetentionPeriod: 345600, KmsMasterKeyId: att('Key', 'Arn'), RedrivePolicy: { deadLetterTargetArn: att('Dead', 'Arn'), maxReceiveCount: 5 }, Tags: [{ Key: 'owner', Value: 'team' }],
    }],
    Plain: ['AWS::SQS::Queue', { SqsManagedSseEnabled: true, DelaySeconds: 5 }],
    Policy: ['AWS::SQS::QueuePolicy', { Queues: [ref('Queue')], PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: att('Queue', 'Arn'), Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] } }],
  };
  const outputs = { Queue: ref('Queue'), Dead: ref('Dead'), Plain: ref('Plain'), Key: att('Key', 'Arn'), Name: att('Queue', 'QueueName'), DeadArn: att('Dead', 'Arn') };
  const made = await aws.deploy('queues', template(resources, outputs));
  const attributes = async (QueueUrl) => (await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes;
  const queue = await attributes(made.Queue);
  assert.equal(made.Name, 'orders.fifo');
  const { FifoQueue, ContentBasedDeduplication, DeduplicationScope, FifoThroughputLimit, VisibilityTimeout, ReceiveMessageWaitTimeSeconds, KmsMasterKeyId } = queue;
  assert.deepEqual({ FifoQueue, ContentBasedDeduplication, DeduplicationScope, FifoThroughputLimit, VisibilityTimeout, ReceiveMessageWaitTimeSeconds, KmsMasterKeyId }, {
    FifoQueue: 'true', ContentBasedDeduplication: 'true', DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId', VisibilityTimeout: '180', ReceiveMessageWaitTimeSeconds: '20', KmsMasterKeyId: made.Key,
  });
  assert.equal(JSON.parse(queue.RedrivePolicy).deadLetterTargetArn, made.DeadArn);
  assert.equal(JSON.parse(queue.Policy).Statement[0].Sid, 'TlsOnly');
  assert.equal((await sqs('ListQueueTags', { QueueUrl: made.Queue })).Tags.owner, 'team');
  const dead = await attributes(made.Dead);
  assert.equal(JSON.parse(dead.RedriveAllowPolicy).redrivePermission, 'byQueue');
  assert.equal(dead.KmsDataKeyReusePeriodSeconds, '300');
  assert.equal((await attributes(made.Plain)).SqsManagedSseEnabled, 'true');
  resources.Queue[1].VisibilityTimeout = 60;
  delete resources.Queue[1].Tags;
  delete resources.Dead[1].RedriveAllowPolicy;
  delete resources.Policy;
  await aws.change('queues', template(resources, outputs));
  assert.equal((await attributes(made.Queue)).VisibilityTimeout, '60');
  assert.equal((await attributes(made.Queue)).Policy, undefined);
  assert.equal((await attributes(made.Dead)).RedriveAllowPolicy, undefined);
  assert.equal((await sqs('ListQueueTags', { QueueUrl: made.Queue })).Tags?.owner, undefined);
  assert.equal(await aws.remove('queues'), 'GONE');
  assert.deepEqual((await sqs('ListQueues', {})).QueueUrls ?? [], []);
});

test('tables keep their settings, provisioned ones scale', async () => {
  const index = (IndexName, more) => ({ IndexName, KeySchema: [{ AttributeName: 'byMail', KeyType: 'HASH' }], Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['name'] }, ...more });
  const resources = {
    Key: key,
    Table: ['AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST', OnDemandThroughput: { MaxReadRequestUnits: 1000, MaxWriteRequestUnits: 500 }, TableClass: 'STANDARD',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'at', KeyType: 'RANGE' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'at', AttributeType: 'N' }, { AttributeName: 'byMail', AttributeType: 'S' }],
      GlobalSecondaryIndexes: [index('mail')],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 14 }, SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: att('Key', 'Arn') },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' }, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true }, ContributorInsightsSpecification: { Enabled: true },
      DeletionProtectionEnabled: true, Tags: [{ Key: 'owner', Value: 'team' }],
    }],
    Provisioned: ['AWS::DynamoDB::Table', { BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 }, KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] }],
    Target: ['AWS::ApplicationAutoScaling::ScalableTarget', { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: sub('table/${Provisioned}'), MinCapacity: 5, MaxCapacity: 100 }],
    Policy: ['AWS::ApplicationAutoScaling::ScalingPolicy', { PolicyName: 'read', PolicyType: 'TargetTrackingScaling', ScalingTargetId: ref('Target'), TargetTrackingScalingPolicyConfiguration: { TargetValue: 70, ScaleInCooldown: 60, PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBReadCapacityUtilization' } } }],
  };
  const outputs = { Table: ref('Table'), Stream: att('Table', 'StreamArn'), Arn: att('Table', 'Arn'), Provisioned: ref('Provisioned'), Key: att('Key', 'Arn') };
  const made = await aws.deploy('tables', template(resources, outputs));
  const table = async () => (await dynamodb('DescribeTable', { TableName: made.Table })).Table;
  const first = await table();
  assert.equal(first.BillingModeSummary.BillingMode, 'PAY_PER_REQUEST');
  assert.deepEqual(first.OnDemandThroughput, { MaxReadRequestUnits: 1000, MaxWriteRequestUnits: 500 });
  assert.equal(first.TableClassSummary?.TableClass ?? 'STANDARD', 'STANDARD');
  assert.equal(first.SSEDescription.Status, 'ENABLED');
  assert.equal(first.SSEDescription.KMSMasterKeyArn, made.Key);
  assert.equal(first.DeletionProtectionEnabled, true);
  assert.equal(first.LatestStreamArn, made.Stream);
  assert.deepEqual(first.StreamSpecification, { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
  assert.deepEqual(first.GlobalSecondaryIndexes.map(({ IndexName, IndexStatus, Projection }) => [IndexName, IndexStatus, Projection.NonKeyAttributes]), [['mail', 'ACTIVE', ['name']]]);
  const backups = (await dynamodb('DescribeContinuousBackups', { TableName: made.Table })).ContinuousBackupsDescription.PointInTimeRecoveryDescription;
  assert.equal(backups.PointInTimeRecoveryStatus, 'ENABLED');
  assert.equal(backups.RecoveryPeriodInDays, 14);
  assert.deepEqual((await dynamodb('DescribeTimeToLive', { TableName: made.Table })).TimeToLiveDescription, { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  assert.equal((await dynamodb('DescribeContributorInsights', { TableName: made.Table })).ContributorInsightsStatus, 'ENABLED');
  assert.deepEqual((await dynamodb('ListTagsOfResource', { ResourceArn: made.Arn })).Tags.filter(({ Key }) => Key === 'owner'), [{ Key: 'owner', Value: 'team' }]);
  assert.equal((await dynamodb('DescribeTable', { TableName: made.Provisioned })).Table.ProvisionedThroughput.ReadCapacityUnits, 5);
  const { ScalingPolicies } = await scaling('DescribeScalingPolicies', { ServiceNamespace: 'dynamodb' });
  assert.equal(ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.PredefinedMetricType, 'DynamoDBReadCapacityUtilization');
  assert.equal(ScalingPolicies[0].ResourceId, `table/${made.Provisioned}`);

  await dynamodb('PutItem', { TableName: made.Table, Item: { id: { S: 'a' }, at: { N: '1' }, byMail: { S: 'a@example.com' }, name: { S: 'Ada' } } });
  Object.assign(resources.Table[1], { GlobalSecondaryIndexes: [index('mail'), index('second', { Projection: { ProjectionType: 'ALL' } })], DeletionProtectionEnabled: false, OnDemandThroughput: { MaxReadRequestUnits: 2000, MaxWriteRequestUnits: 500 }, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 } });
  delete resources.Table[1].TimeToLiveSpecification;
  resources.Target[1].MaxCapacity = 200;
  await aws.change('tables', template(resources, outputs));
  const second = await table();
  assert.equal(second.OnDemandThroughput.MaxReadRequestUnits, 2000);
  assert.equal(second.TableId, first.TableId, 'the same table');
  assert.equal((await dynamodb('DescribeContinuousBackups', { TableName: made.Table })).ContinuousBackupsDescription.PointInTimeRecoveryDescription.RecoveryPeriodInDays, 35);
  const { Items } = await dynamodb('Query', { TableName: made.Table, IndexName: 'second', KeyConditionExpression: 'byMail = :m', ExpressionAttributeValues: { ':m': { S: 'a@example.com' } } });
  assert.equal(Items[0].name.S, 'Ada');
  assert.equal((await dynamodb('DescribeTimeToLive', { TableName: made.Table })).TimeToLiveDescription.TimeToLiveStatus, 'DISABLED');
  assert.equal((await scaling('DescribeScalableTargets', { ServiceNamespace: 'dynamodb' })).ScalableTargets[0].MaxCapacity, 200);
  assert.equal(await aws.remove('tables'), 'GONE');
  assert.deepEqual((await dynamodb('ListTables', {})).TableNames, []);
});

test('buckets keep their settings', async () => {
  const resources = {
    Key: key,
    Logs: ['AWS::S3::Bucket', { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }],
    LogsPolicy: ['AWS::S3::BucketPolicy', { Bucket: ref('Logs'), PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: sub('${Logs.Arn}/*'), Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } } }] } }],
    Bucket: ['AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: att('Key', 'Arn') } }] },
      VersioningConfiguration: { Status: 'Enabled' }, OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      LoggingConfiguration: { DestinationBucketName: ref('Logs'), LogFilePrefix: 'access/', TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource: 'EventTime' } } },
      LifecycleConfiguration: { TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K', Rules: [{ Id: 'old', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 3 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Transitions: [{ StorageClass: 'INTELLIGENT_TIERING', TransitionInDays: 0 }] }] },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } }, Tags: [{ Key: 'owner', Value: 'team' }],
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://example.com'], MaxAge: 60 }] },
    }, { DeletionPolicy: 'Delete' }],
    Policy: ['AWS::S3::BucketPolicy', { Bucket: ref('Bucket'), PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [att('Bucket', 'Arn'), sub('${Bucket.Arn}/*')], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] } }],
  };
  const outputs = { Bucket: ref('Bucket'), Logs: ref('Logs'), Key: att('Key', 'Arn') };
  const made = await aws.deploy('buckets', template(resources, outputs));
  const ask = (what) => aws.rest('s3', `/${made.Bucket}?${what}`);
  assert.equal(one(await ask('encryption'), 'KMSMasterKeyID'), made.Key);
  assert.equal(one(await ask('encryption'), 'BucketKeyEnabled'), 'true');
  assert.equal(one(await ask('versioning'), 'Status'), 'Enabled');
  assert.equal(one(await ask('ownershipControls'), 'ObjectOwnership'), 'BucketOwnerEnforced');
  assert.equal((await ask('publicAccessBlock')).match(/true/g).length, 4);
  assert.equal(one(await ask('logging'), 'TargetBucket'), made.Logs);
  assert.equal(one(await ask('logging'), 'TargetPrefix'), 'access/');
  assert.equal(one(await ask('logging'), 'PartitionDateSource'), 'EventTime');
  const lifecycle = await ask('lifecycle');
  assert.equal(one(lifecycle, 'NoncurrentDays'), '90');
  assert.equal(one(lifecycle, 'NewerNoncurrentVersions'), '3');
  assert.equal(one(lifecycle, 'DaysAfterInitiation'), '7');
  assert.match(await ask('notification'), /EventBridgeConfiguration/);
  assert.match(await ask('tagging'), /<Key>owner<\/Key>\s*<Value>team<\/Value>/);
  assert.match(await ask('policy'), /TlsOnly/);
  assert.equal(one(await ask('cors'), 'AllowedMethod'), 'GET');
  delete resources.Bucket[1].LoggingConfiguration;
  delete resources.Bucket[1].CorsConfiguration;
  delete resources.Bucket[1].NotificationConfiguration;
  resources.Bucket[1].LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays = 30;
  delete resources.Policy;
  await aws.change('buckets', template(resources, outputs));
  assert.equal(one(await ask('logging'), 'TargetBucket'), undefined);
  assert.equal(one(await ask('lifecycle'), 'NoncurrentDays'), '30');
  assert.doesNotMatch(await ask('notification'), /EventBridgeConfiguration/);
  await assert.rejects(ask('policy'), /NoSuchBucketPolicy/);
  assert.equal(await aws.remove('buckets'), 'GONE');
});

test('secrets are generated, encrypted, guarded and rotated', async () => {
  const resources = {
    Key: key,
    Secret: ['AWS::SecretsManager::Secret', { Description: 'token', KmsKeyId: att('Key', 'Arn'), GenerateSecretString: { SecretStringTemplate: '{"user":"ada"}', GenerateStringKey: 'password', PasswordLength: 40, ExcludePunctuation: true }, Tags: [{ Key: 'owner', Value: 'team' }] }],
    Policy: ['AWS::SecretsManager::ResourcePolicy', { SecretId: ref('Secret'), BlockPublicPolicy: true, ResourcePolicy: { Version: '2012-10-17', Statement: [{ Sid: 'NoDelete', Effect: 'Deny', Principal: '*', Action: 'secretsmanager:DeleteSecret', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': ref('AWS::AccountId') } } }] } }],
    Logs: ['AWS::Logs::LogGroup', {}],
    Role: ['AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [
        { Effect: 'Allow', Action: 'logs:*', Resource: '*' }, { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: att('Key', 'Arn') },
        { Effect: 'Allow', Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], Resource: ref('Secret') },
      ] } }],
    }],
    Rotator: ['AWS::Lambda::Function', {
      Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 30, Role: att('Role', 'Arn'), LoggingConfig: { LogGroup: ref('Logs') }, Code: { ZipFile: `
const { SecretsManagerClient, DescribeSecretCommand, PutSecretValueCommand, UpdateSecretVersionStageCommand } = require('@aws-sdk/client-secrets-manager');
const client = new SecretsManagerClient({});
exports.handler = async ({ Step, SecretId, ClientRequestToken }) => {
  if (Step === 'createSecret') await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString: '{"user":"ada","password":"new"}', VersionStages: ['AWSPENDING'] }));
  if (Step === 'finishSecret') {
    const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId }));
    const current = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id].includes('AWSCURRENT'));
    await client.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken, RemoveFromVersionId: current }));
  }
};` },
    }],
    Permission: ['AWS::Lambda::Permission', { FunctionName: ref('Rotator'), Action: 'lambda:InvokeFunction', Principal: 'secretsmanager.amazonaws.com', SourceArn: ref('Secret') }],
    Rotation: ['AWS::SecretsManager::RotationSchedule', { SecretId: ref('Secret'), RotationLambdaARN: att('Rotator', 'Arn'), RotateImmediatelyOnUpdate: false, RotationRules: { ScheduleExpression: 'rate(30 days)', Duration: '2h' } }, { DependsOn: ['Permission', 'Policy'] }],
  };
  const outputs = { Secret: ref('Secret'), Key: att('Key', 'Arn'), Rotator: att('Rotator', 'Arn') };
  const made = await aws.deploy('secrets', template(resources, outputs));
  const secrets = (action, input) => aws.json('secretsmanager', `secretsmanager.${action}`, { SecretId: made.Secret, ...input });
  const value = async () => JSON.parse((await secrets('GetSecretValue')).SecretString);
  const first = await value();
  assert.equal(first.user, 'ada');
  assert.match(first.password, /^[a-zA-Z0-9]{40}$/);
  const described = await secrets('DescribeSecret');
  assert.equal(described.KmsKeyId, made.Key);
  assert.equal(described.RotationEnabled, true);
  assert.equal(described.RotationLambdaARN, made.Rotator);
  assert.deepEqual(described.RotationRules, { ScheduleExpression: 'rate(30 days)', Duration: '2h' });
  assert.match((await secrets('GetResourcePolicy')).ResourcePolicy, /NoDelete/);
  await secrets('RotateSecret', { RotateImmediately: true });
  await until('the new value', async () => (await value()).password === 'new');
  resources.Secret[1].Description = 'another';
  delete resources.Rotation;
  await aws.change('secrets', template(resources, outputs));
  assert.equal((await secrets('DescribeSecret')).Description, 'another');
  assert.equal((await value()).password, 'new', 'an update does not generate again');
  assert.equal((await secrets('DescribeSecret')).RotationEnabled, false);
  assert.equal(await aws.remove('secrets'), 'GONE');
});

test('keys, rules of security groups and the scaling of a worker keep their settings', async () => {
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const metric = (Id, MetricName) => ({ Id, ReturnData: false, MetricStat: { Stat: 'Average', Metric: { Namespace: 'AWS/SQS', MetricName, Dimensions: [{ Name: 'QueueName', Value: att('Queue', 'QueueName') }] } } });
  const resources = {
    ...network,
    Key: key,
    Alias: ['AWS::KMS::Alias', { AliasName: 'alias/data', TargetKeyId: ref('Key') }],
    Other: ['AWS::EC2::SecurityGroup', { GroupDescription: 'other', VpcId: ref('Vpc'), SecurityGroupEgress: [] }],
    In: ['AWS::EC2::SecurityGroupIngress', { GroupId: att('Group', 'GroupId'), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: att('Other', 'GroupId'), Description: 'from other' }],
    Out: ['AWS::EC2::SecurityGroupEgress', { GroupId: att('Other', 'GroupId'), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, DestinationSecurityGroupId: att('Group', 'GroupId') }],
    Queue: ['AWS::SQS::Queue', {}],
    Cluster: ['AWS::ECS::Cluster', {}],
    Providers: ['AWS::ECS::ClusterCapacityProviderAssociations', { Cluster: ref('Cluster'), CapacityProviders: ['FARGATE', 'FARGATE_SPOT'], DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] }],
    Role: ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: att('Queue', 'Arn') }] } }] }],
    Task: ['AWS::ECS::TaskDefinition', { Family: 'worker', NetworkMode: 'awsvpc', Cpu: '256', Memory: '512', RequiresCompatibilities: ['FARGATE'], TaskRoleArn: att('Role', 'Arn'), ContainerDefinitions: [{ Name: 'worker', Image: 'worker:1', StopTimeout: 120, Environment: [{ Name: 'QUEUE_URL', Value: ref('Queue') }] }] }],
    Worker: ['AWS::ECS::Service', {
      Cluster: ref('Cluster'), TaskDefinition: ref('Task'), CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 4 }, { CapacityProvider: 'FARGATE', Weight: 1, Base: 1 }],
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('SubnetA')], SecurityGroups: [att('Other', 'GroupId')], AssignPublicIp: 'DISABLED' } }, DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } }, AvailabilityZoneRebalancing: 'ENABLED',
    }, { DependsOn: ['Providers'] }],
    Target: ['AWS::ApplicationAutoScaling::ScalableTarget', { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: sub('service/${Cluster}/${Worker.Name}'), MinCapacity: 0, MaxCapacity: 10 }],
    Backlog: ['AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyName: 'backlog', PolicyType: 'TargetTrackingScaling', ScalingTargetId: ref('Target'), TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 100, ScaleInCooldown: 300, ScaleOutCooldown: 60, DisableScaleIn: false,
        CustomizedMetricSpecification: { Metrics: [metric('visible', 'ApproximateNumberOfMessagesVisible'), { Id: 'tasks', ReturnData: false, MetricStat: { Stat: 'Average', Metric: { Namespace: 'ECS/ContainerInsights', MetricName: 'RunningTaskCount', Dimensions: [{ Name: 'ClusterName', Value: ref('Cluster') }] } } }, { Id: 'perTask', Expression: 'visible / MAX([tasks, 1])', Label: 'backlog per task', ReturnData: true }] },
      },
    }],
    FromZero: ['AWS::ApplicationAutoScaling::ScalingPolicy', { PolicyName: 'from-zero', PolicyType: 'StepScaling', ScalingTargetId: ref('Target'), StepScalingPolicyConfiguration: { AdjustmentType: 'ExactCapacity', Cooldown: 60, MetricAggregationType: 'Maximum', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] } }],
    Age: ['AWS::CloudWatch::Alarm', { AlarmActions: [ref('FromZero')], ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, Threshold: 1, MetricName: 'ApproximateNumberOfMessagesVisible', Namespace: 'AWS/SQS', Statistic: 'Maximum', Period: 60, Dimensions: [{ Name: 'QueueName', Value: att('Queue', 'QueueName') }] }],
  };
  const outputs = { Key: ref('Key'), KeyArn: att('Key', 'Arn'), Group: att('Group', 'GroupId'), Other: att('Other', 'GroupId'), Cluster: ref('Cluster'), Worker: ref('Worker'), Role: ref('Role'), Queue: ref('Queue'), FromZero: ref('FromZero'), Age: ref('Age') };
  const made = await aws.deploy('worker', template(resources, outputs));
  const kms = (action, input) => aws.json('kms', `TrentService.${action}`, { KeyId: made.Key, ...input });
  assert.equal((await kms('GetKeyRotationStatus')).KeyRotationEnabled, true);
  assert.equal((await kms('GetKeyRotationStatus')).RotationPeriodInDays, 180);
  assert.equal((await kms('DescribeKey', { KeyId: 'alias/data' })).KeyMetadata.Arn, made.KeyArn);
  assert.match((await kms('GetKeyPolicy', { PolicyName: 'default' })).Policy, /:root/);
  assert.equal((await kms('ListResourceTags')).Tags.find(({ TagKey }) => TagKey === 'owner').TagValue, 'team');

  const [service] = (await aws.json('ecs', 'AmazonEC2ContainerServiceV20141113.DescribeServices', { cluster: made.Cluster, services: [made.Worker] })).services;
  assert.deepEqual(service.capacityProviderStrategy.map(({ capacityProvider, weight, base }) => [capacityProvider, weight, base ?? 0]), [['FARGATE_SPOT', 4, 0], ['FARGATE', 1, 1]]);
  assert.equal(service.launchType, undefined);
  assert.equal(service.availabilityZoneRebalancing, 'ENABLED');
  const [cluster] = (await aws.json('ecs', 'AmazonEC2ContainerServiceV20141113.DescribeClusters', { clusters: [made.Cluster] })).clusters;
  assert.deepEqual(cluster.capacityProviders, ['FARGATE', 'FARGATE_SPOT']);
  const policies = Object.fromEntries((await scaling('DescribeScalingPolicies', { ServiceNamespace: 'ecs' })).ScalingPolicies.map((policy) => [policy.PolicyName, policy]));
  assert.equal(policies.backlog.TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.Metrics[2].Expression, 'visible / MAX([tasks, 1])');
  assert.equal(policies.backlog.TargetTrackingScalingPolicyConfiguration.ScaleInCooldown, 300);
  assert.deepEqual(policies['from-zero'].StepScalingPolicyConfiguration.StepAdjustments, [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }]);
  assert.equal(policies['from-zero'].PolicyARN, made.FromZero);
  const alarm = await aws.json('monitoring', 'GraniteServiceVersion20100801.DescribeAlarms', { AlarmNames: [made.Age] });
  assert.deepEqual(alarm.MetricAlarms[0].AlarmActions, [made.FromZero]);
  const rules = async (id) => all(await aws.query('ec2', 'DescribeSecurityGroupRules', { 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': id }), 'fromPort');
  assert.ok((await rules(made.Group)).includes('5432'));
  assert.ok((await rules(made.Other)).includes('5432'));

  // Who runs the worker's program here has the credentials of its task.
  const task = await (await fetch(`${aws.emulator.endpoint}/_emulator/roles/${made.Role}`)).json();
  const ask = (action, credentials) => {
    const [url, body] = [new URL(aws.emulator.endpoint), JSON.stringify({ QueueUrl: made.Queue, MessageBody: 'x' })];
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
    return fetch(url, { method: 'POST', body, headers: sign({ method: 'POST', host: url.host, path: '/', headers, body, region: aws.emulator.region, service: 'sqs', credentials }) });
  };
  const credentials = { key: task.AccessKeyId, secret: task.SecretAccessKey, token: task.Token };
  assert.equal((await ask('ReceiveMessage', credentials)).status, 200);
  assert.equal((await ask('SendMessage', credentials)).status, 403, 'what its role does not allow');
  assert.equal((await ask('ReceiveMessage', { ...credentials, secret: 'guessed' })).status, 403);
  assert.equal((await fetch(`${aws.emulator.endpoint}/_emulator/roles/nobody`)).status, 403);

  resources.Worker[1].CapacityProviderStrategy = [{ CapacityProvider: 'FARGATE', Weight: 1 }];
  resources.FromZero[1].StepScalingPolicyConfiguration.Cooldown = 30;
  delete resources.In;
  await aws.change('worker', template(resources, outputs));
  const [after] = (await aws.json('ecs', 'AmazonEC2ContainerServiceV20141113.DescribeServices', { cluster: made.Cluster, services: [made.Worker] })).services;
  assert.deepEqual(after.capacityProviderStrategy.map(({ capacityProvider }) => capacityProvider), ['FARGATE']);
  assert.ok(!(await rules(made.Group)).includes('5432'));
  assert.equal(await aws.remove('worker'), 'GONE');
});

test('a log group takes a key whose policy lets CloudWatch Logs in, and no other', async () => {
  const group = (...statements) => template({
    Key: ['AWS::KMS::Key', { KeyPolicy: { Version: '2012-10-17', Statement: [root, ...statements] } }],
    Logs: ['AWS::Logs::LogGroup', { LogGroupName: 'of-the-team', KmsKeyId: att('Key', 'Arn') }],
  });
  assert.equal((await aws.create('logs-closed', group())).status, 'ROLLBACK_COMPLETE');
  assert.match(await aws.reasons('logs-closed'), /The specified KMS key does not exist or is not allowed to be used with Arn '[^']*:log-group:of-the-team'/);
  const Condition = { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:*') } };
  const letIn = { Effect: 'Allow', Principal: { Service: sub('logs.${AWS::Region}.amazonaws.com') }, Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*', Condition };
  await aws.deploy('logs-open', group(letIn));
});
