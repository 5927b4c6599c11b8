import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import { CloudwatchEventBus } from '@cdktf/provider-aws/lib/cloudwatch-event-bus';
import { CloudwatchEventBusPolicy } from '@cdktf/provider-aws/lib/cloudwatch-event-bus-policy';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { AccessLogs, DataBucket } from '../../../parts/data-bucket/terraform';

/** Every resource of what a platform team collects. */
export interface PlatformInsightsResources extends DataBucket, AccessLogs {
  /** Takes the events. */
  readonly eventBus: CloudwatchEventBus;
  /** Lets other accounts send, if any may. */
  readonly eventBusPolicy?: CloudwatchEventBusPolicy;
  /** Takes the events that are kept. */
  readonly rule: CloudwatchEventRule;
  /** The delivery stream as the target of that rule. */
  readonly ruleTarget: CloudwatchEventTarget;
  /** The role with which the rule gives events to the delivery stream. */
  readonly forwardingRole: IamRole;
  /** The permissions of that role. */
  readonly forwardingRolePolicy: IamRolePolicy;
  /** Keeps events that the rule could not deliver. */
  readonly undeliveredQueue: SqsQueue;
  /** Lets the rule send to that queue, and nobody else. */
  readonly undeliveredQueuePolicy: SqsQueuePolicy;
  /** Writes events to the bucket. */
  readonly deliveryStream: KinesisFirehoseDeliveryStream;
  /** The role with which it writes. */
  readonly deliveryRole: IamRole;
  /** The permissions of that role. */
  readonly deliveryRolePolicy: IamRolePolicy;
  /** Says why events could not be written. */
  readonly deliveryLogGroup: CloudwatchLogGroup;
  /** The only stream of that log. */
  readonly deliveryLogStream: CloudwatchLogStream;
  /** The database of the tables. */
  readonly database: GlueCatalogDatabase;
  /** The table of events as they were delivered. */
  readonly rawTable: GlueCatalogTable;
  /** The view of events as the aggregations read them. */
  readonly eventsView: GlueCatalogTable;
  /** The view of the stacks' manifests. */
  readonly manifestsView: GlueCatalogTable;
  /** The work group that queries run in. It limits what they read. */
  readonly workGroup: AthenaWorkgroup;
  /** The key of bucket, stream, queue, log and results, unless AWS encrypts with keys of its own. */
  readonly key?: KmsKey;
  /** Something could not be given to Firehose. */
  readonly undeliveredAlarm?: CloudwatchMetricAlarm;
  /** Events do not get to the bucket. */
  readonly freshnessAlarm?: CloudwatchMetricAlarm;
  /** Firehose fails to write. */
  readonly deliverySuccessAlarm?: CloudwatchMetricAlarm;
}
