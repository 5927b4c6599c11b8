import * as events from 'aws-cdk-lib/aws-events';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { renderInsights } from './aws/render';
import { PlatformInsightsResources } from './aws/resources';
import { databaseName } from './catalog';
import { InsightsChoices } from './decisions';
import { definition } from './definition';
import { PlatformInsightsProps } from './props';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { keyIn } from '../../parts/data-key/aws';
import { keyOf } from '../../parts/data-key/aws/key-view';
import { plan } from '../../path/plan';

export type { PlatformInsightsResources } from './aws/resources';

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

  private readonly choices: InsightsChoices;
  private madeEventBus?: events.IEventBus;
  private madeBucket?: s3.IBucket;

  constructor(scope: Construct, id: string, props: PlatformInsightsProps = {}) {
    const planned = plan(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    const { choices } = planned;
    this.choices = choices;
    this.resources = this._make(() => renderInsights(this, choices));
    this.databaseName = databaseName(choices);
    this.workGroupName = choices.name;
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

  /** The bucket, for plain CDK: grants to those who read what was collected. */
  public get bucket(): s3.IBucket {
    const { bucket, key } = this.resources;
    return (this.madeBucket ??= s3.Bucket.fromBucketAttributes(this, 'BucketView', {
      bucketArn: bucket.attrArn,
      bucketName: bucket.ref,
      encryptionKey: keyOf(this, this.choices, key),
    }));
  }
}
