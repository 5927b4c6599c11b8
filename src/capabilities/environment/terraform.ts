import { Construct } from 'constructs';
import { definition } from './definition';
import { SharedInfrastructureProps } from './props';
import { renderSharedInfrastructure } from './terraform/render';
import { SharedInfrastructureResources } from './terraform/resources';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { planOn, TerraformProps } from '../../engines/terraform/provider';

export type { SharedInfrastructureResources } from './terraform/resources';

/**
 * What the services of an environment share, published under `/goldenpath/<environment>/`.
 *
 * @example
 * new SharedInfrastructure(stack, 'Shared', { environment: 'production', network });
 */
export class SharedInfrastructure extends CapabilityConstruct {
  /** Every resource, by name. */
  public readonly resources: SharedInfrastructureResources;
  /** The network that is published. */
  public readonly network: INetwork;

  constructor(scope: Construct, id: string, props: SharedInfrastructureProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props);
    super(scope, id, planned);
    const { resources, network } = this._make(() => renderSharedInfrastructure(this, planned));
    this.resources = resources;
    this.network = network;
  }
}
