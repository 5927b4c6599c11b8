import { CfnResource, Lazy, Names, Stack, UniqueResourceNameOptions } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { outermost } from './outermost-stack';
import { identityPath } from '../../binding/identity-path';
import { CONDITION } from '../../record/lock/locked-types';
import { formerScopes } from '../../record/moved-from';
import { description, upperFirst } from '../../support/names';
import { isPlain } from '../../support/plain';

/** Reads single properties of a resource as the template will have them: to resolve all of them takes far longer. */
export function propertyReader(resource: CfnResource): (property: string) => any {
  const { cfnProperties, rawOverrides } = resource as any;
  const raw = rawOverrides?.Properties ?? {};
  const keys = new Map(Object.keys(cfnProperties).map(key => [key.toLowerCase(), key]));
  return property => {
    if (property === CONDITION) return rawOverrides?.Condition ?? conditionOf(resource);
    if (Object.hasOwn(raw, property)) return Stack.of(resource).resolve(raw[property]);
    const key = keys.get(property.toLowerCase());
    const value = key === undefined ? undefined : cfnProperties[key];
    return value === undefined ? undefined : asInTemplate(Stack.of(resource).resolve(value));
  };
}

function conditionOf({ stack, cfnOptions: { condition } }: CfnResource): string | undefined {
  return condition && stack.resolve(condition.logicalId);
}

/** Typed values have their keys with a small letter first. */
function asInTemplate(value: any): any {
  if (Array.isArray(value)) return value.map(asInTemplate);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [upperFirst(key), asInTemplate(inner)]));
}

/**
 * A description that EC2 takes once, and never another: of a construct that was moved, it stays what it was.
 *
 * @param text with the path of the owner
 */
export function lastingDescription(owner: IConstruct, text: string): string {
  const produce = () => description(text.replace(owner.node.path, () => identityPath(owner)));
  return Lazy.uncachedString({ produce });
}

/**
 * A name that follows from where a construct stands, and that no other has: of one that was moved, from where it stood.
 */
export function lastingName(owner: IConstruct, options: UniqueResourceNameOptions): string {
  const stack = Stack.of(owner);
  const produce = () => {
    const below = identityPath(owner)
      .slice(stack.node.path === '' ? 0 : stack.node.path.length + 1)
      .split('/');
    const scopes = () => [...stack.node.scopes, ...formerScopes(stack, below).slice(1)];
    // Each reader gets a list of its own: CDK turns it around.
    const asMade = { node: Object.defineProperty({}, 'scopes', { get: scopes }) };
    return Names.uniqueResourceName(asMade as any, options);
  };
  return Lazy.uncachedString({ produce });
}

/** The name by which the lock knows a stack: that of its deployment, and of a nested one the path. */
export function deploymentOf(stack: Stack): string {
  return stack.nestedStackParent ? stack.node.path : stack.stackName;
}

/** The account and the region of a stack, where both are known. */
export function placeOf(stack: Stack): string | undefined {
  const { account, region } = outermost(stack);
  const known = [account, region].every(each => each && !/\$\{Token\[/.test(each));
  return known ? `${account}/${region}` : undefined;
}

/**
 * The logical id that a resource had when its construct stood elsewhere in its stack.
 *
 * @param ids the ids between the stack and the construct, as they were
 * @param owner the construct, as it stands
 */
export function formerLogicalId(resource: CfnResource, ids: readonly string[], owner: { readonly node: any }): string {
  const { stack } = resource;
  const below = resource.node.scopes.slice(resource.node.scopes.indexOf(owner as any) + 1).map(({ node }) => node.id);
  return stack.getLogicalId({ node: { scopes: formerScopes(stack, [...ids, ...below]) }, stack } as any);
}
