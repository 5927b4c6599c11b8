import { Construct } from 'constructs';
import { renderSharedInfrastructure } from './aws/render';
import { SharedInfrastructureResources } from './aws/resources';
import { Contract } from './contract';
import { definition } from './definition';
import { SharedInfrastructureProps } from './props';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { plan } from '../../path/plan';

export type { SharedInfrastructureResources } from './aws/resources';

/**
 * What the services of an environment share, published under `/goldenpath/<environment>/`. An `Environment` makes it;
 * by itself it stands in a plain stack.
 *
 * @example
 * new SharedInfrastructure(stack, 'Shared', { environment: 'production', network });
 */
export class SharedInfrastructure extends CapabilityConstruct {
  /** Every resource, by name. */
  public readonly resources: SharedInfrastructureResources;
  /** The network that is published. */
  public readonly network: INetwork;
  /** @internal */
  public readonly _contract: Contract;

  constructor(scope: Construct, id: string, props: SharedInfrastructureProps) {
    const planned = plan(definition, scope, id, props);
    super(scope, id, planned);
    const { resources, network, contract } = this._make(() => renderSharedInfrastructure(this, planned));
    this.resources = resources;
    this.network = network;
    this._contract = contract;
  }
}
