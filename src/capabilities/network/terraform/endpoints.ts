import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint, VpcEndpointConfig } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { json } from '../../../engines/terraform/json';
import { upperFirst } from '../../../support/names';
import { NetworkChoices } from '../decisions';
import { EndpointKind, endpointPolicy, endpointSlot } from '../endpoints';

/** What the endpoints stand in. */
export interface EndpointPlace {
  readonly vpc: Vpc;
  readonly routeTables: RouteTable[];
  readonly subnets: Subnet[];
}

/** The ways to AWS services that do not leave the network. */
export interface Endpoints {
  readonly gatewayEndpoints: VpcEndpoint[];
  readonly interfaceEndpoints: VpcEndpoint[];
  readonly endpointSecurityGroup?: SecurityGroup;
  readonly endpointSecurityGroupIngress?: VpcSecurityGroupIngressRule;
}

/** Gateway endpoints are entries of the route tables; interface endpoints are addresses in the private subnets. */
export function renderEndpoints(owner: CapabilityConstruct, place: EndpointPlace, choices: NetworkChoices): Endpoints {
  const endpoint = (service: string, kind: EndpointKind, config: Partial<VpcEndpointConfig>) => {
    const slot = endpointSlot(kind, service);
    const { account, region } = context(owner);
    const policy = endpointPolicy(service, choices, account);
    return owner._slot(
      slot,
      new VpcEndpoint(owner, upperFirst(slot), {
        vpcId: place.vpc.id,
        vpcEndpointType: kind,
        serviceName: `com.amazonaws.${region}.${service}`,
        policy: policy && json(policy),
        tags: { ...owner._tags, Name: `${owner.node.path}/${service}` },
        ...config,
      }),
    );
  };
  const gatewayEndpoints = choices.gatewayEndpoints.map(service =>
    endpoint(service, 'Gateway', { routeTableIds: place.routeTables.map(table => table.id) }),
  );
  if (choices.interfaceEndpoints.length === 0) return { gatewayEndpoints, interfaceEndpoints: [] };
  // Endpoints only answer, so there is no rule for the way out. Terraform takes out the one that AWS makes.
  const endpointSecurityGroup = owner._slot(
    'endpointSecurityGroup',
    new SecurityGroup(owner, 'EndpointSecurityGroup', {
      description: 'AWS services, for what is in the network.',
      vpcId: place.vpc.id,
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
  const interfaceEndpoints = choices.interfaceEndpoints.map(service =>
    endpoint(service, 'Interface', {
      privateDnsEnabled: choices.endpointPrivateDns,
      subnetIds: place.subnets.slice(0, choices.interfaceEndpointZones).map(subnet => subnet.id),
      securityGroupIds: [endpointSecurityGroup.id],
    }),
  );
  return { gatewayEndpoints, interfaceEndpoints, endpointSecurityGroup, endpointSecurityGroupIngress };
}
