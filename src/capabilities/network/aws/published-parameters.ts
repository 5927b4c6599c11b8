import { Fn } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { INetwork } from '../../../core/network';
import { upperFirst } from '../../../core/words';

/** The last parts of the parameters' names. Whoever reads them, from Terraform too, relies on them. */
export const PARAMETER = {
  vpcId: 'vpc-id',
  cidrBlock: 'cidr-block',
  availabilityZones: 'availability-zones',
  publicSubnetIds: 'public-subnet-ids',
  privateSubnetIds: 'private-subnet-ids',
  isolatedSubnetIds: 'isolated-subnet-ids',
} as const;

/** Writes a network down below a prefix. Lists are in the order of the zones. A list that would be empty is left out. */
export function publishNetwork(owner: CapabilityConstruct, network: INetwork, prefix: string): ssm.CfnParameter[] {
  const { vpcId, cidrBlock, availabilityZones, publicSubnetIds, privateSubnetIds, isolatedSubnetIds } = network;
  const values: [keyof typeof PARAMETER, string | string[]][] = [
    ['vpcId', vpcId],
    ['cidrBlock', cidrBlock],
    ['availabilityZones', availabilityZones],
    ['publicSubnetIds', publicSubnetIds],
    ['privateSubnetIds', privateSubnetIds],
    ['isolatedSubnetIds', isolatedSubnetIds],
  ];
  return values.filter(([, value]) => value.length > 0).map(([what, value]) => {
    const slot = `${what}Parameter`;
    return owner._slot(slot, new ssm.CfnParameter(owner, upperFirst(slot), {
      name: `${prefix}/${PARAMETER[what]}`,
      description: `A part of the network ${owner.node.path}.`,
      type: Array.isArray(value) ? 'StringList' : 'String',
      value: Array.isArray(value) ? Fn.join(',', value) : value,
    }));
  });
}
