import { Fn } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { listenerKey } from './check';
import { HttpApiResources, renderHttpApi } from './http-api';
import { renderListenerRule } from './listener';
import { LoadBalancerResources, renderLoadBalancer } from './load-balancer';
import { renderTargetGroup } from './target-group';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { LogRenderer } from '../../../parts/log-group/aws';
import { ServiceChoices } from '../decisions';
import { Exposure, SharedLoadBalancerOptions } from '../exposure';
import { claimPriority, sharedFullName, sharedUrl } from '../shared-listener';

/** Input of the ingress. */
export interface IngressProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly log: LogRenderer;
  /** The zone of the domain name, when one is given or was found. */
  readonly hostedZoneId?: string;
}

/** The resources of the ingress. */
export interface IngressResources extends Partial<LoadBalancerResources>, Partial<HttpApiResources> {
  readonly targetGroup: elbv2.CfnTargetGroup;
  readonly listenerRule?: elbv2.CfnListenerRule;
}

/** The way of requests to the tasks, as it was made. */
export interface Ingress {
  readonly resources: IngressResources;
  /** The URL that clients call. */
  readonly url: string;
  /** The security group that requests come from. */
  readonly securityGroupId: string;
  /** The full name of the load balancer: a dimension of its metrics. */
  readonly loadBalancerFullName: string;
  /** The resource that sends requests to the target group: the tasks start after it. */
  readonly forwarding: elbv2.CfnListener | elbv2.CfnListenerRule;
}

export function renderIngress(owner: CapabilityConstruct, props: IngressProps): Ingress {
  const { choices, exposure, network } = props;
  const targetGroup = renderTargetGroup(owner, choices, network);
  return exposure.shared
    ? renderSharedIngress(owner, exposure.shared, targetGroup)
    : renderOwnIngress(owner, props, targetGroup);
}

function renderSharedIngress(
  owner: CapabilityConstruct,
  shared: SharedLoadBalancerOptions,
  targetGroup: elbv2.CfnTargetGroup,
): Ingress {
  const { listenerArn, securityGroupId } = shared;
  const priority = claimPriority(owner, listenerKey(owner, listenerArn), shared);
  const listenerRule = renderListenerRule(owner, shared, priority, targetGroup);
  return {
    resources: { targetGroup, listenerRule },
    url: sharedUrl(shared),
    securityGroupId,
    loadBalancerFullName: sharedFullName(shared, index => Fn.select(index, Fn.split('/', listenerArn))),
    forwarding: listenerRule,
  };
}

function renderOwnIngress(owner: CapabilityConstruct, props: IngressProps, targetGroup: elbv2.CfnTargetGroup): Ingress {
  const { choices, network, log } = props;
  const balancer = renderLoadBalancer(owner, { ...props, targetGroup });
  const { loadBalancer, loadBalancerSecurityGroup, listener } = balancer;
  const hasApi = choices.tls === 'http-api';
  const api = hasApi ? renderHttpApi(owner, { choices, network, listener, loadBalancerSecurityGroup, log }) : undefined;
  const ownUrl = choices.domainName ? `https://${choices.domainName}` : `http://${loadBalancer.attrDnsName}`;
  return {
    resources: { targetGroup, ...balancer, ...api },
    url: api ? api.httpApi.attrApiEndpoint : ownUrl,
    securityGroupId: loadBalancerSecurityGroup.attrGroupId,
    loadBalancerFullName: loadBalancer.attrLoadBalancerFullName,
    forwarding: listener,
  };
}
