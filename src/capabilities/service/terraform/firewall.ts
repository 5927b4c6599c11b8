import { Lb } from '@cdktf/provider-aws/lib/lb';
import { Wafv2WebAcl, Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { nameOf } from '../../../engines/terraform/names';
import { ServiceChoices } from '../decisions';
import { FirewallRule, firewallRules, forwardedClient } from '../firewall';

/** What stands before a public load balancer. */
export interface FirewallResources {
  readonly webAcl: Wafv2WebAcl;
  readonly webAclAssociation: Wafv2WebAclAssociation;
}

/** A web ACL before a load balancer. */
export function firewall(owner: CapabilityConstruct, balancer: Lb, choices: ServiceChoices): FirewallResources {
  const name = nameOf(owner, 'webAcl', 128);
  const webAcl = owner._slot(
    'webAcl',
    new Wafv2WebAcl(owner, 'WebAcl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      // The only dimension of its metrics: two services with the same would be counted as one.
      visibilityConfig: visibility(name),
      rule: firewallRules(choices).map(rule => ruleOf(rule, choices)),
      tags: owner._tags,
    }),
  );
  const webAclAssociation = owner._slot(
    'webAclAssociation',
    new Wafv2WebAclAssociation(owner, 'WebAclAssociation', {
      resourceArn: balancer.arn,
      webAclArn: webAcl.arn,
    }),
  );
  return { webAcl, webAclAssociation };
}

/** The provider types no statement, so these are in Terraform's own words. */
function ruleOf({ name, priority, managedGroup, rateLimit }: FirewallRule, choices: ServiceChoices): Wafv2WebAclRule {
  const forwarded = forwardedClient(choices);
  return {
    name,
    priority,
    visibilityConfig: visibility(name),
    ...(managedGroup
      ? {
          overrideAction: { none: {} },
          statement: { managed_rule_group_statement: { vendor_name: 'AWS', name: managedGroup } },
        }
      : {
          action: { block: {} },
          statement: {
            rate_based_statement: {
              limit: rateLimit,
              aggregate_key_type: forwarded ? 'FORWARDED_IP' : 'IP',
              ...(forwarded
                ? {
                    forwarded_ip_config: {
                      header_name: forwarded.headerName,
                      fallback_behavior: forwarded.fallbackBehavior,
                    },
                  }
                : {}),
            },
          },
        }),
  };
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
