import { IConstruct } from 'constructs';
import { isText, Refuse } from '../support/input';

/**
 * A network that services and databases stand in: one per environment, shared.
 *
 * Engine-free, so that either engine can use what the other published.
 */
export interface INetwork extends IConstruct {
  /** The id of the VPC. */
  readonly vpcId: string;
  /** The IPv4 range of the VPC. */
  readonly cidrBlock: string;
  /** The zones that the subnets are in, in the order of the subnets. */
  readonly availabilityZones: string[];
  /** Subnets with a route to an internet gateway. May be empty. */
  readonly publicSubnetIds: string[];
  /** Subnets with a way out and none in: for tasks and functions. */
  readonly privateSubnetIds: string[];
  /** Subnets with no way out: for data. */
  readonly isolatedSubnetIds: string[];
}

/**
 * Refuses what is no network. None is the path's.
 *
 * @internal
 */
export function checkIsNetwork(network: INetwork | undefined, refuse: Refuse): void {
  if (network === undefined || network === null) return;
  if (isText(network.vpcId) && Array.isArray(network.privateSubnetIds) && Array.isArray(network.publicSubnetIds)) {
    return;
  }
  refuse('network is not a Network.', 'Give a Network, or Network.fromIds(...) for a VPC that exists.');
}
