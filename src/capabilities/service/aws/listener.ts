import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ServiceChoices } from '../decisions';
import { SharedLoadBalancerOptions } from '../exposure';

/** The listeners of a load balancer of the service's own. */
export interface ListenerResources {
  readonly listener: elbv2.CfnListener;
  readonly redirectListener?: elbv2.CfnListener;
}

/** Input of the listeners. */
export interface ListenerProps {
  readonly loadBalancer: elbv2.CfnLoadBalancer;
  readonly targetGroup: elbv2.CfnTargetGroup;
  readonly certificateArn?: string;
}

/** The listener that forwards to the tasks, and the one on port 80 that redirects to it. */
export function renderListeners(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  { loadBalancer, targetGroup, certificateArn }: ListenerProps,
): ListenerResources {
  const secure = choices.tls === 'load-balancer';
  const listener = owner._slot(
    'listener',
    new elbv2.CfnListener(owner, 'Listener', {
      loadBalancerArn: loadBalancer.ref,
      port: secure ? 443 : 80,
      protocol: secure ? 'HTTPS' : 'HTTP',
      sslPolicy: secure ? choices.tlsPolicy : undefined,
      certificates: certificateArn && secure ? [{ certificateArn }] : undefined,
      defaultActions: [{ type: 'forward', targetGroupArn: targetGroup.ref }],
    }),
  );
  if (!secure || !choices.redirectHttp) return { listener };
  return { listener, redirectListener: renderRedirect(owner, loadBalancer) };
}

function renderRedirect(owner: CapabilityConstruct, loadBalancer: elbv2.CfnLoadBalancer): elbv2.CfnListener {
  const redirectConfig = { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' };
  return owner._slot(
    'redirectListener',
    new elbv2.CfnListener(owner, 'RedirectListener', {
      loadBalancerArn: loadBalancer.ref,
      port: 80,
      protocol: 'HTTP',
      defaultActions: [{ type: 'redirect', redirectConfig }],
    }),
  );
}

/** A rule on a listener that many services share. */
export function renderListenerRule(
  owner: CapabilityConstruct,
  { listenerArn, hostHeaders, pathPatterns }: SharedLoadBalancerOptions,
  priority: number,
  targetGroup: elbv2.CfnTargetGroup,
): elbv2.CfnListenerRule {
  return owner._slot(
    'listenerRule',
    new elbv2.CfnListenerRule(owner, 'ListenerRule', {
      listenerArn,
      priority,
      conditions: [
        ...(hostHeaders?.length ? [{ field: 'host-header', hostHeaderConfig: { values: hostHeaders } }] : []),
        ...(pathPatterns?.length ? [{ field: 'path-pattern', pathPatternConfig: { values: pathPatterns } }] : []),
      ],
      actions: [{ type: 'forward', targetGroupArn: targetGroup.ref }],
    }),
  );
}
