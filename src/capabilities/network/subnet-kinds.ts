/** Everywhere: where what the network does not know itself is sent to. */
export const EVERYWHERE = '0.0.0.0/0';

/**
 * The three kinds of subnets. The values are what look-ups tell them apart by: CDK's own, and this package's on either
 * engine.
 */
export type SubnetKind = 'Public' | 'Private' | 'Isolated';

/** The tag that says which kind a subnet is. */
export const SUBNET_TYPE_TAG = 'aws-cdk:subnet-type';

/** What look-ups go by, before they guess from routes. */
export function subnetKindTags(kind: SubnetKind): { [key: string]: string } {
  return { 'aws-cdk:subnet-name': kind, [SUBNET_TYPE_TAG]: kind };
}

/** The slot of a subnet, counted from 1. */
export function subnetSlot(kind: SubnetKind, zone: number): string {
  return `${kind.toLowerCase()}Subnet${zone + 1}`;
}
