import { Annotations, Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { INetwork } from '../../../binding/network';
import { sharedIn } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { lastingDescription } from '../../../engines/aws/identity';
import { createHttpApi, httpApiName, HttpApiResources as SharedHttpApiResources } from '../../../parts/http-api/aws';
import { LogRenderer } from '../../../parts/log-group/aws';
import { ServiceChoices } from '../decisions';
import { Exposure } from '../exposure';
import { CLIENT_ADDRESS } from '../firewall';
import { linkWarning, regionOf } from '../ingress';

/** The way of an HTTP API to the load balancer. */
interface VpcLinkResources {
  readonly vpcLink?: apigatewayv2.CfnVpcLink;
  readonly vpcLinkSecurityGroup?: ec2.CfnSecurityGroup;
  readonly vpcLinkIngress: ec2.CfnSecurityGroupIngress;
  readonly vpcLinkEgress?: ec2.CfnSecurityGroupEgress;
}

/** The HTTP API of a public service that has no domain of its own, and its way into the network. */
export interface HttpApiResources extends SharedHttpApiResources, VpcLinkResources {}

/** Input of an HTTP API. */
export interface HttpApiProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly listener: elbv2.CfnListener;
  readonly loadBalancerSecurityGroup: ec2.CfnSecurityGroup;
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
      integrationUri: listener.ref,
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

const HTTP = { ipProtocol: 'tcp', fromPort: 80, toPort: 80 };

/** The VPC link of the environment: what it lets out is added here, for this load balancer. */
function joinVpcLink(owner: CapabilityConstruct, { loadBalancerSecurityGroup }: HttpApiProps): Way {
  const { id, securityGroupId } = sharedIn(owner)!.vpcLinkIn(owner);
  const vpcLinkEgress = owner._slot(
    'vpcLinkEgress',
    new ec2.CfnSecurityGroupEgress(owner, 'VpcLinkEgress', {
      groupId: securityGroupId,
      destinationSecurityGroupId: loadBalancerSecurityGroup.attrGroupId,
      ...HTTP,
      description: lastingDescription(owner, `To the load balancer of ${owner.node.path}`),
    }),
  );
  return { id, resources: { vpcLinkEgress, vpcLinkIngress: letIn(owner, loadBalancerSecurityGroup, securityGroupId) } };
}

function letIn(
  owner: CapabilityConstruct,
  { attrGroupId: groupId }: ec2.CfnSecurityGroup,
  sourceSecurityGroupId: string,
): ec2.CfnSecurityGroupIngress {
  return owner._slot(
    'vpcLinkIngress',
    new ec2.CfnSecurityGroupIngress(owner, 'VpcLinkIngress', {
      groupId,
      sourceSecurityGroupId,
      ...HTTP,
      description: 'From the HTTP API only',
    }),
  );
}

function renderVpcLink(owner: CapabilityConstruct, props: HttpApiProps): Way {
  const { exposure, network, loadBalancerSecurityGroup } = props;
  if (!exposure.apiSubnetIds) warnOfZones(owner, network);
  const vpcLinkSecurityGroup = owner._slot(
    'vpcLinkSecurityGroup',
    new ec2.CfnSecurityGroup(owner, 'VpcLinkSecurityGroup', {
      groupDescription: lastingDescription(owner, `VPC link of ${owner.node.path}`),
      vpcId: network.vpcId,
      securityGroupEgress: [
        {
          ...HTTP,
          destinationSecurityGroupId: loadBalancerSecurityGroup.attrGroupId,
          description: 'To the load balancer',
        },
      ],
    }),
  );
  const vpcLinkIngress = letIn(owner, loadBalancerSecurityGroup, vpcLinkSecurityGroup.attrGroupId);
  const vpcLink = owner._slot(
    'vpcLink',
    new apigatewayv2.CfnVpcLink(owner, 'VpcLink', {
      name: httpApiName(owner),
      subnetIds: exposure.apiSubnetIds ?? network.privateSubnetIds,
      securityGroupIds: [vpcLinkSecurityGroup.attrGroupId],
    }),
  );
  return { id: vpcLink.ref, resources: { vpcLink, vpcLinkSecurityGroup, vpcLinkIngress } };
}

function warnOfZones(owner: CapabilityConstruct, { availabilityZones }: INetwork): void {
  const { region } = Stack.of(owner);
  const warning = linkWarning(regionOf(availabilityZones) ?? region);
  if (warning) Annotations.of(owner).addWarningV2('goldenpath:service:vpc-link-zones', warning);
}
