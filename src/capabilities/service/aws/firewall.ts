import { Names } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { ServiceChoices } from '../decisions';

/** A web ACL before a load balancer. */
export function firewall(owner: CapabilityConstruct, balancer: elbv2.CfnLoadBalancer, choices: ServiceChoices): { webAcl: wafv2.CfnWebACL; webAclAssociation: wafv2.CfnWebACLAssociation } {
  const visibility = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });
  const managed: wafv2.CfnWebACL.RuleProperty[] = choices.firewallRules.map((name, priority) => ({
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
    visibilityConfig: visibility(name),
  }));
  // Behind an HTTP API the client is in a header; what the load balancer sees is the API.
  const forwarded = choices.tls === 'http-api';
  const webAcl = owner._slot('webAcl', new wafv2.CfnWebACL(owner, 'WebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    // The only dimension of its metrics: two services with the same would be counted as one.
    visibilityConfig: visibility(Names.uniqueResourceName(owner, { maxLength: 128 })),
    rules: [...managed, {
      name: 'RateLimit',
      priority: managed.length,
      action: { block: {} },
      statement: {
        rateBasedStatement: {
          limit: choices.firewallRateLimit,
          aggregateKeyType: forwarded ? 'FORWARDED_IP' : 'IP',
          forwardedIpConfig: forwarded ? { headerName: 'X-Forwarded-For', fallbackBehavior: 'MATCH' } : undefined,
        },
      },
      visibilityConfig: visibility('RateLimit'),
    }],
  }));
  const webAclAssociation = owner._slot('webAclAssociation', new wafv2.CfnWebACLAssociation(owner, 'WebAclAssociation', {
    resourceArn: balancer.ref,
    webAclArn: webAcl.attrArn,
  }));
  return { webAcl, webAclAssociation };
}
