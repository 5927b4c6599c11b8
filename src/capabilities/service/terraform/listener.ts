import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { listenerActions, renderOpenRule } from './sign-in';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { ServiceChoices } from '../decisions';
import { SharedLoadBalancerOptions } from '../exposure';
import { SignIn } from '../sign-in';

/** The listeners of a load balancer of the service's own. */
export interface ListenerResources {
  readonly listener: LbListener;
  readonly redirectListener?: LbListener;
  readonly openPathsRule?: LbListenerRule;
}

/** Input of the listeners. */
export interface ListenerProps {
  readonly loadBalancer: Lb;
  readonly targetGroup: LbTargetGroup;
  readonly certificateArn?: string;
  readonly signIn?: SignIn;
}

/** The listener that forwards to the tasks, and the one on port 80 that redirects to it. */
export function renderListeners(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  { loadBalancer, targetGroup, certificateArn, signIn }: ListenerProps,
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
      defaultAction: listenerActions(owner, { choices, signIn }, targetGroup),
      tags: owner._tags,
    }),
  );
  const values = choices.signInOpenPaths;
  const condition = [{ pathPattern: { values: values ?? [] } }];
  const openPathsRule =
    values === null
      ? undefined
      : renderOpenRule(owner, { listenerArn: listener.arn, priority: 1, condition }, targetGroup);
  if (!secure || !choices.redirectHttp) return { listener, openPathsRule };
  return { listener, openPathsRule, redirectListener: renderRedirect(owner, loadBalancer) };
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
  { listenerArn, hostHeaders, pathPatterns, signIn }: SharedLoadBalancerOptions,
  { priority, choices }: { readonly priority: number; readonly choices: ServiceChoices },
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
      action: listenerActions(owner, { choices, signIn }, targetGroup),
      tags: owner._tags,
    }),
  );
}
