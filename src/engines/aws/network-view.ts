import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IDependable } from 'constructs';
import { INetwork } from '../../binding/network';
import { refusal } from '../../support/input';

/** A network on AWS CDK, which L2s can stand in as well. */
export interface IVpcNetwork extends INetwork {
  /** The VPC, for plain CDK. */
  readonly vpc: ec2.IVpc;
}

/** A network as the `ec2.IVpc` that L2s take. One that stands in a stack has it already. */
export function vpcOf(scope: Construct, network: INetwork): ec2.IVpc {
  const own: ec2.IVpc | undefined = isInStack(network) ? (network as Partial<IVpcNetwork>).vpc : undefined;
  if (own) return own;
  return importedVpc(scope, network);
}

/** The VPC of a network that was made elsewhere. It is imported into the network's own place, which is in a stack. */
export function vpcIn(network: INetwork & Construct): ec2.IVpc {
  if (isInStack(network)) return importedVpc(network, network);
  return refusal(network.node.path, 'guides/network.md')(
    'This network stands in no stack, and a VPC of CDK needs one.',
    'Make it in a stack, or take the vpc of what stands in it: orders.vpc.',
  );
}

/** Lets a resource wait for the ways out of its network, which CDK makes beside the subnets. */
export function afterWaysOut(resource: CfnResource, network: INetwork): void {
  const ways: readonly IDependable[] = (network as { readonly _waysOut?: IDependable[] })._waysOut ?? [];
  resource.node.addDependency(...ways);
}

function isInStack(network: INetwork): boolean {
  return network.node.scopes.some(each => Stack.isStack(each));
}

function importedVpc(scope: Construct, network: INetwork): ec2.IVpc {
  const known = scope.node.tryFindChild('Vpc') as unknown as ec2.IVpc | undefined;
  return (
    known ??
    ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
      vpcId: network.vpcId,
      vpcCidrBlock: network.cidrBlock,
      availabilityZones: network.availabilityZones,
      publicSubnetIds: network.publicSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
      isolatedSubnetIds: network.isolatedSubnetIds,
    })
  );
}
