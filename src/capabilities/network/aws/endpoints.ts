import { Aws, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { NetworkChoices } from '../decisions';
import { EndpointKind, endpointPolicy, endpointSlot } from '../endpoints';

/** What the endpoints stand in. */
export interface EndpointPlace {
  readonly vpc: ec2.CfnVPC;
  readonly routeTables: ec2.CfnRouteTable[];
  readonly subnets: ec2.CfnSubnet[];
}

/** The ways to AWS services that do not leave the network. */
export interface Endpoints {
  readonly gatewayEndpoints: ec2.CfnVPCEndpoint[];
  readonly interfaceEndpoints: ec2.CfnVPCEndpoint[];
  readonly endpointSecurityGroup?: ec2.CfnSecurityGroup;
}

/** Gateway endpoints are entries of the route tables; interface endpoints are addresses in the private subnets. */
export function renderEndpoints(owner: CapabilityConstruct, place: EndpointPlace, choices: NetworkChoices): Endpoints {
  const endpoint = (service: string, kind: EndpointKind, props: Partial<ec2.CfnVPCEndpointProps>) => {
    const slot = endpointSlot(kind, service);
    return owner._slot(
      slot,
      new ec2.CfnVPCEndpoint(owner, upperFirst(slot), {
        vpcId: place.vpc.ref,
        vpcEndpointType: kind,
        serviceName: `com.amazonaws.${Stack.of(owner).region}.${service}`,
        policyDocument: endpointPolicy(service, choices, Aws.ACCOUNT_ID),
        tags: [{ key: 'Name', value: `${owner.node.path}/${service}` }],
        ...props,
      }),
    );
  };
  const gatewayEndpoints = choices.gatewayEndpoints.map(service =>
    endpoint(service, 'Gateway', { routeTableIds: place.routeTables.map(table => table.ref) }),
  );
  if (choices.interfaceEndpoints.length === 0) return { gatewayEndpoints, interfaceEndpoints: [] };
  const endpointSecurityGroup = owner._slot(
    'endpointSecurityGroup',
    new ec2.CfnSecurityGroup(owner, 'EndpointSecurityGroup', {
      groupDescription: 'AWS services, for what is in the network.',
      vpcId: place.vpc.ref,
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
  const interfaceEndpoints = choices.interfaceEndpoints.map(service =>
    endpoint(service, 'Interface', {
      privateDnsEnabled: choices.endpointPrivateDns,
      subnetIds: place.subnets.slice(0, choices.interfaceEndpointZones).map(subnet => subnet.ref),
      securityGroupIds: [endpointSecurityGroup.attrGroupId],
    }),
  );
  return { gatewayEndpoints, interfaceEndpoints, endpointSecurityGroup };
}
