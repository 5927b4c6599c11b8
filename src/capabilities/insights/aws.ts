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
import { Construct } from 'constructs';
import { insightsAlarms } from './alarms';
import { renderBucket } from './aws/bucket';
import { renderCollection } from './aws/collection';
import { renderDelivery } from './aws/delivery';
import { renderQueries } from './aws/queries';
import { databaseName } from './catalog';
import { checkChoices, checkProps } from './check';
import { decide } from './decisions';
import { KEY_USERS } from './policies';
import { PlatformInsightsProps } from './props';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { alarm } from '../../parts/alarm/aws';
import { dataKey } from '../../parts/data-key/aws';
import { GoldenPath } from '../../path/golden-path';

/** Every resource of what a platform team collects, as its L1. */
export interface PlatformInsightsResources {
  /** Takes the events. */
  readonly eventBus: events.CfnEventBus;
  /**
   * Who of other accounts may send.
   *
   * @default - nobody
   */
  readonly eventBusPolicy?: events.CfnEventBusPolicy;
  /** What of the events is kept, and where it goes. */
  readonly rule: events.CfnRule;
  /** With what the rule gives events to the delivery stream. */
  readonly forwardingRole: iam.CfnRole;
  /** What that role may do. */
  readonly forwardingRolePolicy: iam.CfnRolePolicy;
  /** Events that the rule could not deliver. */
  readonly undeliveredQueue: sqs.CfnQueue;
  /** Who may leave something there. */
  readonly undeliveredQueuePolicy: sqs.CfnQueuePolicy;
  /** Writes events to the bucket. */
  readonly deliveryStream: firehose.CfnDeliveryStream;
  /** With what it writes. */
  readonly deliveryRole: iam.CfnRole;
  /** What that role may do. */
  readonly deliveryRolePolicy: iam.CfnRolePolicy;
  /** What could not be written, and why. */
  readonly deliveryLogGroup: logs.CfnLogGroup;
  /** The one stream of that log. */
  readonly deliveryLogStream: logs.CfnLogStream;
  /** All that was collected, and the results of queries. */
  readonly bucket: s3.CfnBucket;
  /** Its one policy. */
  readonly bucketPolicy: s3.CfnBucketPolicy;
  /**
   * Who read and wrote what.
   *
   * @default - nobody writes that down
   */
  readonly accessLogBucket?: s3.CfnBucket;
  /**
   * Who may write there.
   *
   * @default - no access logs
   */
  readonly accessLogBucketPolicy?: s3.CfnBucketPolicy;
  /** The tables, by name. */
  readonly database: glue.CfnDatabase;
  /** Events as they were delivered. */
  readonly rawTable: glue.CfnTable;
  /** Events as the aggregations read them. */
  readonly eventsView: glue.CfnTable;
  /** Manifests of stacks. */
  readonly manifestsView: glue.CfnTable;
  /** Where questions are asked, and with what limit. */
  readonly workGroup: athena.CfnWorkGroup;
  /**
   * The key of all of it.
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

/**
 * Deployment events and manifests of all accounts, collected in one bucket and ready for SQL. Stands in the platform
 * team's account.
 *
 * @example
 * new PlatformInsights(stack, 'Insights', { organizationId: 'o-a1b2c3d4e5' });
 */
export class PlatformInsights extends CapabilityConstruct {
  /** Every resource, by name. */
  public readonly resources: PlatformInsightsResources;
  /** The database of the views `events` and `manifests`, as queries name it. */
  public readonly databaseName: string;
  /** The name of the Athena work group. */
  public readonly workGroupName: string;

  private madeEventBus?: events.IEventBus;

  constructor(scope: Construct, id: string, props: PlatformInsightsProps = {}) {
    super(scope, id, 'insights');
    checkProps(props, this.node.path);
    const decided = decide(props ?? {}, this._ledger);
    checkChoices(decided, this.node.path);
    this._ownedBy(props?.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey ? dataKey(this, decided, `Events of ${this.node.path}.`, KEY_USERS) : undefined;
    const bucket = renderBucket(this, decided, key);
    const delivery = renderDelivery(this, decided, bucket, key);
    const collection = renderCollection(this, decided, delivery.deliveryStream.attrArn, key);
    const queries = renderQueries(this, decided, bucket.bucket, key);
    const alarms = insightsAlarms(
      this.node.path,
      decided,
      collection.undeliveredQueue.attrQueueName,
      delivery.deliveryStream.ref,
    );
    this.resources = {
      ...bucket,
      ...delivery,
      ...collection,
      ...queries,
      key,
      ...Object.fromEntries(Object.entries(alarms).map(([slot, each]) => [slot, alarm(this, slot, each)])),
    };
    this.databaseName = databaseName(decided);
    this.workGroupName = decided.name;
  }

  /** The ARN of the event bus, which rules in other accounts send to. */
  public get eventBusArn(): string {
    return this.resources.eventBus.attrArn;
  }

  /** The name of the event bus. */
  public get eventBusName(): string {
    return this.resources.eventBus.ref;
  }

  /** The name of the bucket. */
  public get bucketName(): string {
    return this.resources.bucket.ref;
  }

  /**
   * The event bus, for plain CDK: rules that send to it, roles that put events. Who of other accounts may send is a
   * prop.
   */
  public get eventBus(): events.IEventBus {
    return (this.madeEventBus ??= events.EventBus.fromEventBusAttributes(this, 'EventBusView', {
      eventBusArn: this.eventBusArn,
      eventBusName: this.eventBusName,
      eventBusPolicy: '',
    }));
  }
}
