import { IConstruct } from 'constructs';

/**
 * A construct that may have stood elsewhere in its stack, and whose resources are those that it had there.
 *
 * @internal
 */
export interface IMovable extends IConstruct {
  /** The path from which it was moved. */
  readonly _movedFrom?: string;
}

/**
 * The path by which a construct and its resources are known to AWS: that from which it was moved, else its own. Names,
 * descriptions that cannot be changed, and the ids of rules and subscriptions are made from it.
 *
 * @internal
 */
export function identityPath(construct: IConstruct): string {
  return (construct as IMovable)._movedFrom ?? construct.node.path;
}

/**
 * The id in that path.
 *
 * @internal
 */
export function identityId(construct: IConstruct): string {
  const { _movedFrom: from } = construct as IMovable;
  return from === undefined ? construct.node.id : from.slice(from.lastIndexOf('/') + 1);
}
