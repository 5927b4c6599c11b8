import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { NetworkResources } from './resources';
import { INetwork } from '../../../binding/network';

/** A network as the `IVpc` of plain CDK. CDK calls subnets private that have a way out, and all others isolated. */
export function vpcView(scope: Construct, id: string, network: INetwork, resources: NetworkResources): ec2.IVpc {
  const { availabilityZones } = network;
  const { publicRouteTable, privateRouteTables, privateRoutes, isolatedRouteTable } = resources;
  const hasEgress = privateRoutes.length > 0;
  const privateTables = privateRouteTables.map(table => table.ref);
  const isolatedTables = availabilityZones.map(() => isolatedRouteTable.ref);
  return ec2.Vpc.fromVpcAttributes(scope, id, {
    vpcId: network.vpcId,
    vpcCidrBlock: network.cidrBlock,
    availabilityZones,
    ...(publicRouteTable && {
      publicSubnetIds: network.publicSubnetIds,
      publicSubnetNames: ['Public'],
      publicSubnetRouteTableIds: availabilityZones.map(() => publicRouteTable.ref),
    }),
    ...(hasEgress && {
      privateSubnetIds: network.privateSubnetIds,
      privateSubnetNames: ['Private'],
      privateSubnetRouteTableIds: privateTables,
    }),
    isolatedSubnetIds: [...(hasEgress ? [] : network.privateSubnetIds), ...network.isolatedSubnetIds],
    isolatedSubnetNames: [...(hasEgress ? [] : ['Private']), 'Isolated'],
    isolatedSubnetRouteTableIds: [...(hasEgress ? [] : privateTables), ...isolatedTables],
  });
}
