import { DescribeContinuousBackupsCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { GetFunctionConfigurationCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import {
  GetPublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { AwsApi } from '../../deploy/aws-api';

/** What the services of AWS say of the most important resources. `attributesOf` gives what Terraform knows of one. */
export class Truth {
  constructor(
    private readonly aws: AwsApi,
    private readonly attributesOf: (construct: string, slot: string) => any,
  ) {}

  /** The service as it runs: its count, and the variables of its container. */
  async service(construct: string) {
    const { cluster, name } = this.attributesOf(construct, 'service');
    const { services } = await this.aws.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    const [{ desiredCount, taskDefinition, propagateTags }] = services!;
    const described = await this.aws.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const [app] = described.taskDefinition!.containerDefinitions!;
    return {
      desiredCount,
      propagateTags,
      readonly: app.readonlyRootFilesystem,
      variables: Object.fromEntries(app.environment!.map(({ name: key, value }) => [key!, value])),
    };
  }

  async database(construct: string) {
    const { cluster_identifier: DBClusterIdentifier } = this.attributesOf(construct, 'cluster');
    const { DBClusters } = await this.aws.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
    const [{ DeletionProtection, BackupRetentionPeriod, StorageEncrypted, DBClusterMembers }] = DBClusters!;
    return { DeletionProtection, BackupRetentionPeriod, StorageEncrypted, members: DBClusterMembers!.length };
  }

  async queue(construct: string) {
    const QueueUrl = this.attributesOf(construct, 'queue').url;
    const { Attributes } = await this.aws.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return Attributes!;
  }

  async bucket(construct: string) {
    const Bucket = this.attributesOf(construct, 'bucket').id;
    const { PublicAccessBlockConfiguration } = await this.aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    const { ServerSideEncryptionConfiguration } = await this.aws.s3.send(new GetBucketEncryptionCommand({ Bucket }));
    return { PublicAccessBlockConfiguration, encryption: ServerSideEncryptionConfiguration!.Rules![0] };
  }

  async table(construct: string) {
    const TableName = this.attributesOf(construct, 'table').name;
    const { ContinuousBackupsDescription } = await this.aws.dynamoDb.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    );
    return ContinuousBackupsDescription!.PointInTimeRecoveryDescription!.PointInTimeRecoveryStatus;
  }

  async function(construct: string) {
    const { function_name: FunctionName } = this.attributesOf(construct, 'function');
    return this.aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier: 'live' }));
  }

  /** Puts an object into a bucket, and a second version of it. */
  async fill(construct: string): Promise<void> {
    const Bucket = this.attributesOf(construct, 'bucket').id;
    for (const Body of ['first', 'second']) {
      await this.aws.s3.send(new PutObjectCommand({ Bucket, Key: 'letters/1.txt', Body }));
    }
  }

  /** What stands in the account, of the kinds that hold data or cost the most. */
  async left(): Promise<string[]> {
    const { Buckets = [] } = await this.aws.s3.send(new ListBucketsCommand({}));
    const { TableNames = [] } = await this.aws.dynamoDb.send(new ListTablesCommand({}));
    const { QueueUrls = [] } = await this.aws.sqs.send(new ListQueuesCommand({}));
    const { DBClusters = [] } = await this.aws.rds.send(new DescribeDBClustersCommand({}));
    const { DBInstances = [] } = await this.aws.rds.send(new DescribeDBInstancesCommand({}));
    const { Functions = [] } = await this.aws.lambda.send(new ListFunctionsCommand({}));
    const databases = [
      ...DBClusters.map(each => each.DBClusterIdentifier!),
      ...DBInstances.map(each => each.DBInstanceIdentifier!),
    ];
    const functions = Functions.map(each => each.FunctionName!);
    return [...Buckets.map(each => each.Name!), ...TableNames, ...QueueUrls, ...databases, ...functions];
  }
}
