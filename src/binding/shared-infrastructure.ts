import { IConstruct } from 'constructs';
import { INetwork } from './network';

/** The parts that the services of an environment can share, beside its network. */
export const SHARED_PARTS = ['cluster', 'alarm-topic', 'vpc-link'] as const;

/**
 * A part that the services of an environment can share.
 *
 * @internal
 */
export type SharedPart = (typeof SHARED_PARTS)[number];

/**
 * An ECS cluster.
 *
 * @internal
 */
export interface ClusterReference {
  readonly name: string;
  readonly arn: string;
}

/**
 * The way of an HTTP API into the network.
 *
 * @internal
 */
export interface VpcLinkReference {
  readonly id: string;
  readonly securityGroupId: string;
}

/**
 * What the services of an environment share. Each part is read in the stack that uses it, when it is asked for.
 *
 * @internal
 */
export interface SharedInfrastructureOf {
  /** The name of the environment. */
  readonly environment: string;
  /** The parts that there are. */
  readonly parts: readonly SharedPart[];
  networkIn(scope: IConstruct): INetwork;
  clusterIn(scope: IConstruct): ClusterReference;
  alarmTopicArnIn(scope: IConstruct): string;
  vpcLinkIn(scope: IConstruct): VpcLinkReference;
}

const SHARED = Symbol.for('goldenpath.SharedInfrastructure');

/**
 * Makes this what everything in a scope shares, unless something nearer has its own.
 *
 * @param shared left out: nothing is shared there, for what makes it
 * @internal
 */
export function share(scope: IConstruct, shared?: SharedInfrastructureOf): void {
  Object.defineProperty(scope, SHARED, { value: shared ?? null, configurable: true });
}

/**
 * What a construct shares with others of its environment. Undefined where there is no environment.
 *
 * @internal
 */
export function sharedIn(scope: IConstruct): SharedInfrastructureOf | undefined {
  for (let at: IConstruct | undefined = scope; at?.node; at = at.node.scope) {
    const found: SharedInfrastructureOf | null | undefined = (at as any)[SHARED];
    if (found !== undefined) return found ?? undefined;
  }
  return undefined;
}

/**
 * One part of what a construct shares, if its environment has it.
 *
 * @internal
 */
export function sharedPartIn<T>(
  scope: IConstruct,
  part: SharedPart,
  read: (shared: SharedInfrastructureOf) => T,
): T | undefined {
  const shared = sharedIn(scope);
  return shared?.parts.includes(part) ? read(shared) : undefined;
}
