import { ServiceChoices } from './decisions';

/** A rule of a web ACL: a group of rules that AWS manages, or a bound on what one client may ask. */
export interface FirewallRule {
  readonly name: string;
  readonly priority: number;
  /** The name of the managed group. */
  readonly managedGroup?: string;
  /** Requests of one client in five minutes. */
  readonly rateLimit?: number;
}

/** The rules in front of a service, first to last. */
export function firewallRules({ firewallRules: groups, firewallRateLimit }: ServiceChoices): FirewallRule[] {
  const managed = groups.map((name, priority) => ({ name, priority, managedGroup: name }));
  return [...managed, { name: 'RateLimit', priority: managed.length, rateLimit: firewallRateLimit }];
}

/**
 * Where the address of a client is, if not in the connection: behind an HTTP API, what the load balancer sees is the
 * API.
 */
export function forwardedClient({
  tls,
}: ServiceChoices): { readonly headerName: string; readonly fallbackBehavior: string } | undefined {
  return tls === 'http-api' ? { headerName: 'X-Forwarded-For', fallbackBehavior: 'MATCH' } : undefined;
}
