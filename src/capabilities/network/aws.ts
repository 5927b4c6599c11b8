import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { networkFromIds, networkFromLookup, networkFromParameters } from './aws/existing-network';
import { networkFromVpc, NetworkVpcOptions } from './aws/from-vpc';
import { renderNetwork } from './aws/render';
import { NetworkResources } from './aws/resources';
import { vpcView } from './aws/vpc-view';
import { definition } from './definition';
import { NetworkAttributes, NetworkLookupOptions, NetworkParametersOptions, NetworkProps } from './props';
import { recordNetwork } from '../../binding/default-network';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { IVpcNetwork } from '../../engines/aws/network-view';
import { keyIn } from '../../parts/data-key/aws';
import { plan } from '../../path/plan';

export type { NetworkVpcOptions } from './aws/from-vpc';
export type { NetworkResources } from './aws/resources';
export type { IVpcNetwork } from '../../engines/aws/network-view';

/**
 * A VPC over two or three zones, with public, private and isolated subnets. One is shared by everything in an
 * environment.
 *
 * Synthesis needs no credentials: zones are those of the region in which the stack is deployed.
 *
 * @example
 * const network = new Network(stack, 'Network', { cidrBlock: '10.20.0.0/16', publishTo: '/acme/production/network' });
 */
export class Network extends CapabilityConstruct implements IVpcNetwork {
  /**
   * An existing network, by ids.
   *
   * @throws InvalidInputError where a list of subnets does not fit to the zones
   */
  public static fromIds(scope: Construct, id: string, attributes: NetworkAttributes): IVpcNetwork {
    return networkFromIds(scope, id, attributes);
  }

  /**
   * An existing network, looked up with the credentials of whoever synthesises, and then remembered in
   * `cdk.context.json`. The stack needs an account and a region.
   *
   * @throws InvalidInputError where nothing was found that services and databases can stand in
   */
  public static fromLookup(scope: Construct, id: string, options: NetworkLookupOptions): IVpcNetwork {
    return networkFromLookup(scope, id, options);
  }

  /** An existing network that was published with `publishTo`. It is read at each deployment. */
  public static fromParameters(scope: Construct, id: string, options: NetworkParametersOptions): IVpcNetwork {
    return networkFromParameters(scope, id, options);
  }

  /**
   * A VPC of plain CDK, made in this app or imported. One subnet of each kind is used in each zone; what starts in it
   * waits for its ways out.
   *
   * @throws InvalidInputError where it has subnets that the internet does not reach in fewer than two zones
   */
  public static fromVpc(scope: Construct, id: string, vpc: ec2.IVpc, options?: NetworkVpcOptions): IVpcNetwork {
    return networkFromVpc(scope, id, vpc, options);
  }

  /** Every resource, by name. */
  public readonly resources: NetworkResources;
  public readonly vpcId: string;
  public readonly cidrBlock: string;
  public readonly availabilityZones: string[];
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly isolatedSubnetIds: string[];
  private madeVpc?: ec2.IVpc;

  constructor(scope: Construct, id: string, props: NetworkProps = {}) {
    const planned = plan(definition, scope, id, props, keyIn(scope));
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

  /** The VPC, for plain CDK. */
  public get vpc(): ec2.IVpc {
    return (this.madeVpc ??= vpcView(this, 'Vpc', this, this.resources));
  }
}
