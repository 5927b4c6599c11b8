import { IConstruct } from 'constructs';

/**
 * Whether a construct still stands in its scope: it may have been removed, with one that was refused for instance.
 *
 * @internal
 */
export function isAttached(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return scope?.node.tryFindChild(id) === construct;
}
