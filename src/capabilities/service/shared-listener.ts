import { createHash } from 'crypto';
import { IConstruct } from 'constructs';
import { SharedLoadBalancerOptions } from './exposure';
import { Refuse } from '../../support/input';

// Priorities that rules of this app have taken, by app and listener.
const TAKEN = new WeakMap<object, Map<string, Map<number, string>>>();

/**
 * Takes a priority on a shared listener: the one that was asked for, or a free one.
 *
 * @param listener the listener's ARN as the template will have it, to tell two of them apart
 */
export function claimPriority(
  owner: IConstruct,
  listener: string,
  { priority: asked }: SharedLoadBalancerOptions,
  refuse: Refuse,
): number {
  const priority = asked ?? undefined;
  const { root, path } = owner.node;
  const listeners = TAKEN.get(root) ?? new Map<string, Map<number, string>>();
  TAKEN.set(root, listeners);
  const taken = listeners.get(listener) ?? new Map<number, string>();
  listeners.set(listener, taken);
  let chosen = priority ?? hashed(path, 0);
  if (priority !== undefined && taken.has(priority)) {
    refuse(
      `Priority ${priority} of the shared listener is taken by '${taken.get(priority)}'.`,
      'Give another number, or none to have one chosen.',
    );
  }
  for (let attempt = 1; priority === undefined && taken.has(chosen); attempt++) chosen = hashed(path, attempt);
  taken.set(chosen, path);
  return chosen;
}

/**
 * The full name of a shared load balancer, which its metrics go by. `arn:...:listener/app/name/id/listener-id` has it
 * inside.
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
 * What a client calls a service behind a shared load balancer. A host alone ends without a slash, like every other URL:
 * a client adds its own.
 */
export function sharedUrl({ hostHeaders, pathPatterns }: SharedLoadBalancerOptions): string {
  return `https://${hostHeaders?.[0] ?? '*'}${(pathPatterns?.[0] ?? '/').replace(/\*.*$/, '').replace(/^\/$/, '')}`;
}

/** Spreads paths over the 50000 priorities that a listener has; stable from synth to synth. */
function hashed(path: string, attempt: number): number {
  return 1 + (createHash('sha256').update(`${path}#${attempt}`).digest().readUInt32BE() % 50_000);
}
