import { createHash } from 'crypto';
import { IConstruct } from 'constructs';
import { SharedLoadBalancerOptions } from './exposure';
import { Refuse } from '../../support/input';

/** The rules of a listener, by priority. */
type Claims = Map<number, IConstruct>;

/** The claims of each app, by listener. */
const CLAIMS = new WeakMap<IConstruct, Map<string, Claims>>();

const MOST_PRIORITIES = 50_000;

/**
 * Refuses a priority that another rule of this app has.
 *
 * @param listener the listener's ARN as the template will have it, to tell two of them apart
 */
export function checkPriority(
  scope: IConstruct,
  listener: string,
  { priority }: SharedLoadBalancerOptions,
  refuse: Refuse,
): void {
  const holder = holderOf(claimsOn(scope, listener), priority ?? undefined);
  if (!holder) return;
  refuse(
    `Priority ${priority} of the shared listener is taken by '${holder.node.path}'.`,
    'Give another number, or none to have one chosen.',
  );
}

/** Takes a priority on a shared listener: the one that was asked for, or a free one. */
export function claimPriority(
  owner: IConstruct,
  listener: string,
  { priority: asked }: SharedLoadBalancerOptions,
): number {
  const { path } = owner.node;
  const claims = claimsOn(owner, listener);
  let priority = asked ?? hashed(path, 0);
  for (let attempt = 1; holderOf(claims, priority); attempt++) priority = hashed(path, attempt);
  claims.set(priority, owner);
  return priority;
}

function claimsOn({ node: { root } }: IConstruct, listener: string): Claims {
  const listeners = CLAIMS.get(root) ?? new Map<string, Claims>();
  CLAIMS.set(root, listeners);
  const claims = listeners.get(listener) ?? new Map<number, IConstruct>();
  listeners.set(listener, claims);
  return claims;
}

/** The construct that has a priority, unless it was refused after it had taken it. */
function holderOf(claims: Claims, priority: number | undefined): IConstruct | undefined {
  const holder = priority === undefined ? undefined : claims.get(priority);
  return holder?.node.scope!.node.tryFindChild(holder.node.id) === holder ? holder : undefined;
}

/**
 * The full name of a shared load balancer, the dimension of its metrics. `arn:...:listener/app/name/id/listener-id`
 * contains it.
 *
 * @param part gives one of the parts of the ARN between slashes
 */
export function sharedFullName(
  { loadBalancerFullName }: SharedLoadBalancerOptions,
  part: (index: number) => string,
): string {
  return loadBalancerFullName ?? `app/${part(2)}/${part(3)}`;
}

/**
 * The URL of a service behind a shared load balancer. A host alone ends without a slash, like every other URL: clients
 * add their own.
 */
export function sharedUrl({ hostHeaders, pathPatterns }: SharedLoadBalancerOptions): string {
  return `https://${hostHeaders?.[0] ?? '*'}${(pathPatterns?.[0] ?? '/').replace(/\*.*$/, '').replace(/^\/$/, '')}`;
}

/** Spreads paths over the priorities that a listener has; the same for a path in every synthesis. */
function hashed(path: string, attempt: number): number {
  return 1 + (createHash('sha256').update(`${path}#${attempt}`).digest().readUInt32BE() % MOST_PRIORITIES);
}
