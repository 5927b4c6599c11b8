import { IConstruct } from 'constructs';
import { refusal, isText, said } from '../support/input';

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
  if (isUsed) refuse('It is used already.', 'Call movedFrom right after it is made, before anything uses it.');
  const scopeOf = (each: string) => each.split('/').slice(0, -1).join('/');
  if (hasOpened && scopeOf(from) !== scopeOf(path)) {
    refuse('It uses others already.', 'Call movedFrom right after it is made, before it uses anything.');
  }
  return from.slice(prefix.length).split('/');
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
