import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { SharedInfrastructureResources } from './resources';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { networkOf } from '../../../engines/aws/default-network';
import { lastingDescription } from '../../../engines/aws/identity';
import { createCapacityProviders } from '../../../parts/fargate-task/aws/capacity-providers';
import { httpApiName } from '../../../parts/http-api/aws';
import { renderParameters } from '../../../parts/published-parameters/aws';
import { Plan } from '../../../path/plan';
import { Contract, contractOf, parametersOf } from '../contract';
import { SharedInfrastructureChoices } from '../decisions';
import { SharedInfrastructureProps } from '../props';

/** What is shared, as it was made. */
export interface RenderedInfrastructure {
  readonly resources: SharedInfrastructureResources;
  readonly network: INetwork;
  readonly contract: Contract;
}

export function renderSharedInfrastructure(
  owner: CapabilityConstruct,
  { props, choices }: Plan<SharedInfrastructureProps, SharedInfrastructureChoices>,
): RenderedInfrastructure {
  const network = networkOf(owner, props.network);
  const { cluster, capacityProviders } = renderCluster(owner, choices);
  const link = choices.vpcLink ? renderVpcLink(owner, network) : undefined;
  const facts = {
    clusterName: cluster.ref,
    clusterArn: cluster.attrArn,
    alarmTopicArn: props.alarmTopicArn ?? undefined,
    vpcLinkId: link?.vpcLink.ref,
    vpcLinkSecurityGroupId: link?.vpcLinkSecurityGroup.attrGroupId,
  };
  const contract = contractOf(owner, facts, network);
  const published = parametersOf(owner.node.path, choices.publishTo, { contract, facts, network });
  const parameters = renderParameters(owner, published);
  return { resources: { cluster, capacityProviders, ...link, parameters }, network, contract };
}

function renderCluster(owner: CapabilityConstruct, choices: SharedInfrastructureChoices) {
  const cluster = owner._slot(
    'cluster',
    new ecs.CfnCluster(owner, 'Resource', {
      clusterSettings: [{ name: 'containerInsights', value: choices.containerInsights }],
    }),
  );
  const capacityProviders = createCapacityProviders(owner, cluster, choices.capacityProviders);
  return { cluster, capacityProviders };
}

/** The rule that stands for none: a group without any lets everything out. */
const NOTHING_OUT = {
  cidrIp: '255.255.255.255/32',
  ipProtocol: 'icmp',
  fromPort: 252,
  toPort: 86,
  description: 'Nothing, but what each service adds',
};

function renderVpcLink(owner: CapabilityConstruct, network: INetwork) {
  const vpcLinkSecurityGroup = owner._slot(
    'vpcLinkSecurityGroup',
    new ec2.CfnSecurityGroup(owner, 'VpcLinkSecurityGroup', {
      groupDescription: lastingDescription(owner, `VPC link of ${owner.node.path}`),
      vpcId: network.vpcId,
      securityGroupEgress: [NOTHING_OUT],
    }),
  );
  const vpcLink = owner._slot(
    'vpcLink',
    new apigatewayv2.CfnVpcLink(owner, 'VpcLink', {
      name: httpApiName(owner),
      subnetIds: network.privateSubnetIds,
      securityGroupIds: [vpcLinkSecurityGroup.attrGroupId],
    }),
  );
  return { vpcLink, vpcLinkSecurityGroup };
}
