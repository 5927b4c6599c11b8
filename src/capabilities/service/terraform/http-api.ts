import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { nameOf } from '../../../engines/terraform/names';
import { egress, ingress, securityGroup } from '../../../engines/terraform/security-groups';
import {
  httpApi as sharedHttpApi,
  HttpApiResources as SharedHttpApiResources,
} from '../../../parts/http-api/terraform';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { ServiceChoices } from '../decisions';

/** A public HTTPS name for a service that has no domain of its own. */
export interface HttpApiResources extends SharedHttpApiResources {
  readonly vpcLink: Apigatewayv2VpcLink;
  readonly vpcLinkSecurityGroup: SecurityGroup;
  readonly vpcLinkIngress: VpcSecurityGroupIngressRule;
  readonly vpcLinkEgress: VpcSecurityGroupEgressRule;
}

/** What an HTTP API is put before. */
export interface HttpApiProps {
  readonly choices: ServiceChoices;
  readonly network: INetwork;
  readonly listener: LbListener;
  readonly loadBalancerSecurityGroup: SecurityGroup;
  readonly log: LogRenderer;
}

/** An HTTP API with a private way to the load balancer. */
export function httpApi(owner: CapabilityConstruct, props: HttpApiProps): HttpApiResources {
  const { choices, network, listener } = props;
  const vpcLinkSecurityGroup = securityGroup(owner, 'vpcLinkSecurityGroup', `VPC link of ${owner.node.path}`, network);
  const vpcLinkEgress = egress(
    owner,
    'vpcLinkEgress',
    vpcLinkSecurityGroup.id,
    80,
    { cidrIpv4: network.cidrBlock },
    'To the load balancer',
  );
  const vpcLinkIngress = ingress(
    owner,
    'vpcLinkIngress',
    props.loadBalancerSecurityGroup.id,
    80,
    { referencedSecurityGroupId: vpcLinkSecurityGroup.id },
    'From the HTTP API only',
  );
  const vpcLink = owner._slot(
    'vpcLink',
    new Apigatewayv2VpcLink(owner, 'VpcLink', {
      name: nameOf(owner, 'vpcLink', 128),
      subnetIds: network.privateSubnetIds,
      securityGroupIds: [vpcLinkSecurityGroup.id],
      // It cannot be changed: its successor is there before the API lets go of it.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
  return {
    ...sharedHttpApi(owner, {
      choices,
      log: props.log,
      integration: {
        integrationType: 'HTTP_PROXY',
        integrationMethod: 'ANY',
        integrationUri: listener.arn,
        connectionType: 'VPC_LINK',
        connectionId: vpcLink.id,
        payloadFormatVersion: '1.0',
      },
      // Who may do what is the program's own business: the API is here for its name and its certificate.
      authorization: () => ({ authorizationType: 'NONE' }),
    }),
    vpcLink,
    vpcLinkSecurityGroup,
    vpcLinkIngress,
    vpcLinkEgress,
  };
}
