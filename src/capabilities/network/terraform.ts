import { Construct } from 'constructs';
import { definition } from './definition';
import { checkNetworkAttributes, ExistingNetwork } from './existing-network';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions, NetworkProps } from './props';
import { networkFromLookup, networkFromParameters } from './terraform/existing-network';
import { renderNetwork } from './terraform/render';
import { NetworkResources } from './terraform/resources';
import { recordNetwork } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { keyIn } from '../../parts/data-key/terraform';

export type { NetworkResources } from './terraform/resources';

/**
 * A VPC over two or three zones, with public, private and isolated subnets. One is shared by everything in an
 * environment.
 *
 * Synthesis needs no credentials: zones are those of the region for which Terraform plans.
 *
 * @example
 * const network = new Network(stack, 'Network', { cidrBlock: '10.20.0.0/16', publishTo: '/acme/production/network' });
 */
export class Network extends CapabilityConstruct implements INetwork {
  /**
   * An existing network, by ids.
   *
   * @throws InvalidInputError where a list of subnets does not fit to the zones
   */
  public static fromIds(scope: Construct, id: string, attributes: NetworkAttributes): INetwork {
    checkNetworkAttributes(scope, id, attributes);
    return new ExistingNetwork(scope, id, attributes);
  }

  /**
   * An existing network, looked up by tags when Terraform plans. It has as many zones as are asked for, by default the
   * path's number of them. Its subnets are told apart by the tag `aws-cdk:subnet-type`, which those of this path have
   * on either engine.
   */
  public static fromLookup(scope: Construct, id: string, options: NetworkLookupOptions & TerraformProps): INetwork {
    return networkFromLookup(scope, id, options);
  }

  /** An existing network that was published with `publishTo`, by either engine. It is read when Terraform plans. */
  public static fromParameters(
    scope: Construct,
    id: string,
    options: NetworkParametersOptions & TerraformProps,
  ): INetwork {
    return networkFromParameters(scope, id, options);
  }

  /** Every resource, by name. */
  public readonly resources: NetworkResources;
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  public readonly availabilityZones: string[];
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly isolatedSubnetIds: string[];

  constructor(scope: Construct, id: string, props: NetworkProps & TerraformProps = {}) {
    const planned = planOn(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    const { resources, attributes } = this._make(() => renderNetwork(this, planned.choices));
    this.resources = resources;
    this.vpcId = attributes.vpcId;
    this.cidrBlock = attributes.cidrBlock;
    this.availabilityZones = attributes.availabilityZones;
    this.publicSubnetIds = attributes.publicSubnetIds;
    this.privateSubnetIds = attributes.privateSubnetIds;
    this.isolatedSubnetIds = attributes.isolatedSubnetIds;
    recordNetwork(this);
  }
}
