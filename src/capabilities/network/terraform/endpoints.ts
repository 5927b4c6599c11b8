import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint, VpcEndpointConfig } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { upperFirst } from '../../../support/names';
import { NetworkChoices } from '../decisions';
import { EndpointKind, endpointPolicy, endpointSlot } from '../endpoints';

/** The resources that endpoints are attached to. */
export type EndpointSurroundings = Pick<
  NetworkResources,
  'vpc' | 'publicRouteTable' | 'privateRouteTables' | 'isolatedRouteTable' | 'privateSubnets'
>;

/** The endpoints of AWS services, by which calls to them stay in the network. */
export type Endpoints = Pick<
  NetworkResources,
  'gatewayEndpoints' | 'interfaceEndpoints' | 'endpointSecurityGroup' | 'endpointSecurityGroupIngress'
>;

/** Gateway endpoints are entries of the route tables; interface endpoints are addresses in the private subnets. */
export function renderEndpoints(
  owner: CapabilityConstruct,
  surroundings: EndpointSurroundings,
  choices: NetworkChoices,
): Endpoints {
  const { vpc, publicRouteTable, privateRouteTables, isolatedRouteTable, privateSubnets } = surroundings;
  const routeTables = [...(publicRouteTable ? [publicRouteTable] : []), ...privateRouteTables, isolatedRouteTable];
  const renderEndpoint = (service: string, kind: EndpointKind, config: Partial<VpcEndpointConfig>) => {
    const slot = endpointSlot(kind, service);
    const { account, region } = context(owner);
    const policy = endpointPolicy(service, choices, account);
    return owner._slot(
      slot,
      new VpcEndpoint(owner, upperFirst(slot), {
        vpcId: vpc.id,
        vpcEndpointType: kind,
        serviceName: `com.amazonaws.${region}.${service}`,
        policy: policy && json(policy),
        tags: { ...owner._tags, Name: `${owner.node.path}/${service}` },
        ...config,
      }),
    );
  };
  const gatewayEndpoints = choices.gatewayEndpoints.map(service =>
    renderEndpoint(service, 'Gateway', { routeTableIds: routeTables.map(table => table.id) }),
  );
  if (choices.interfaceEndpoints.length === 0) return { gatewayEndpoints, interfaceEndpoints: [] };
  const { endpointSecurityGroup, endpointSecurityGroupIngress } = renderSecurityGroup(owner, vpc, choices);
  const interfaceEndpoints = choices.interfaceEndpoints.map(service =>
    renderEndpoint(service, 'Interface', {
      privateDnsEnabled: choices.endpointPrivateDns,
      subnetIds: privateSubnets.slice(0, choices.interfaceEndpointZones).map(subnet => subnet.id),
      securityGroupIds: [endpointSecurityGroup.id],
    }),
  );
  return { gatewayEndpoints, interfaceEndpoints, endpointSecurityGroup, endpointSecurityGroupIngress };
}

/** Endpoints only answer, so there is no rule for the way out. Terraform removes the one that AWS makes. */
function renderSecurityGroup(owner: CapabilityConstruct, vpc: Vpc, choices: NetworkChoices) {
  const endpointSecurityGroup = owner._slot(
    'endpointSecurityGroup',
    new SecurityGroup(owner, 'EndpointSecurityGroup', {
      description: 'AWS services, for what is in the network.',
      vpcId: vpc.id,
      tags: { ...owner._tags, Name: `${owner.node.path}/endpoints` },
    }),
  );
  const endpointSecurityGroupIngress = owner._slot(
    'endpointSecurityGroupIngress',
    new VpcSecurityGroupIngressRule(owner, 'EndpointSecurityGroupIngress', {
      securityGroupId: endpointSecurityGroup.id,
      ipProtocol: 'tcp',
      fromPort: choices.endpointPort,
      toPort: choices.endpointPort,
      cidrIpv4: choices.cidrBlock,
      description: 'From anywhere in the network',
      tags: owner._tags,
    }),
  );
  return { endpointSecurityGroup, endpointSecurityGroupIngress };
}
