import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { Wafv2WebAcl, Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { nameOf } from '../../../engines/terraform/names';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { ServiceChoices } from '../decisions';
import { FIREWALL_LOGS, FirewallRule, firewallRules, forwardedClient, REDACTED_HEADERS } from '../firewall';

/** The firewall of a load balancer. */
export interface FirewallResources {
  readonly webAcl: Wafv2WebAcl;
  readonly webAclAssociation: Wafv2WebAclAssociation;
  readonly firewallLogGroup?: CloudwatchLogGroup;
  readonly firewallLogging?: Wafv2WebAclLoggingConfiguration;
}

/** A web ACL before a load balancer. */
export function renderFirewall(
  owner: CapabilityConstruct,
  { choices, balancer, log }: { choices: ServiceChoices; balancer: Lb; log: LogRenderer },
): FirewallResources {
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
  return { webAcl, webAclAssociation, ...(choices.firewallLogs ? renderLogging(owner, webAcl, log) : {}) };
}

/** The log of what was blocked. */
function renderLogging(owner: CapabilityConstruct, webAcl: Wafv2WebAcl, log: LogRenderer) {
  const firewallLogGroup = log.logGroup('firewallLogGroup', FIREWALL_LOGS);
  const condition = [{ actionCondition: { action: 'BLOCK' } }];
  const firewallLogging = owner._slot(
    'firewallLogging',
    new Wafv2WebAclLoggingConfiguration(owner, 'FirewallLogging', {
      resourceArn: webAcl.arn,
      logDestinationConfigs: [firewallLogGroup.arn],
      loggingFilter: {
        defaultBehavior: 'DROP',
        filter: [{ behavior: 'KEEP', requirement: 'MEETS_ANY', condition }],
      },
      redactedFields: REDACTED_HEADERS.map(name => ({ singleHeader: { name } })),
    }),
  );
  return { firewallLogGroup, firewallLogging };
}

/** The provider has no type for statements, so these have Terraform's own names. */
function ruleOf(
  { name, priority, managedGroup, counted, rateLimit }: FirewallRule,
  choices: ServiceChoices,
): Wafv2WebAclRule {
  const rule = { name, priority, visibilityConfig: visibility(name) };
  if (managedGroup) {
    const rule_action_override = counted?.map(counts => ({ name: counts, action_to_use: { count: {} } }));
    const overrides = rule_action_override?.length ? { rule_action_override } : {};
    const statement = { managed_rule_group_statement: { vendor_name: 'AWS', name: managedGroup, ...overrides } };
    return { ...rule, overrideAction: { none: {} }, statement };
  }
  return { ...rule, action: { block: {} }, statement: { rate_based_statement: rateStatement(rateLimit!, choices) } };
}

function rateStatement(limit: number, choices: ServiceChoices) {
  const forwarded = forwardedClient(choices);
  if (!forwarded) return { limit, aggregate_key_type: 'IP' };
  const { headerName, fallbackBehavior } = forwarded;
  return {
    limit,
    aggregate_key_type: 'FORWARDED_IP',
    forwarded_ip_config: { header_name: headerName, fallback_behavior: fallbackBehavior },
  };
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
