import { Names } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { ServiceChoices } from '../decisions';
import { firewallRules, forwardedClient } from '../firewall';

/** A web ACL before a load balancer. */
export function firewall(
  owner: CapabilityConstruct,
  balancer: elbv2.CfnLoadBalancer,
  choices: ServiceChoices,
): { webAcl: wafv2.CfnWebACL; webAclAssociation: wafv2.CfnWebACLAssociation } {
  const visibility = (metricName: string) => ({
    cloudWatchMetricsEnabled: true,
    sampledRequestsEnabled: true,
    metricName,
  });
  const forwardedIpConfig = forwardedClient(choices);
  const rules = firewallRules(choices).map(
    ({ name, priority, managedGroup, rateLimit }): wafv2.CfnWebACL.RuleProperty => ({
      name,
      priority,
      visibilityConfig: visibility(name),
      ...(managedGroup
        ? {
            overrideAction: { none: {} },
            statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: managedGroup } },
          }
        : {
            action: { block: {} },
            statement: {
              rateBasedStatement: {
                limit: rateLimit!,
                aggregateKeyType: forwardedIpConfig ? 'FORWARDED_IP' : 'IP',
                forwardedIpConfig,
              },
            },
          }),
    }),
  );
  const webAcl = owner._slot(
    'webAcl',
    new wafv2.CfnWebACL(owner, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      // The only dimension of its metrics: two services with the same would be counted as one.
      visibilityConfig: visibility(Names.uniqueResourceName(owner, { maxLength: 128 })),
      rules,
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
