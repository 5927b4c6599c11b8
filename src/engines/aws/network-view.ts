import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { INetwork } from '../../binding/network';

/** A network as the `ec2.IVpc` that L2s take. Our own network has one already. */
export function vpcOf(scope: Construct, network: INetwork): ec2.IVpc {
  const own: ec2.IVpc | undefined = (network as any).vpc;
  if (own) return own;
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
