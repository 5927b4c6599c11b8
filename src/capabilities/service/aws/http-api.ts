import { Names } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { LogRenderer } from '../../../aws/logs';
import { INetwork } from '../../../core/network';
import { description } from '../../../core/words';
import { HTTP_API_LOG_FORMAT } from '../access-logs';
import { ServiceChoices } from '../decisions';

/** A public HTTPS name for a service that has no domain of its own. */
export interface HttpApiResources {
  readonly httpApi: apigatewayv2.CfnApi;
  readonly httpApiStage: apigatewayv2.CfnStage;
  readonly httpApiRoute: apigatewayv2.CfnRoute;
  readonly httpApiIntegration: apigatewayv2.CfnIntegration;
  readonly httpApiLogGroup: logs.CfnLogGroup;
  readonly vpcLink: apigatewayv2.CfnVpcLink;
  readonly vpcLinkSecurityGroup: ec2.CfnSecurityGroup;
  readonly vpcLinkIngress: ec2.CfnSecurityGroupIngress;
}

/** What an HTTP API is put before. */
export interface HttpApiProps {
  readonly choices: ServiceChoices;
  readonly network: INetwork;
  readonly listener: elbv2.CfnListener;
  readonly loadBalancerSecurityGroup: ec2.CfnSecurityGroup;
  readonly log: LogRenderer;
}

/** An HTTP API with a private way to the load balancer. */
export function httpApi(owner: CapabilityConstruct, props: HttpApiProps): HttpApiResources {
  const { choices, network, listener } = props;
  const name = Names.uniqueResourceName(owner, { maxLength: 100, separator: '-' });
  const vpcLinkSecurityGroup = owner._slot('vpcLinkSecurityGroup', new ec2.CfnSecurityGroup(owner, 'VpcLinkSecurityGroup', {
    groupDescription: description(`VPC link of ${owner.node.path}`),
    vpcId: network.vpcId,
    securityGroupEgress: [{ ipProtocol: 'tcp', fromPort: 80, toPort: 80, cidrIp: network.cidrBlock, description: 'To the load balancer' }],
  }));
  const vpcLinkIngress = owner._slot('vpcLinkIngress', new ec2.CfnSecurityGroupIngress(owner, 'VpcLinkIngress', {
    groupId: props.loadBalancerSecurityGroup.attrGroupId,
    sourceSecurityGroupId: vpcLinkSecurityGroup.attrGroupId,
    ipProtocol: 'tcp',
    fromPort: 80,
    toPort: 80,
    description: 'From the HTTP API only',
  }));
  const vpcLink = owner._slot('vpcLink', new apigatewayv2.CfnVpcLink(owner, 'VpcLink', {
    name,
    subnetIds: network.privateSubnetIds,
    securityGroupIds: [vpcLinkSecurityGroup.attrGroupId],
  }));
  const api = owner._slot('httpApi', new apigatewayv2.CfnApi(owner, 'HttpApi', {
    name,
    protocolType: 'HTTP',
    description: description(`HTTPS for ${owner.node.path}`),
  }));
  const integration = owner._slot('httpApiIntegration', new apigatewayv2.CfnIntegration(owner, 'HttpApiIntegration', {
    apiId: api.ref,
    integrationType: 'HTTP_PROXY',
    integrationMethod: 'ANY',
    integrationUri: listener.ref,
    connectionType: 'VPC_LINK',
    connectionId: vpcLink.ref,
    payloadFormatVersion: '1.0',
  }));
  const route = owner._slot('httpApiRoute', new apigatewayv2.CfnRoute(owner, 'HttpApiRoute', {
    apiId: api.ref,
    routeKey: '$default',
    target: `integrations/${integration.ref}`,
    // Who may do what is the program's own business: the API is here for its name and its certificate.
    authorizationType: 'NONE',
  }));
  const group = props.log.logGroup('httpApiLogGroup');
  const stage = owner._slot('httpApiStage', new apigatewayv2.CfnStage(owner, 'HttpApiStage', {
    apiId: api.ref,
    stageName: '$default',
    autoDeploy: true,
    accessLogSettings: { destinationArn: group.attrArn, format: HTTP_API_LOG_FORMAT },
    defaultRouteSettings: {
      detailedMetricsEnabled: true,
      throttlingRateLimit: choices.apiThrottleRate,
      throttlingBurstLimit: choices.apiThrottleBurst,
    },
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
  };
}
