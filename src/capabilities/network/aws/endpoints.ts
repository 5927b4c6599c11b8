import { Aws, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { NetworkChoices } from '../decisions';
import { EndpointKind, endpointPolicy, endpointSlot } from '../endpoints';

/** The resources that endpoints are attached to. */
export type EndpointSurroundings = Pick<
  NetworkResources,
  'vpc' | 'publicRouteTable' | 'privateRouteTables' | 'isolatedRouteTable' | 'privateSubnets'
>;

/** The endpoints of AWS services, by which calls to them stay in the network. */
export type Endpoints = Pick<NetworkResources, 'gatewayEndpoints' | 'interfaceEndpoints' | 'endpointSecurityGroup'>;

/** Gateway endpoints are entries of the route tables; interface endpoints are addresses in the private subnets. */
export function renderEndpoints(
  owner: CapabilityConstruct,
  surroundings: EndpointSurroundings,
  choices: NetworkChoices,
): Endpoints {
  const { vpc, publicRouteTable, privateRouteTables, isolatedRouteTable, privateSubnets } = surroundings;
  const routeTables = [...(publicRouteTable ? [publicRouteTable] : []), ...privateRouteTables, isolatedRouteTable];
  const renderEndpoint = (service: string, kind: EndpointKind, props: Partial<ec2.CfnVPCEndpointProps>) => {
    const slot = endpointSlot(kind, service);
    return owner._slot(
      slot,
      new ec2.CfnVPCEndpoint(owner, upperFirst(slot), {
        vpcId: vpc.ref,
        vpcEndpointType: kind,
        serviceName: `com.amazonaws.${Stack.of(owner).region}.${service}`,
        policyDocument: endpointPolicy(service, choices, Aws.ACCOUNT_ID),
        tags: [{ key: 'Name', value: `${owner.node.path}/${service}` }],
        ...props,
      }),
    );
  };
  const gatewayEndpoints = choices.gatewayEndpoints.map(service =>
    renderEndpoint(service, 'Gateway', { routeTableIds: routeTables.map(table => table.ref) }),
  );
  if (choices.interfaceEndpoints.length === 0) return { gatewayEndpoints, interfaceEndpoints: [] };
  const endpointSecurityGroup = renderSecurityGroup(owner, vpc, choices);
  const interfaceEndpoints = choices.interfaceEndpoints.map(service =>
    renderEndpoint(service, 'Interface', {
      privateDnsEnabled: choices.endpointPrivateDns,
      subnetIds: privateSubnets.slice(0, choices.interfaceEndpointZones).map(subnet => subnet.ref),
      securityGroupIds: [endpointSecurityGroup.attrGroupId],
    }),
  );
  return { gatewayEndpoints, interfaceEndpoints, endpointSecurityGroup };
}

function renderSecurityGroup(owner: CapabilityConstruct, vpc: ec2.CfnVPC, choices: NetworkChoices) {
  return owner._slot(
    'endpointSecurityGroup',
    new ec2.CfnSecurityGroup(owner, 'EndpointSecurityGroup', {
      groupDescription: 'AWS services, for what is in the network.',
      vpcId: vpc.ref,
      securityGroupIngress: [
        {
          ipProtocol: 'tcp',
          fromPort: choices.endpointPort,
          toPort: choices.endpointPort,
          cidrIp: choices.cidrBlock,
          description: 'From anywhere in the network',
        },
      ],
      // Endpoints only answer. A group without a rule would be given one that allows everything, so this one allows
      // nothing.
      securityGroupEgress: [
        { ipProtocol: 'icmp', fromPort: 252, toPort: 86, cidrIp: '255.255.255.255/32', description: 'To nowhere' },
      ],
      tags: [{ key: 'Name', value: `${owner.node.path}/endpoints` }],
    }),
  );
}
