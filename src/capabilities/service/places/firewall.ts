import { Codecs } from '../../../record/codecs';
import { Condition } from '../../../record/condition';
import { Place } from '../../../record/place';
import { ServiceChoices } from '../decisions';

const RESOURCE = { cloudformation: '', terraform: '' };
const OWN_BALANCER: Condition = { exposure: { not: ['shared'] } };
const TLS_AT_API: Condition = { tls: 'http-api' };
const FIREWALL: Condition = { ...OWN_BALANCER, webApplicationFirewall: true };

/** Where the decisions about the firewall and the HTTP API are seen. */
export const firewallPlaces: Place<ServiceChoices>[] = [
  {
    decision: 'webApplicationFirewall',
    slot: 'webAclAssociation',
    ...RESOURCE,
    unit: 'present',
    when: OWN_BALANCER,
  },
  {
    decision: 'firewallRules',
    slot: 'webAcl',
    cloudformation: 'Rules',
    terraform: 'rule',
    unit: 'managed-rules',
    when: FIREWALL,
  },
  {
    decision: 'firewallCounted',
    slot: 'webAcl',
    cloudformation: 'Rules',
    terraform: 'rule',
    unit: 'counted-rules',
    when: FIREWALL,
  },
  {
    decision: 'firewallLogs',
    slot: 'firewallLogging',
    ...RESOURCE,
    unit: 'present',
    when: FIREWALL,
  },
  {
    decision: 'logRetentionDays',
    slot: 'firewallLogGroup',
    cloudformation: 'RetentionInDays',
    terraform: 'retention_in_days',
    when: { ...FIREWALL, firewallLogs: true },
  },
  {
    decision: 'firewallRateLimit',
    slot: 'webAcl',
    cloudformation: 'Rules[Name=RateLimit].Statement.RateBasedStatement.Limit',
    terraform: 'rule[name=RateLimit].statement.rate_based_statement.limit',
    when: FIREWALL,
  },
  {
    decision: 'apiThrottleRate',
    slot: 'httpApiStage',
    cloudformation: 'DefaultRouteSettings.ThrottlingRateLimit',
    terraform: 'default_route_settings.throttling_rate_limit',
    when: TLS_AT_API,
  },
  {
    decision: 'apiThrottleBurst',
    slot: 'httpApiStage',
    cloudformation: 'DefaultRouteSettings.ThrottlingBurstLimit',
    terraform: 'default_route_settings.throttling_burst_limit',
    when: TLS_AT_API,
  },
];

/** The rules of a managed group that only count, as either engine lists them. */
function countedIn({ Name, name, Statement, statement }: any): string[] {
  const group = Statement?.ManagedRuleGroupStatement ?? statement?.managed_rule_group_statement;
  const overrides: any[] = group?.RuleActionOverrides ?? group?.rule_action_override ?? [];
  return overrides.map(override => `${Name ?? name}/${override.Name ?? override.name}`);
}

/** How those values are read that stand inside the rules. */
export const firewallCodecs: Codecs = {
  'managed-rules': (rules: any[]) =>
    rules.map(({ Name, name }) => Name ?? name).filter((name: string) => name !== 'RateLimit'),
  'counted-rules': (rules: any[]) => rules.flatMap(countedIn),
};
