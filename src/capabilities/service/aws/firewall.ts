import { Names } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ServiceChoices } from '../decisions';
import { FirewallRule, firewallRules, forwardedClient } from '../firewall';

/** The firewall of a load balancer. */
export interface FirewallResources {
  readonly webAcl: wafv2.CfnWebACL;
  readonly webAclAssociation: wafv2.CfnWebACLAssociation;
}

/** A web ACL before a load balancer. */
export function renderFirewall(
  owner: CapabilityConstruct,
  balancer: elbv2.CfnLoadBalancer,
  choices: ServiceChoices,
): FirewallResources {
  const webAcl = owner._slot(
    'webAcl',
    new wafv2.CfnWebACL(owner, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      // The only dimension of its metrics: two services with the same would be counted as one.
      visibilityConfig: visibility(Names.uniqueResourceName(owner, { maxLength: 128 })),
      rules: firewallRules(choices).map(rule => ruleOf(rule, choices)),
    }),
  );
  const webAclAssociation = owner._slot(
    'webAclAssociation',
    new wafv2.CfnWebACLAssociation(owner, 'WebAclAssociation', {
      resourceArn: balancer.ref,
      webAclArn: webAcl.attrArn,
    }),
  );
  return { webAcl, webAclAssociation };
}

function ruleOf(
  { name, priority, managedGroup, rateLimit }: FirewallRule,
  choices: ServiceChoices,
): wafv2.CfnWebACL.RuleProperty {
  const rule = { name, priority, visibilityConfig: visibility(name) };
  if (managedGroup) {
    const managedRuleGroupStatement = { vendorName: 'AWS', name: managedGroup };
    return { ...rule, overrideAction: { none: {} }, statement: { managedRuleGroupStatement } };
  }
  const forwardedIpConfig = forwardedClient(choices);
  const aggregateKeyType = forwardedIpConfig ? 'FORWARDED_IP' : 'IP';
  const rateBasedStatement = { limit: rateLimit!, aggregateKeyType, forwardedIpConfig };
  return { ...rule, action: { block: {} }, statement: { rateBasedStatement } };
}

function visibility(metricName: string) {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
