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

/** How the engines mark their stacks and their apps. */
const STACKS = ['@aws-cdk/core.Stack', 'cdktf/TerraformStack'].map(each => Symbol.for(each));
const APPS = ['@aws-cdk/core.App', 'cdktf/App'].map(each => Symbol.for(each));

const isMarked = (construct: IConstruct, marks: symbol[]) => marks.some(mark => mark in construct);

/**
 * Whether a construct stands in a stack, or is one.
 *
 * @internal
 */
export function isInStack(construct: IConstruct): boolean {
  return construct.node.scopes.some(each => isMarked(each, STACKS));
}

/**
 * Whether a construct stands in an app and in no stack of it.
 *
 * @internal
 */
export function lacksStack(construct: IConstruct): boolean {
  return isMarked(construct.node.root, APPS) && !isInStack(construct);
}
