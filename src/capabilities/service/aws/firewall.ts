import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { lastingName } from '../../../engines/aws/identity';
import { LogRenderer } from '../../../parts/log-group/aws';
import { ServiceChoices } from '../decisions';
import { FIREWALL_LOGS, FirewallRule, firewallRules, forwardedClient, REDACTED_HEADERS } from '../firewall';

/** The firewall of a load balancer. */
export interface FirewallResources {
  readonly webAcl: wafv2.CfnWebACL;
  readonly webAclAssociation: wafv2.CfnWebACLAssociation;
  readonly firewallLogGroup?: logs.CfnLogGroup;
  readonly firewallLogging?: wafv2.CfnLoggingConfiguration;
}

/** A web ACL before a load balancer. */
export function renderFirewall(
  owner: CapabilityConstruct,
  { choices, balancer, log }: { choices: ServiceChoices; balancer: elbv2.CfnLoadBalancer; log: LogRenderer },
): FirewallResources {
  const webAcl = owner._slot(
    'webAcl',
    new wafv2.CfnWebACL(owner, 'WebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      // The only dimension of its metrics: two services with the same would be counted as one.
      visibilityConfig: visibility(lastingName(owner, { maxLength: 128 })),
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
  return { webAcl, webAclAssociation, ...(choices.firewallLogs ? renderLogging(owner, webAcl, log) : {}) };
}

/** The log of what was blocked. */
function renderLogging(owner: CapabilityConstruct, webAcl: wafv2.CfnWebACL, log: LogRenderer) {
  const firewallLogGroup = log.logGroup('firewallLogGroup', FIREWALL_LOGS);
  const blocked = {
    Behavior: 'KEEP',
    Requirement: 'MEETS_ANY',
    Conditions: [{ ActionCondition: { Action: 'BLOCK' } }],
  };
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  const firewallLogging = owner._slot(
    'firewallLogging',
    new wafv2.CfnLoggingConfiguration(owner, 'FirewallLogging', {
      resourceArn: webAcl.attrArn,
      // Without the ':*' that the ARN of a log group ends with.
      logDestinationConfigs: [
        Stack.of(owner).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: firewallLogGroup.ref,
          arnFormat,
        }),
      ],
      loggingFilter: { DefaultBehavior: 'DROP', Filters: [blocked] },
      redactedFields: REDACTED_HEADERS.map(Name => ({ singleHeader: { Name } })),
    }),
  );
  return { firewallLogGroup, firewallLogging };
}

function ruleOf(
  { name, priority, managedGroup, counted, rateLimit }: FirewallRule,
  choices: ServiceChoices,
): wafv2.CfnWebACL.RuleProperty {
  const rule = { name, priority, visibilityConfig: visibility(name) };
  if (managedGroup) {
    const ruleActionOverrides = counted?.map(counts => ({ name: counts, actionToUse: { count: {} } }));
    const overrides = ruleActionOverrides?.length ? { ruleActionOverrides } : {};
    const managedRuleGroupStatement = { vendorName: 'AWS', name: managedGroup, ...overrides };
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
