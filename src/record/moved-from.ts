import { IConstruct } from 'constructs';
import { refusal, isText, Refuse, said } from '../support/input';

/** The page about moves. */
const PAGE = 'guides/day-2.md';

/**
 * A move of a construct within its stack.
 *
 * @internal
 */
export interface Move {
  readonly construct: IConstruct;
  readonly stack: IConstruct;
  /** The path at which it stood. */
  readonly from: string;
  /** The path that was given before, if any. */
  readonly before?: string;
  /** Whether others use it already: what they have of it is named after where it stood. */
  readonly isUsed: boolean;
  /** Whether it reaches others already, with rules that are named after where it stood. */
  readonly hasOpened: boolean;
}

/**
 * Refuses a move that is none. Gives the ids between the stack and the construct, as they were.
 *
 * @throws InvalidInputError
 * @internal
 */
export function checkMove({ construct, stack, from, before, isUsed, hasOpened }: Move): string[] {
  const { path } = construct.node;
  const refuse = refusal(path, PAGE);
  const prefix = stack.node.path === '' ? '' : `${stack.node.path}/`;
  if (!isText(from) || from.split('/').some(id => !id.trim())) {
    refuse(
      `movedFrom has ${said(from)}, which is no path.`,
      `Give the path of the construct in the lock: '${prefix}OrdersDb'.`,
    );
  }
  if (from === path) {
    refuse('It was moved from where it stands.', 'Give the path that it had before, or leave movedFrom out.');
  }
  if (before !== undefined) {
    refuse(
      `It was moved from '${before}' already.`,
      'Say once where it was: the first path, at which its resources were made.',
    );
  }
  if (!from.startsWith(prefix)) {
    refuse(
      `'${from}' is not in the stack '${stack.node.path}'.`,
      `movedFrom keeps what is in one stack: give a path that starts with '${prefix}'. For another stack, follow the ` +
        'steps on the page below.',
    );
  }
  if (isThere(construct.node.root, from)) {
    refuse(`'${from}' is still there.`, 'Take it away, or leave movedFrom out: this is another one then.');
  }
  const claimant = claimantOf(construct.node.root, from);
  if (claimant) {
    refuse(
      `'${claimant.node.path}' was moved from '${from}' already.`,
      'One of the two stood elsewhere: correct its path.',
    );
  }
  if (isUsed) refuse('It is used already.', 'Call movedFrom right after it is made, before anything uses it.');
  const scopeOf = (each: string) => each.split('/').slice(0, -1).join('/');
  if (hasOpened && scopeOf(from) !== scopeOf(path)) {
    refuse('It uses others already.', 'Call movedFrom right after it is made, before it uses anything.');
  }
  const claims = CLAIMS.get(construct.node.root) ?? new Map<string, IConstruct>();
  CLAIMS.set(construct.node.root, claims.set(from, construct));
  return from.slice(prefix.length).split('/');
}

/** The constructs that have what stood at a path, by the path, of each app. */
const CLAIMS = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** Who has what stood at a path before. */
function claimantOf(root: IConstruct, path: string): IConstruct | undefined {
  const found = CLAIMS.get(root)?.get(path);
  return found && isThere(root, found.node.path) ? found : undefined;
}

/**
 * Refuses a construct at a path from which another one was moved: the ids are with that one.
 *
 * @internal
 */
export function checkUnclaimed(scope: IConstruct, path: string, refuse: Refuse): void {
  const claimant = claimantOf(scope.node.root, path);
  if (!claimant) return;
  refuse(
    `'${claimant.node.path}' was moved from '${path}', and has the ids and names of its resources.`,
    'Give this one an id that nothing had before.',
  );
}

function isThere(root: IConstruct, path: string): boolean {
  let at: IConstruct | undefined = root;
  for (const id of path.split('/')) at = at?.node.tryFindChild(id);
  return at !== undefined && at !== root;
}

/**
 * A node that stands in for one that is not there any more, for a stack to say which id it had.
 *
 * @internal
 */
export function formerScopes(stack: IConstruct, ids: readonly string[]): any[] {
  return [stack, ...ids.map(id => ({ node: { id } }))];
}
