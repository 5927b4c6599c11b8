import { GetApisCommand, GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GetDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  GetAliasCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import {
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { AwsApi } from './aws-api';

/**
 * Reads the resources of a stack with queues, tables, buckets, secrets, workers and functions, each from its own
 * service, by logical ids.
 */
export class DeployedWork {
  static async of(aws: AwsApi, stack: string): Promise<DeployedWork> {
    const resources = await aws.resources(stack);
    return new DeployedWork(
      aws,
      resources.map(({ LogicalResourceId, PhysicalResourceId, ResourceType }) => ({
        logical: LogicalResourceId!,
        id: PhysicalResourceId!,
        type: ResourceType!,
      })),
    );
  }

  private constructor(
    private readonly aws: AwsApi,
    private readonly resources: { logical: string; id: string; type: string }[],
  ) {}

  /** The physical id of a resource, by its type and its name: the logical id is the name with a hash. */
  id(type: string, name: string): string {
    const [found, ...more] = this.resources.filter(
      resource => resource.type === type && new RegExp(`^${name}[0-9A-F]{8}([0-9a-f]{32})?$`).test(resource.logical),
    );
    if (!found || more.length > 0) throw new Error(`There are ${found ? 1 + more.length : 0} of ${type} ${name}.`);
    return found.id;
  }

  has(type: string): number {
    return this.resources.filter(resource => resource.type === type).length;
  }

  async queue(name: string) {
    const { Attributes } = await this.aws.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: this.id('AWS::SQS::Queue', name), AttributeNames: ['All'] }),
    );
    return {
      ...Attributes,
      RedrivePolicy: JSON.parse(Attributes!.RedrivePolicy ?? 'null'),
      RedriveAllowPolicy: JSON.parse(Attributes!.RedriveAllowPolicy ?? 'null'),
      Policy: JSON.parse(Attributes!.Policy ?? 'null'),
    } as any;
  }

  async table(name: string) {
    const TableName = this.id('AWS::DynamoDB::Table', name);
    const { dynamoDb, autoScaling } = this.aws;
    return {
      table: (await dynamoDb.send(new DescribeTableCommand({ TableName }))).Table!,
      backups: (await dynamoDb.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription!
        .PointInTimeRecoveryDescription!,
      timeToLive: (await dynamoDb.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription!,
      targets: (
        await autoScaling.send(
          new DescribeScalableTargetsCommand({ ServiceNamespace: 'dynamodb', ResourceIds: [`table/${TableName}`] }),
        )
      ).ScalableTargets!,
    };
  }

  async bucket(name: string) {
    const Bucket = this.id('AWS::S3::Bucket', name);
    const { s3: api } = this.aws;
    return {
      versions: (await api.send(new s3.GetBucketVersioningCommand({ Bucket }))).Status,
      encryption: (await api.send(new s3.GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration!
        .Rules![0],
      lifecycle: (await api.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules!,
      publicAccess: (await api.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration!,
      logsTo: (await api.send(new s3.GetBucketLoggingCommand({ Bucket }))).LoggingEnabled?.TargetBucket,
      tells: (await api.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }))).EventBridgeConfiguration,
      policy: JSON.parse((await api.send(new s3.GetBucketPolicyCommand({ Bucket }))).Policy!),
    };
  }

  async secret(name: string) {
    const SecretId = this.id('AWS::SecretsManager::Secret', name);
    const { secrets } = this.aws;
    return {
      secret: await secrets.send(new DescribeSecretCommand({ SecretId })),
      value: (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString!,
      policy: JSON.parse((await secrets.send(new GetResourcePolicyCommand({ SecretId }))).ResourcePolicy!),
    };
  }

  async workerScaling() {
    const { autoScaling } = this.aws;
    const [ResourceId] = this.id('AWS::ApplicationAutoScaling::ScalableTarget', 'PackerScalableTarget').split('|');
    const [target] = (
      await autoScaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [ResourceId] }))
    ).ScalableTargets!;
    const { ScalingPolicies } = await autoScaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs', ResourceId }),
    );
    return { least: target.MinCapacity, most: target.MaxCapacity, policies: ScalingPolicies! };
  }

  async function(name: string) {
    const FunctionName = this.id('AWS::Lambda::Function', name);
    const { lambda, apiGateway } = this.aws;
    const ApiId = this.id('AWS::ApiGatewayV2::Api', `${name}HttpApi`);
    const alias = await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
    return {
      configuration: await lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
      reserved: (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions,
      alias,
      mappings: (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: alias.AliasArn })))
        .EventSourceMappings!,
      api: (await apiGateway.send(new GetApisCommand({}))).Items!.find(api => api.ApiId === ApiId)!,
      routes: (await apiGateway.send(new GetRoutesCommand({ ApiId }))).Items!,
      deadLetters: (await this.queue(`${name}DeadLetterQueue`)).QueueArn as string,
    };
  }

  async deploymentGroup() {
    const applicationName = this.id('AWS::CodeDeploy::Application', 'SignupDeploymentApplication');
    const deploymentGroupName = this.id('AWS::CodeDeploy::DeploymentGroup', 'SignupDeploymentGroup');
    return (await this.aws.codeDeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName })))
      .deploymentGroupInfo!;
  }

  async schedule() {
    return this.aws.scheduler.send(
      new GetScheduleCommand({ Name: this.id('AWS::Scheduler::Schedule', 'SignupSchedule') }),
    );
  }

  async rule() {
    const Name = this.id('AWS::Events::Rule', 'SignupFilesRule');
    const { EventPattern } = await this.aws.eventBridge.send(new DescribeRuleCommand({ Name }));
    return {
      pattern: JSON.parse(EventPattern!),
      targets: (await this.aws.eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name }))).Targets!,
    };
  }

  /** The alarms, by the resources that they watch. */
  async alarms() {
    const AlarmNames = this.resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').map(({ id }) => id);
    if (AlarmNames.length === 0) return [];
    return (await this.aws.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames, MaxRecords: 100 }))).MetricAlarms!;
  }
}
