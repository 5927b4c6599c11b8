import * as athena from 'aws-cdk-lib/aws-athena';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/** Every resource of what a platform team collects, as its L1. */
export interface PlatformInsightsResources {
  /** Takes the events. */
  readonly eventBus: events.CfnEventBus;
  /**
   * Lets other accounts send.
   *
   * @default - only this account sends
   */
  readonly eventBusPolicy?: events.CfnEventBusPolicy;
  /** Takes the events that are kept, and gives them to the delivery stream. */
  readonly rule: events.CfnRule;
  /** The role with which the rule does so. */
  readonly forwardingRole: iam.CfnRole;
  /** The permissions of that role. */
  readonly forwardingRolePolicy: iam.CfnRolePolicy;
  /** Keeps events that the rule could not deliver. */
  readonly undeliveredQueue: sqs.CfnQueue;
  /** Lets the rule send to that queue, and nobody else. */
  readonly undeliveredQueuePolicy: sqs.CfnQueuePolicy;
  /** Writes events to the bucket. */
  readonly deliveryStream: firehose.CfnDeliveryStream;
  /** The role with which it writes. */
  readonly deliveryRole: iam.CfnRole;
  /** The permissions of that role. */
  readonly deliveryRolePolicy: iam.CfnRolePolicy;
  /** Says why events could not be written. */
  readonly deliveryLogGroup: logs.CfnLogGroup;
  /** The only stream of that log. */
  readonly deliveryLogStream: logs.CfnLogStream;
  /** Keeps all that was collected, and the results of queries. */
  readonly bucket: s3.CfnBucket;
  /** The only policy of the bucket. */
  readonly bucketPolicy: s3.CfnBucketPolicy;
  /**
   * Keeps the access logs of the bucket.
   *
   * @default - no access logs
   */
  readonly accessLogBucket?: s3.CfnBucket;
  /**
   * Lets S3 write access logs there.
   *
   * @default - no access logs
   */
  readonly accessLogBucketPolicy?: s3.CfnBucketPolicy;
  /** The database of the tables. */
  readonly database: glue.CfnDatabase;
  /** The table of events as they were delivered. */
  readonly rawTable: glue.CfnTable;
  /** The view of events as the aggregations read them. */
  readonly eventsView: glue.CfnTable;
  /** The view of the stacks' manifests. */
  readonly manifestsView: glue.CfnTable;
  /** The work group that queries run in. It limits what they read. */
  readonly workGroup: athena.CfnWorkGroup;
  /**
   * The key of the bucket, the stream, the queue, the log and the results.
   *
   * @default - AWS encrypts with keys of its own
   */
  readonly key?: kms.CfnKey;
  /**
   * Something could not be given to Firehose.
   *
   * @default - no alarm
   */
  readonly undeliveredAlarm?: cloudwatch.CfnAlarm;
  /**
   * Events do not get to the bucket.
   *
   * @default - no alarm
   */
  readonly freshnessAlarm?: cloudwatch.CfnAlarm;
  /**
   * Firehose fails to write.
   *
   * @default - no alarm
   */
  readonly deliverySuccessAlarm?: cloudwatch.CfnAlarm;
}
