import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { ServiceChoices } from '../decisions';
import { SharedLoadBalancerOptions } from '../exposure';

/** The listeners of a load balancer of the service's own. */
export interface ListenerResources {
  readonly listener: LbListener;
  readonly redirectListener?: LbListener;
}

/** Input of the listeners. */
export interface ListenerProps {
  readonly loadBalancer: Lb;
  readonly targetGroup: LbTargetGroup;
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
    new LbListener(owner, 'Listener', {
      loadBalancerArn: loadBalancer.arn,
      port: secure ? 443 : 80,
      protocol: secure ? 'HTTPS' : 'HTTP',
      sslPolicy: secure ? choices.tlsPolicy : undefined,
      certificateArn: secure ? certificateArn : undefined,
      defaultAction: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
      tags: owner._tags,
    }),
  );
  if (!secure || !choices.redirectHttp) return { listener };
  return { listener, redirectListener: renderRedirect(owner, loadBalancer) };
}

function renderRedirect(owner: CapabilityConstruct, loadBalancer: Lb): LbListener {
  const redirect = { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' };
  return owner._slot(
    'redirectListener',
    new LbListener(owner, 'RedirectListener', {
      loadBalancerArn: loadBalancer.arn,
      port: 80,
      protocol: 'HTTP',
      defaultAction: [{ type: 'redirect', redirect }],
      tags: owner._tags,
    }),
  );
}

/** A rule on a listener that many services share. */
export function renderListenerRule(
  owner: CapabilityConstruct,
  { listenerArn, hostHeaders, pathPatterns }: SharedLoadBalancerOptions,
  priority: number,
  targetGroup: LbTargetGroup,
): LbListenerRule {
  return owner._slot(
    'listenerRule',
    new LbListenerRule(owner, 'ListenerRule', {
      listenerArn,
      priority,
      condition: [
        ...(hostHeaders?.length ? [{ hostHeader: { values: hostHeaders } }] : []),
        ...(pathPatterns?.length ? [{ pathPattern: { values: pathPatterns } }] : []),
      ],
      action: [{ type: 'forward', targetGroupArn: targetGroup.arn }],
      tags: owner._tags,
    }),
  );
}
