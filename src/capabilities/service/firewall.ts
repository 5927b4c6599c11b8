import { ServiceChoices } from './decisions';

/** A rule of a web ACL: a group of rules that AWS manages, or a limit on the requests of one client. */
export interface FirewallRule {
  readonly name: string;
  readonly priority: number;
  /** The name of the managed group. */
  readonly managedGroup?: string;
  /** The most requests of one client in five minutes. */
  readonly rateLimit?: number;
}

/** The rules of the firewall, first to last. */
export function firewallRules({ firewallRules: groups, firewallRateLimit }: ServiceChoices): FirewallRule[] {
  const managed = groups.map((name, priority) => ({ name, priority, managedGroup: name }));
  return [...managed, { name: 'RateLimit', priority: managed.length, rateLimit: firewallRateLimit }];
}

/**
 * The header that has the address of the client, if the connection does not: behind an HTTP API, the load balancer sees
 * connections of the API only.
 */
export function forwardedClient({
  tls,
}: ServiceChoices): { readonly headerName: string; readonly fallbackBehavior: string } | undefined {
  return tls === 'http-api' ? { headerName: 'X-Forwarded-For', fallbackBehavior: 'MATCH' } : undefined;
}
