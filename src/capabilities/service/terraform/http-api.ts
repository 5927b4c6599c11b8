import { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api';
import { Apigatewayv2Integration } from '@cdktf/provider-aws/lib/apigatewayv2-integration';
import { Apigatewayv2Route } from '@cdktf/provider-aws/lib/apigatewayv2-route';
import { Apigatewayv2Stage } from '@cdktf/provider-aws/lib/apigatewayv2-stage';
import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { INetwork } from '../../../core/network';
import { description } from '../../../core/words';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { LogRenderer } from '../../../terraform/logs';
import { nameOf } from '../../../terraform/names';
import { egress, ingress, securityGroup } from '../../../terraform/security-groups';
import { HTTP_API_LOG_FORMAT } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** A public HTTPS name for a service that has no domain of its own. */
export interface HttpApiResources {
  readonly httpApi: Apigatewayv2Api;
  readonly httpApiStage: Apigatewayv2Stage;
  readonly httpApiRoute: Apigatewayv2Route;
  readonly httpApiIntegration: Apigatewayv2Integration;
  readonly httpApiLogGroup: CloudwatchLogGroup;
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
  const vpcLinkEgress = egress(owner, 'vpcLinkEgress', vpcLinkSecurityGroup.id, 80, { cidrIpv4: network.cidrBlock }, 'To the load balancer');
  const vpcLinkIngress = ingress(owner, 'vpcLinkIngress', props.loadBalancerSecurityGroup.id, 80, { referencedSecurityGroupId: vpcLinkSecurityGroup.id }, 'From the HTTP API only');
  const vpcLink = owner._slot('vpcLink', new Apigatewayv2VpcLink(owner, 'VpcLink', {
    name: nameOf(owner, 'vpcLink', 128),
    subnetIds: network.privateSubnetIds,
    securityGroupIds: [vpcLinkSecurityGroup.id],
    // It cannot be changed: its successor is there before the API lets go of it.
    lifecycle: { createBeforeDestroy: true },
    tags: owner._tags,
  }));
  const api = owner._slot('httpApi', new Apigatewayv2Api(owner, 'HttpApi', {
    name: nameOf(owner, 'httpApi', 128),
    protocolType: 'HTTP',
    description: description(`HTTPS for ${owner.node.path}`),
    tags: owner._tags,
  }));
  const integration = owner._slot('httpApiIntegration', new Apigatewayv2Integration(owner, 'HttpApiIntegration', {
    apiId: api.id,
    integrationType: 'HTTP_PROXY',
    integrationMethod: 'ANY',
    integrationUri: listener.arn,
    connectionType: 'VPC_LINK',
    connectionId: vpcLink.id,
    payloadFormatVersion: '1.0',
  }));
  const route = owner._slot('httpApiRoute', new Apigatewayv2Route(owner, 'HttpApiRoute', {
    apiId: api.id,
    routeKey: '$default',
    target: `integrations/${integration.id}`,
    // Who may do what is the program's own business: the API is here for its name and its certificate.
    authorizationType: 'NONE',
  }));
  const group = props.log.logGroup('httpApiLogGroup');
  const stage = owner._slot('httpApiStage', new Apigatewayv2Stage(owner, 'HttpApiStage', {
    apiId: api.id,
    name: '$default',
    autoDeploy: true,
    accessLogSettings: { destinationArn: group.arn, format: HTTP_API_LOG_FORMAT },
    defaultRouteSettings: {
      detailedMetricsEnabled: true,
      throttlingRateLimit: choices.apiThrottleRate,
      throttlingBurstLimit: choices.apiThrottleBurst,
    },
    tags: owner._tags,
  }));
  return {
    httpApi: api,
    httpApiStage: stage,
    httpApiRoute: route,
    httpApiIntegration: integration,
    httpApiLogGroup: group,
    vpcLink,
    vpcLinkSecurityGroup,
    vpcLinkIngress,
    vpcLinkEgress,
  };
}
