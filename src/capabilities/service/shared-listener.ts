import { IConstruct } from 'constructs';
import { SharedLoadBalancerOptions } from './exposure';
import { Conditions, conditionsOf, contains, hashOf, rangeOf } from './listener-conditions';
import { PAGE } from './page';
import { refusal, Refuse } from '../../support/input';
import { isAttached } from '../../support/tree';

/** A rule of a listener. */
interface Claim {
  readonly holder: IConstruct;
  readonly priority: number;
  readonly conditions: Conditions;
}

/** The rules of each app, by listener. */
const CLAIMS = new WeakMap<IConstruct, Map<string, Claim[]>>();

/** Enough to find a free number in a range that is not full. */
const MOST_ATTEMPTS = 2000;

/**
 * Finds the priority of a rule: the one that was asked for, or a free one that follows from its conditions. Refuses a
 * rule that would never see a request, and one that would keep all requests from another rule of this app.
 *
 * @param listener the listener, told apart from all others of the app
 * @param path the path of the construct
 */
export function planPriority(
  scope: IConstruct,
  listener: string,
  { shared, path }: { readonly shared: SharedLoadBalancerOptions; readonly path: string },
  refuse: Refuse,
): number {
  const claims = claimsOn(scope, listener).filter(({ holder }) => isAttached(holder));
  const conditions = conditionsOf(shared);
  const asked = shared.priority ?? undefined;
  checkTaken(claims, conditions, asked, refuse);
  const { before, after } = neighbours(claims, conditions);
  const fits = (priority: number) =>
    priority > (before?.priority ?? 0) && priority < (after?.priority ?? Infinity) && !holderOf(claims, priority);
  const priority = asked ?? freePriority(conditions, path, fits);
  if (priority !== undefined && fits(priority)) return priority;
  return refuseOrder({ before, after }, priority ?? rangeOf(conditions).first, refuse);
}

/** Takes the priority of a rule on a shared listener. */
export function claimPriority(holder: IConstruct, listener: string, shared: SharedLoadBalancerOptions): number {
  const { path } = holder.node;
  const priority = planPriority(holder, listener, { shared, path }, refusal(path, PAGE));
  claimsOn(holder, listener).push({ holder, priority, conditions: conditionsOf(shared) });
  return priority;
}

/** The requests of a service that stay open, as a rule of their own. It has the number before, where one is given. */
export function openRuleOf(shared: SharedLoadBalancerOptions, pathPatterns: string[]): SharedLoadBalancerOptions {
  const { priority } = shared;
  return { ...shared, pathPatterns, priority: (priority ?? undefined) === undefined ? undefined : priority! - 1 };
}

function checkTaken(claims: Claim[], conditions: Conditions, asked: number | undefined, refuse: Refuse): void {
  const taken = holderOf(claims, asked);
  if (taken) {
    refuse(
      `Priority ${asked} of the shared listener is taken by '${taken.node.path}'.`,
      'Give another number, or none to have one chosen.',
    );
  }
  const same = claims.find(
    ({ conditions: other }) => contains(other, conditions) && contains(conditions, other),
  )?.holder;
  if (same) {
    refuse(
      `'${same.node.path}' has the same host names and paths on the shared listener, so one of them would never see ` +
        'a request.',
      'Give one of them another host name or path.',
    );
  }
}

/**
 * The rules between which one of these conditions has its place: the last of those that take a part of its requests,
 * and the first of those that it takes a part of.
 */
function neighbours(claims: Claim[], conditions: Conditions): { before?: Claim; after?: Claim } {
  const ordered = [...claims].sort((a, b) => a.priority - b.priority);
  return {
    before: ordered.filter(claim => contains(conditions, claim.conditions)).pop(),
    after: ordered.find(claim => contains(claim.conditions, conditions)),
  };
}

function refuseOrder({ before, after }: { before?: Claim; after?: Claim }, priority: number, refuse: Refuse): never {
  const say = ({ holder, priority: taken }: Claim) => `'${holder.node.path}', which has priority ${taken}`;
  if (after && priority >= after.priority) {
    return refuse(
      `On the shared listener all requests of this service go to ${say(after)}.`,
      `Give a priority below ${after.priority}, or leave both out: then the more specific rule comes first.`,
    );
  }
  if (before) {
    return refuse(
      `On the shared listener this service would take all requests of ${say(before)}.`,
      `Give a priority above ${before.priority}, or leave both out: then the more specific rule comes first.`,
    );
  }
  return refuse('The shared listener has no free priority for rules as specific as this.', 'Give a priority.');
}

function freePriority(conditions: Conditions, path: string, fits: (n: number) => boolean): number | undefined {
  const { first, size } = rangeOf(conditions);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const priority = first + hashOf(conditions, path, attempt, size);
    if (fits(priority)) return priority;
  }
  return undefined;
}

function claimsOn({ node: { root } }: IConstruct, listener: string): Claim[] {
  const listeners = CLAIMS.get(root) ?? new Map<string, Claim[]>();
  CLAIMS.set(root, listeners);
  const claims = listeners.get(listener) ?? [];
  listeners.set(listener, claims);
  return claims;
}

function holderOf(claims: Claim[], priority: number | undefined): IConstruct | undefined {
  return claims.find(claim => claim.priority === priority)?.holder;
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
