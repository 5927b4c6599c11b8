import { ServiceChoices } from './decisions';

/** A rule of a web ACL: a group of rules that AWS manages, or a limit on the requests of one client. */
export interface FirewallRule {
  readonly name: string;
  readonly priority: number;
  /** The name of the managed group. */
  readonly managedGroup?: string;
  /** The rules of the managed group that only count. */
  readonly counted?: string[];
  /** The most requests of one client in five minutes. */
  readonly rateLimit?: number;
}

/** The rules of the firewall, first to last. */
export function firewallRules({
  firewallRules: groups,
  firewallCounted,
  firewallRateLimit,
}: ServiceChoices): FirewallRule[] {
  const counted = (group: string) =>
    firewallCounted.filter(rule => rule.startsWith(`${group}/`)).map(rule => rule.slice(group.length + 1));
  const managed = groups.map((name, priority) => ({ name, priority, managedGroup: name, counted: counted(name) }));
  return [...managed, { name: 'RateLimit', priority: managed.length, rateLimit: firewallRateLimit }];
}

/**
 * The header in which the HTTP API tells the address of the client. It overwrites what a client says there, and sets it
 * always: `X-Forwarded-For` would be the client's own, or missing, and API Gateway lets nobody set that.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
const CLIENT_HEADER = 'goldenpath-client-ip';

/** What the HTTP API does to each request: the load balancer sees connections of the API only. */
export const CLIENT_ADDRESS = { [`overwrite:header.${CLIENT_HEADER}`]: '$context.identity.sourceIp' };

/** The header that has the address of the client, if the connection does not. */
export function forwardedClient({
  tls,
}: ServiceChoices): { readonly headerName: string; readonly fallbackBehavior: string } | undefined {
  return tls === 'http-api' ? { headerName: CLIENT_HEADER, fallbackBehavior: 'MATCH' } : undefined;
}

/** What the names of log groups begin with that a firewall writes to. */
export const FIREWALL_LOGS = 'aws-waf-logs-';

/** Headers that are not logged: who has them can act as the client. */
export const REDACTED_HEADERS = ['authorization', 'cookie', 'x-api-key'];
