import { INetwork } from '../../binding/network';

/**
 * The last parts of the names of a network's parameters. Whoever reads them, on either engine, relies on them.
 *
 * @internal
 */
export const NETWORK_PARAMETER = {
  vpcId: 'vpc-id',
  cidrBlock: 'cidr-block',
  availabilityZones: 'availability-zones',
  publicSubnetIds: 'public-subnet-ids',
  privateSubnetIds: 'private-subnet-ids',
  isolatedSubnetIds: 'isolated-subnet-ids',
} as const;

/**
 * What is published of a network.
 *
 * @internal
 */
export type PublishedNetwork = Pick<INetwork, keyof typeof NETWORK_PARAMETER>;

/**
 * One SSM parameter by which other apps find something.
 *
 * @internal
 */
export interface PublishedParameter {
  readonly slot: string;
  readonly name: string;
  readonly description: string;
  /** A list becomes a `StringList`. */
  readonly value: string | string[];
}

/**
 * The parameters that describe a network. Lists are in the order of the zones. A list that would be empty is left out:
 * SSM would refuse it.
 *
 * @param path of the network's construct
 * @internal
 */
export function networkParameters(path: string, network: PublishedNetwork, prefix: string): PublishedParameter[] {
  return (Object.keys(NETWORK_PARAMETER) as Array<keyof typeof NETWORK_PARAMETER>)
    .filter(attribute => network[attribute].length > 0)
    .map(attribute => ({
      slot: `${attribute}Parameter`,
      name: `${prefix}/${NETWORK_PARAMETER[attribute]}`,
      description: `A part of the network ${path}.`,
      value: network[attribute],
    }));
}
