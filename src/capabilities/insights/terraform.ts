import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { insightsAlarms } from './alarms';
import { databaseName } from './catalog';
import { checkChoices, checkProps } from './check';
import { decide } from './decisions';
import { KEY_USERS } from './policies';
import { PlatformInsightsProps } from './props';
import { BucketResources, renderBucket } from './terraform/bucket';
import { Collection, renderCollection } from './terraform/collection';
import { Delivery, renderDelivery } from './terraform/delivery';
import { Queries, renderQueries } from './terraform/queries';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { alarm } from '../../parts/alarm/terraform';
import { dataKey } from '../../parts/data-key/terraform';
import { GoldenPath } from '../../path/golden-path';

/** Every resource of what a platform team collects. */
export interface PlatformInsightsResources extends BucketResources, Delivery, Collection, Queries {
  /** The key of all of it, where AWS's own are not enough. */
  readonly key?: KmsKey;
  /** Something could not be given to Firehose. */
  readonly undeliveredAlarm?: CloudwatchMetricAlarm;
  /** Events do not get to the bucket. */
  readonly freshnessAlarm?: CloudwatchMetricAlarm;
  /** Firehose fails to write. */
  readonly deliverySuccessAlarm?: CloudwatchMetricAlarm;
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

  constructor(scope: Construct, id: string, props: PlatformInsightsProps = {}) {
    super(scope, id, 'insights');
    using _untraced = withoutTokenTraces();
    checkProps(props, this.node.path);
    const decided = decide(props ?? {}, this._ledger);
    checkChoices(decided, this.node.path);
    this._ownedBy(props?.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey
      ? dataKey(this, decided, `Events of ${this.node.path}.`, KEY_USERS, decided.onRemoval === 'retain')
      : undefined;
    const bucket = renderBucket(this, decided, key);
    const delivery = renderDelivery(this, decided, bucket, key);
    const collection = renderCollection(this, decided, delivery.deliveryStream.arn, key);
    const queries = renderQueries(this, decided, bucket.bucket, key);
    const alarms = insightsAlarms(
      this.node.path,
      decided,
      collection.undeliveredQueue.name,
      delivery.deliveryStream.name,
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
    return this.resources.eventBus.arn;
  }

  /** The name of the event bus. */
  public get eventBusName(): string {
    return this.resources.eventBus.name;
  }

  /** The name of the bucket. */
  public get bucketName(): string {
    return this.resources.bucket.bucket;
  }
}
