import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Fn } from 'cdktf';
import { listenerKey } from './check';
import { HttpApiResources, renderHttpApi } from './http-api';
import { renderListenerRule } from './listener';
import { LoadBalancerResources, renderLoadBalancer } from './load-balancer';
import { renderOpenRule } from './sign-in';
import { renderTargetGroup } from './target-group';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { isToken } from '../../../support/tokens';
import { ServiceChoices } from '../decisions';
import { Exposure, SharedLoadBalancerOptions } from '../exposure';
import { targetGroupId } from '../ingress';
import { claimPriority, openRuleOf, sharedFullName, sharedUrl } from '../shared-listener';

/** Input of the ingress. */
export interface IngressProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly log: LogRenderer;
  /** The security group of the tasks. */
  readonly tasks: SecurityGroup;
  /** The zone of the domain name, when one is given or was found. */
  readonly hostedZoneId?: string;
}

/** The resources of the ingress. */
export interface IngressResources extends Partial<LoadBalancerResources>, Partial<HttpApiResources> {
  readonly targetGroup: LbTargetGroup;
  readonly listenerRule?: LbListenerRule;
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
  readonly forwarding: LbListener | LbListenerRule;
}

export function renderIngress(owner: CapabilityConstruct, props: IngressProps): Ingress {
  const { choices, exposure, network } = props;
  const id = targetGroupId(choices, exposure.shared && listenerKey(exposure.shared.listenerArn));
  const targetGroup = renderTargetGroup(owner, id, choices, network);
  return exposure.shared
    ? renderSharedIngress(owner, exposure.shared, choices, targetGroup)
    : renderOwnIngress(owner, props, targetGroup);
}

function renderSharedIngress(
  owner: CapabilityConstruct,
  shared: SharedLoadBalancerOptions,
  choices: ServiceChoices,
  targetGroup: LbTargetGroup,
): Ingress {
  const { listenerArn, securityGroupId } = shared;
  const priority = claimPriority(owner, listenerKey(listenerArn), shared);
  const listenerRule = renderListenerRule(owner, shared, { priority, choices }, targetGroup);
  const openPathsRule = renderSharedOpenRule(owner, shared, choices, targetGroup);
  return {
    resources: { targetGroup, listenerRule, openPathsRule },
    url: sharedUrl(shared),
    securityGroupId,
    loadBalancerFullName: sharedFullName(shared, index => partOf(listenerArn, index)),
    forwarding: listenerRule,
  };
}

/** The rule for the paths of a shared listener that stay open: it comes before the one where people sign in. */
function renderSharedOpenRule(
  owner: CapabilityConstruct,
  shared: SharedLoadBalancerOptions,
  { signInOpenPaths }: ServiceChoices,
  targetGroup: LbTargetGroup,
): LbListenerRule | undefined {
  if (signInOpenPaths === null) return undefined;
  const { listenerArn } = shared;
  const open = openRuleOf(shared, signInOpenPaths);
  const priority = claimPriority(owner, listenerKey(listenerArn), open);
  const condition = [
    { pathPattern: { values: signInOpenPaths } },
    ...(open.hostHeaders?.length ? [{ hostHeader: { values: open.hostHeaders } }] : []),
  ];
  return renderOpenRule(owner, { listenerArn, priority, condition }, targetGroup);
}

function renderOwnIngress(owner: CapabilityConstruct, props: IngressProps, targetGroup: LbTargetGroup): Ingress {
  const { choices } = props;
  const balancer = renderLoadBalancer(owner, { ...props, targetGroup });
  const { loadBalancer, loadBalancerSecurityGroup, listener } = balancer;
  const hasApi = choices.tls === 'http-api';
  const api = hasApi ? renderHttpApi(owner, { ...props, listener, loadBalancerSecurityGroup }) : undefined;
  const ownUrl = choices.domainName ? `https://${choices.domainName}` : `http://${loadBalancer.dnsName}`;
  return {
    resources: { targetGroup, ...balancer, ...api },
    url: api ? api.httpApi.apiEndpoint : ownUrl,
    securityGroupId: loadBalancerSecurityGroup.id,
    loadBalancerFullName: loadBalancer.arnSuffix,
    forwarding: listener,
  };
}

/** A part of an ARN between slashes. */
function partOf(arn: string, index: number): string {
  return isToken(arn) ? Fn.element(Fn.split('/', arn), index) : arn.split('/')[index];
}
