import { Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { listenerKey } from './check';
import { HttpApiResources, renderHttpApi } from './http-api';
import { renderListenerRule } from './listener';
import { LoadBalancerResources, renderLoadBalancer } from './load-balancer';
import { renderOpenRule } from './sign-in';
import { renderTargetGroup } from './target-group';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { LogRenderer } from '../../../parts/log-group/aws';
import { ServiceChoices } from '../decisions';
import { Exposure, SharedLoadBalancerOptions } from '../exposure';
import { ANY_PORT, targetGroupId } from '../ingress';
import { claimPriority, openRuleOf, sharedFullName, sharedUrl } from '../shared-listener';

/** Input of the ingress. */
export interface IngressProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly log: LogRenderer;
  /** The security group of the tasks. */
  readonly tasks: ec2.CfnSecurityGroup;
  /** The zone of the domain name, when one is given or was found. */
  readonly hostedZoneId?: string;
}

/** The resources of the ingress. */
export interface IngressResources extends Partial<LoadBalancerResources>, Partial<HttpApiResources> {
  readonly targetGroup: elbv2.CfnTargetGroup;
  readonly listenerRule?: elbv2.CfnListenerRule;
  readonly taskIngress: ec2.CfnSecurityGroupIngress;
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
  const { shared } = exposure;
  const id = targetGroupId(choices, shared && listenerKey(owner, shared.listenerArn));
  const targetGroup = renderTargetGroup(owner, id, choices, network);
  return shared ? renderSharedIngress(owner, props, shared, targetGroup) : renderOwnIngress(owner, props, targetGroup);
}

/** Lets the load balancer reach the tasks. */
function renderTaskIngress(
  owner: CapabilityConstruct,
  { attrGroupId }: ec2.CfnSecurityGroup,
  sourceSecurityGroupId: string,
): ec2.CfnSecurityGroupIngress {
  return owner._slot(
    'taskIngress',
    new ec2.CfnSecurityGroupIngress(owner, 'TaskIngress', {
      groupId: attrGroupId,
      sourceSecurityGroupId,
      ...ANY_PORT,
      description: 'From the load balancer',
    }),
  );
}

function renderSharedIngress(
  owner: CapabilityConstruct,
  { tasks, choices }: IngressProps,
  shared: SharedLoadBalancerOptions,
  targetGroup: elbv2.CfnTargetGroup,
): Ingress {
  const { listenerArn, securityGroupId } = shared;
  const priority = claimPriority(owner, listenerKey(owner, listenerArn), shared);
  const listenerRule = renderListenerRule(owner, shared, { priority, choices }, targetGroup);
  const openPathsRule = renderSharedOpenRule(owner, shared, choices, targetGroup);
  return {
    resources: {
      targetGroup,
      listenerRule,
      openPathsRule,
      taskIngress: renderTaskIngress(owner, tasks, securityGroupId),
    },
    url: sharedUrl(shared),
    securityGroupId,
    loadBalancerFullName: sharedFullName(shared, index => Fn.select(index, Fn.split('/', listenerArn))),
    forwarding: listenerRule,
  };
}

/** The rule for the paths of a shared listener that stay open: it comes before the one where people sign in. */
function renderSharedOpenRule(
  owner: CapabilityConstruct,
  shared: SharedLoadBalancerOptions,
  { signInOpenPaths }: ServiceChoices,
  targetGroup: elbv2.CfnTargetGroup,
): elbv2.CfnListenerRule | undefined {
  if (signInOpenPaths === null) return undefined;
  const { listenerArn } = shared;
  const open = openRuleOf(shared, signInOpenPaths);
  const priority = claimPriority(owner, listenerKey(owner, listenerArn), open);
  const conditions = [
    { field: 'path-pattern', pathPatternConfig: { values: signInOpenPaths } },
    ...(open.hostHeaders?.length ? [{ field: 'host-header', hostHeaderConfig: { values: open.hostHeaders } }] : []),
  ];
  return renderOpenRule(owner, { listenerArn, priority, conditions }, targetGroup);
}

function renderOwnIngress(owner: CapabilityConstruct, props: IngressProps, targetGroup: elbv2.CfnTargetGroup): Ingress {
  const { choices } = props;
  const balancer = renderLoadBalancer(owner, { ...props, targetGroup });
  const { loadBalancer, loadBalancerSecurityGroup, listener } = balancer;
  const hasApi = choices.tls === 'http-api';
  const api = hasApi ? renderHttpApi(owner, { ...props, listener, loadBalancerSecurityGroup }) : undefined;
  const taskIngress = renderTaskIngress(owner, props.tasks, loadBalancerSecurityGroup.attrGroupId);
  const ownUrl = choices.domainName ? `https://${choices.domainName}` : `http://${loadBalancer.attrDnsName}`;
  return {
    resources: { targetGroup, ...balancer, ...api, taskIngress },
    url: api ? api.httpApi.attrApiEndpoint : ownUrl,
    securityGroupId: loadBalancerSecurityGroup.attrGroupId,
    loadBalancerFullName: loadBalancer.attrLoadBalancerFullName,
    forwarding: listener,
  };
}
