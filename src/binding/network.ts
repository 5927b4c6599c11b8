import { IConstruct } from 'constructs';
import { isListOfTexts, isText, Refuse } from '../support/input';

/**
 * A network that services and databases stand in: one per environment, shared.
 *
 * It is independent of the engine, so that either engine can use a network that the other published.
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
  /** Subnets that reach the internet, and that the internet does not reach: for tasks and functions. */
  readonly privateSubnetIds: string[];
  /** Subnets without a route to the internet: for data. */
  readonly isolatedSubnetIds: string[];
}

/**
 * Refuses a value that is no network. Undefined stands for the network of the path.
 *
 * @internal
 */
export function checkIsNetwork(network: INetwork | undefined, refuse: Refuse): void {
  if (network === undefined || network === null) return;
  const { availabilityZones, publicSubnetIds, privateSubnetIds, isolatedSubnetIds } = network;
  const lists = [availabilityZones, publicSubnetIds, privateSubnetIds, isolatedSubnetIds];
  if (isText(network.vpcId) && isText(network.cidrBlock) && lists.every(isListOfTexts)) return;
  if (isText(network.vpcId) && Array.isArray((network as any).privateSubnets)) {
    refuse('network is a VPC of CDK.', "Give Network.fromVpc(stack, 'Network', vpc).");
  }
  refuse('network is not a Network.', 'Give a Network, or one of Network.fromIds, fromLookup and fromParameters.');
}
