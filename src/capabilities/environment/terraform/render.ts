import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { SharedInfrastructureResources } from './resources';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { networkOf } from '../../../engines/terraform/default-network';
import { nameOf } from '../../../engines/terraform/names';
import { createSecurityGroup } from '../../../engines/terraform/security-groups';
import { renderParameters } from '../../../parts/published-parameters/terraform';
import { Plan } from '../../../path/plan';
import { contractOf, parametersOf } from '../contract';
import { SharedInfrastructureChoices } from '../decisions';
import { SharedInfrastructureProps } from '../props';

/** What is shared, as it was made. */
export interface RenderedInfrastructure {
  readonly resources: SharedInfrastructureResources;
  readonly network: INetwork;
}

export function renderSharedInfrastructure(
  owner: CapabilityConstruct,
  { props, choices }: Plan<SharedInfrastructureProps, SharedInfrastructureChoices>,
): RenderedInfrastructure {
  const network = networkOf(owner, props.network);
  const { cluster, capacityProviders } = renderCluster(owner, choices);
  const link = choices.vpcLink ? renderVpcLink(owner, network) : undefined;
  const facts = {
    clusterName: cluster.name,
    clusterArn: cluster.arn,
    alarmTopicArn: props.alarmTopicArn ?? undefined,
    vpcLinkId: link?.vpcLink.id,
    vpcLinkSecurityGroupId: link?.vpcLinkSecurityGroup.id,
  };
  const contract = contractOf(owner, facts, network);
  const published = parametersOf(owner.node.path, choices.publishTo, { contract, facts, network });
  const parameters = renderParameters(owner, published);
  return { resources: { cluster, capacityProviders, ...link, parameters }, network };
}

function renderCluster(owner: CapabilityConstruct, choices: SharedInfrastructureChoices) {
  const cluster = owner._slot(
    'cluster',
    new EcsCluster(owner, 'Resource', {
      name: nameOf(owner, 'cluster', 255),
      setting: [{ name: 'containerInsights', value: choices.containerInsights }],
      tags: owner._tags,
    }),
  );
  const capacityProviders = owner._slot(
    'capacityProviders',
    new EcsClusterCapacityProviders(owner, 'CapacityProviders', {
      clusterName: cluster.name,
      capacityProviders: choices.capacityProviders,
    }),
  );
  return { cluster, capacityProviders };
}

/** Its security group has no rule: nothing goes out, but what each service adds. */
function renderVpcLink(owner: CapabilityConstruct, network: INetwork) {
  const group = createSecurityGroup(owner, 'vpcLinkSecurityGroup', `VPC link of ${owner.node.path}`, network);
  const vpcLink = owner._slot(
    'vpcLink',
    new Apigatewayv2VpcLink(owner, 'VpcLink', {
      name: nameOf(owner, 'vpcLink', 128),
      subnetIds: network.privateSubnetIds,
      securityGroupIds: [group.id],
      // It cannot be changed: its successor is there before the APIs let go of it.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
  return { vpcLink, vpcLinkSecurityGroup: group };
}
