import { INetwork } from '../../binding/network';

/** The last parts of the parameters' names. Whoever reads them, on either engine, relies on them. */
export const PARAMETER = {
  vpcId: 'vpc-id',
  cidrBlock: 'cidr-block',
  availabilityZones: 'availability-zones',
  publicSubnetIds: 'public-subnet-ids',
  privateSubnetIds: 'private-subnet-ids',
  isolatedSubnetIds: 'isolated-subnet-ids',
} as const;

/** One SSM parameter of a published network. */
export interface PublishedParameter {
  readonly slot: string;
  readonly name: string;
  readonly description: string;
  /** A list becomes a `StringList`. */
  readonly value: string | string[];
}

/**
 * What writes a network down below a prefix. Lists are in the order of the zones. A list that would be empty is left
 * out.
 */
export function publishedParameters(network: INetwork, prefix: string): PublishedParameter[] {
  const { vpcId, cidrBlock, availabilityZones, publicSubnetIds, privateSubnetIds, isolatedSubnetIds } = network;
  const values: [keyof typeof PARAMETER, string | string[]][] = [
    ['vpcId', vpcId],
    ['cidrBlock', cidrBlock],
    ['availabilityZones', availabilityZones],
    ['publicSubnetIds', publicSubnetIds],
    ['privateSubnetIds', privateSubnetIds],
    ['isolatedSubnetIds', isolatedSubnetIds],
  ];
  return values
    .filter(([, value]) => value.length > 0)
    .map(([what, value]) => ({
      slot: `${what}Parameter`,
      name: `${prefix}/${PARAMETER[what]}`,
      description: `A part of the network ${network.node.path}.`,
      value,
    }));
}
