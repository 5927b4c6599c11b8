import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { listenerActions, renderOpenRule, ruleActions } from './sign-in';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ServiceChoices } from '../decisions';
import { SharedLoadBalancerOptions } from '../exposure';
import { SignIn } from '../sign-in';

/** The listeners of a load balancer of the service's own. */
export interface ListenerResources {
  readonly listener: elbv2.CfnListener;
  readonly redirectListener?: elbv2.CfnListener;
  readonly openPathsRule?: elbv2.CfnListenerRule;
}

/** Input of the listeners. */
export interface ListenerProps {
  readonly loadBalancer: elbv2.CfnLoadBalancer;
  readonly targetGroup: elbv2.CfnTargetGroup;
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
    new elbv2.CfnListener(owner, 'Listener', {
      loadBalancerArn: loadBalancer.ref,
      port: secure ? 443 : 80,
      protocol: secure ? 'HTTPS' : 'HTTP',
      sslPolicy: secure ? choices.tlsPolicy : undefined,
      certificates: certificateArn && secure ? [{ certificateArn }] : undefined,
      defaultActions: listenerActions({ choices, signIn }, targetGroup),
    }),
  );
  const values = choices.signInOpenPaths;
  const conditions = [{ field: 'path-pattern', pathPatternConfig: { values: values ?? [] } }];
  const openPathsRule =
    values === null
      ? undefined
      : renderOpenRule(owner, { listenerArn: listener.ref, priority: 1, conditions }, targetGroup);
  if (!secure || !choices.redirectHttp) return { listener, openPathsRule };
  return { listener, openPathsRule, redirectListener: renderRedirect(owner, loadBalancer) };
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
  { listenerArn, hostHeaders, pathPatterns, signIn }: SharedLoadBalancerOptions,
  { priority, choices }: { readonly priority: number; readonly choices: ServiceChoices },
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
      actions: ruleActions({ choices, signIn }, targetGroup),
    }),
  );
}
