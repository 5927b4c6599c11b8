import { IConstruct } from 'constructs';
import { BindingError } from '../support/errors';
import { isAttached } from '../support/tree';

/**
 * A construct that needs what is in another stack, which is deployed first.
 *
 * @internal
 */
export interface StackNeed {
  readonly user: IConstruct;
  readonly used: IConstruct;
}

/** How an engine tells the stack that a construct is deployed with. */
export type StackOf = (construct: IConstruct) => IConstruct;

/** What is known of each app. */
const NEEDS = new WeakMap<IConstruct, StackNeed[]>();

/**
 * The fault of a need that would close a circle of stacks, and its remedy; undefined where it closes none. No engine
 * can deploy such stacks, and each of them says so only at the end, and in its own words.
 *
 * @internal
 */
export function circleOf({ user, used }: StackNeed, stackOf: StackOf): { what: string; hint: string } | undefined {
  const back = wayBetween(stackOf(used), stackOf(user), { known: needsOf(user), stackOf });
  if (!back) return undefined;
  const chain = back.map(need => `'${need.user.node.path}' needs '${need.used.node.path}'`);
  return {
    what:
      `'${user.node.path}' would need '${used.node.path}', and ${chain.join(', and ')}: none of these stacks could ` +
      'be deployed before the other.',
    hint: 'Put both into one stack, or what both of them need into a third one.',
  };
}

/**
 * Takes down a need, so that later ones close no circle with it.
 *
 * @internal
 */
export function recordNeed(need: StackNeed, stackOf: StackOf): void {
  if (stackOf(need.user) === stackOf(need.used)) return;
  needsOf(need.user).push(need);
}

/**
 * Takes down a need, unless it closes a circle.
 *
 * @param page the page of the error, below `docs/`
 * @internal
 */
export function needStack(need: StackNeed, stackOf: StackOf, page: string): void {
  const circle = circleOf(need, stackOf);
  if (circle) throw new BindingError({ ...circle, where: need.user.node.path, page });
  recordNeed(need, stackOf);
}

/** The needs that lead from one stack to another, if any do. What has been removed needs nothing any more. */
function wayBetween(
  from: IConstruct,
  to: IConstruct,
  { known, stackOf }: { readonly known: readonly StackNeed[]; readonly stackOf: StackOf },
): StackNeed[] | undefined {
  if (from === to) return undefined;
  const ways = new Map<IConstruct, StackNeed[]>([[from, []]]);
  for (const [at, way] of ways) {
    for (const need of known) {
      const next = stackOf(need.used);
      if (stackOf(need.user) !== at || ways.has(next) || !isAttached(need.user) || !isAttached(need.used)) continue;
      ways.set(next, [...way, need]);
    }
  }
  return ways.get(to);
}

function needsOf({ node: { root } }: IConstruct): StackNeed[] {
  const known = NEEDS.get(root) ?? [];
  NEEDS.set(root, known);
  return known;
}
