import { NetworkAttributes } from './props';

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
 * The parameters that describe a network. Lists are in the order of the zones. A list that would be empty is left out:
 * SSM would refuse it.
 *
 * @param path of the network's construct
 */
export function publishedParameters(
  path: string,
  attributes: Required<NetworkAttributes>,
  prefix: string,
): PublishedParameter[] {
  return (Object.keys(PARAMETER) as Array<keyof typeof PARAMETER>)
    .filter(attribute => attributes[attribute].length > 0)
    .map(attribute => ({
      slot: `${attribute}Parameter`,
      name: `${prefix}/${PARAMETER[attribute]}`,
      description: `A part of the network ${path}.`,
      value: attributes[attribute],
    }));
}
