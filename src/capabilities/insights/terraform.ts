import { Construct } from 'constructs';
import { databaseName } from './catalog';
import { definition } from './definition';
import { PlatformInsightsProps } from './props';
import { renderInsights } from './terraform/render';
import { PlatformInsightsResources } from './terraform/resources';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { keyIn } from '../../parts/data-key/terraform';

export type { PlatformInsightsResources } from './terraform/resources';

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

  constructor(scope: Construct, id: string, props: PlatformInsightsProps & TerraformProps = {}) {
    const planned = planOn(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    const { choices } = planned;
    this.resources = this._make(() => renderInsights(this, choices));
    this.databaseName = databaseName(choices);
    this.workGroupName = choices.name;
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
