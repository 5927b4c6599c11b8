import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Annotations } from 'cdktf';
import { INetwork } from '../../../binding/network';
import { sharedIn } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { nameOf } from '../../../engines/terraform/names';
import { allowEgress, allowIngress, createSecurityGroup } from '../../../engines/terraform/security-groups';
import { createHttpApi, HttpApiResources as SharedHttpApiResources } from '../../../parts/http-api/terraform';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { ServiceChoices } from '../decisions';
import { Exposure } from '../exposure';
import { CLIENT_ADDRESS } from '../firewall';
import { linkWarning, regionOf } from '../ingress';

/** The way of an HTTP API to the load balancer. */
interface VpcLinkResources {
  readonly vpcLink?: Apigatewayv2VpcLink;
  readonly vpcLinkSecurityGroup?: SecurityGroup;
  readonly vpcLinkIngress: VpcSecurityGroupIngressRule;
  readonly vpcLinkEgress: VpcSecurityGroupEgressRule;
}

/** The HTTP API of a public service that has no domain of its own, and its way into the network. */
export interface HttpApiResources extends SharedHttpApiResources, VpcLinkResources {}

/** Input of an HTTP API. */
export interface HttpApiProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly listener: LbListener;
  readonly loadBalancerSecurityGroup: SecurityGroup;
  readonly log: LogRenderer;
}

/** An HTTP API with a private way to the load balancer. */
export function renderHttpApi(owner: CapabilityConstruct, props: HttpApiProps): HttpApiResources {
  const { choices, exposure, log, listener } = props;
  const { id, resources } = choices.vpcLink === 'environment' ? joinVpcLink(owner, props) : renderVpcLink(owner, props);
  const api = createHttpApi(owner, {
    choices,
    log,
    integration: {
      integrationType: 'HTTP_PROXY',
      integrationMethod: 'ANY',
      integrationUri: listener.arn,
      connectionType: 'VPC_LINK',
      connectionId: id,
      payloadFormatVersion: '1.0',
      requestParameters: CLIENT_ADDRESS,
    },
    callers: { callers: choices.authorization!, tokens: exposure.authorization?.tokens },
  });
  return { ...api, ...resources };
}

/** A way into the network. */
interface Way {
  readonly id: string;
  readonly resources: VpcLinkResources;
}

/** The VPC link of the environment: what it lets out is added here, for this load balancer. */
function joinVpcLink(owner: CapabilityConstruct, { loadBalancerSecurityGroup }: HttpApiProps): Way {
  const { id, securityGroupId } = sharedIn(owner)!.vpcLinkIn(owner);
  return { id, resources: openWay(owner, securityGroupId, loadBalancerSecurityGroup) };
}

/** Lets the HTTP API reach the load balancer, and nobody else. */
function openWay(owner: CapabilityConstruct, groupId: string, { id }: SecurityGroup) {
  const balancer = { referencedSecurityGroupId: id };
  const api = { referencedSecurityGroupId: groupId };
  return {
    vpcLinkEgress: allowEgress(owner, 'vpcLinkEgress', groupId, 80, balancer, 'To the load balancer'),
    vpcLinkIngress: allowIngress(owner, 'vpcLinkIngress', id, 80, api, 'From the HTTP API only'),
  };
}

function renderVpcLink(owner: CapabilityConstruct, props: HttpApiProps): Way {
  const { exposure, network, loadBalancerSecurityGroup } = props;
  if (!exposure.apiSubnetIds) warnOfZones(owner, network);
  const group = createSecurityGroup(owner, 'vpcLinkSecurityGroup', `VPC link of ${owner.node.path}`, network);
  const way = openWay(owner, group.id, loadBalancerSecurityGroup);
  const vpcLink = owner._slot(
    'vpcLink',
    new Apigatewayv2VpcLink(owner, 'VpcLink', {
      name: nameOf(owner, 'vpcLink', 128),
      subnetIds: exposure.apiSubnetIds ?? network.privateSubnetIds,
      securityGroupIds: [group.id],
      // It cannot be changed: its successor is there before the API lets go of it.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
  return { id: vpcLink.id, resources: { vpcLink, vpcLinkSecurityGroup: group, ...way } };
}

function warnOfZones(owner: CapabilityConstruct, { availabilityZones }: INetwork): void {
  const warning = linkWarning(regionOf(availabilityZones) ?? '');
  if (warning) Annotations.of(owner).addWarning(warning);
}
