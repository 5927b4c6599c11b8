/** The range of all addresses: the destination of routes that lead out of the network. */
export const EVERYWHERE = '0.0.0.0/0';

/**
 * The three kinds of subnets. The values are those by which look-ups tell them apart: CDK's own, and this package's on
 * either engine.
 */
export type SubnetKind = 'Public' | 'Private' | 'Isolated';

/** The tag that says which kind a subnet is. */
export const SUBNET_TYPE_TAG = 'aws-cdk:subnet-type';

/** The tags by which look-ups tell the kinds apart, before they guess from routes. */
export function subnetKindTags(kind: SubnetKind): { [key: string]: string } {
  return { 'aws-cdk:subnet-name': kind, [SUBNET_TYPE_TAG]: kind };
}

/** The slot of a subnet. Zones are counted from 0, slots from 1. */
export function subnetSlot(kind: SubnetKind, zone: number): string {
  return `${kind.toLowerCase()}Subnet${zone + 1}`;
}

/** As many of something as are asked for, counted from 1. */
export function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
