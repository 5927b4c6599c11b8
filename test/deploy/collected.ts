import { gunzipSync } from 'zlib';
import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { AwsApi } from './aws-api';
import { DeployedWork } from './deployed-work';

/** Reads the resources of PlatformInsights, and what it has collected, from the services of AWS. */
export class Collected {
  static async of(aws: AwsApi, stack: string): Promise<Collected> {
    return new Collected(aws, await DeployedWork.of(aws, stack));
  }

  private constructor(
    private readonly aws: AwsApi,
    readonly work: DeployedWork,
  ) {}

  async bus() {
    const { Arn, Name, Policy } = await this.aws.call('events', 'AWSEvents.DescribeEventBus', {
      Name: 'goldenpath-insights',
    });
    return { arn: Arn as string, name: Name as string, policy: JSON.parse(Policy ?? 'null') };
  }

  async rule() {
    const rule = { Name: this.work.id('AWS::Events::Rule', 'InsightsRule'), EventBusName: 'goldenpath-insights' };
    const { EventPattern } = await this.aws.eventBridge.send(new DescribeRuleCommand(rule));
    const { Targets } = await this.aws.eventBridge.send(
      new ListTargetsByRuleCommand({ Rule: rule.Name, EventBusName: rule.EventBusName }),
    );
    return { pattern: JSON.parse(EventPattern!), targets: Targets! };
  }

  async stream() {
    const { DeliveryStreamDescription } = await this.aws.call('firehose', 'Firehose_20150804.DescribeDeliveryStream', {
      DeliveryStreamName: this.work.id('AWS::KinesisFirehose::DeliveryStream', 'InsightsDeliveryStream'),
    });
    return {
      ...DeliveryStreamDescription,
      destination: DeliveryStreamDescription.Destinations[0].ExtendedS3DestinationDescription,
    };
  }

  /** A table or view of the catalog; of a view also what Athena reads of it. */
  async table(Name: string) {
    const { Table } = await this.aws.call('glue', 'AWSGlue.GetTable', { DatabaseName: 'goldenpath_insights', Name });
    const encoded = /^\/\* Presto View: (\S+) \*\/$/.exec(Table.ViewOriginalText ?? '')?.[1];
    return { ...Table, view: encoded && JSON.parse(Buffer.from(encoded, 'base64').toString()) };
  }

  async workGroup() {
    return (await this.aws.call('athena', 'AmazonAthena.GetWorkGroup', { WorkGroup: 'goldenpath-insights' })).WorkGroup;
  }

  get bucketName(): string {
    return this.work.id('AWS::S3::Bucket', 'InsightsBucket');
  }

  /** All that was delivered: each object, with its lines. */
  async delivered(): Promise<{ key: string; encryptedBy?: string; events: any[] }[]> {
    const Bucket = this.bucketName;
    const { Contents = [] } = await this.aws.s3.send(new ListObjectsV2Command({ Bucket }));
    return Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body, SSEKMSKeyId } = await this.aws.s3.send(new GetObjectCommand({ Bucket, Key }));
        const lines = gunzipSync(await Body!.transformToByteArray())
          .toString()
          .trimEnd()
          .split('\n');
        return { key: Key!, encryptedBy: SSEKMSKeyId, events: lines.map(line => JSON.parse(line)) };
      }),
    );
  }
}
