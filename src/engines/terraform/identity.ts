import { Lazy, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { renderedProperties } from './escape';
import { literal } from './literals';
import { identityPath } from '../../binding/identity-path';
import { formerScopes } from '../../record/moved-from';
import { description } from '../../support/names';

/** Reads single arguments of a resource as the configuration will have them. */
export function argumentReader(resource: TerraformResource): (argument: string) => any {
  let written: any;
  return argument => (written ??= renderedProperties(resource))[argument];
}

/**
 * A description that EC2 takes once, and never another: of a construct that was moved, it stays what it was.
 *
 * @param text with the path of the owner
 */
export function lastingDescription(owner: IConstruct, text: string): string {
  return Lazy.stringValue({
    produce: () => literal(description(text.replace(owner.node.path, () => identityPath(owner)))),
  });
}

/**
 * The name in the address that a resource had when its construct stood elsewhere in its stack.
 *
 * @param ids the ids between the stack and the construct, as they were
 * @param owner the construct, as it stands
 */
export function formerName(resource: TerraformResource, ids: readonly string[], owner: IConstruct): string {
  const stack = TerraformStack.of(resource);
  const below = resource.node.scopes.slice(resource.node.scopes.indexOf(owner) + 1).map(({ node }) => node.id);
  return stack.getLogicalId({ scopes: formerScopes(stack, [...ids, ...below]) } as any);
}
