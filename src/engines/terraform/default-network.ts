import { Annotations, App, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { stackOf } from './environment';
import { checkRoomForNetwork, makeDefaultNetwork, sharedNetworkWarning } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';
import { needStack } from '../../record/stack-order';
import { isToken } from '../../support/tokens';
import { isAttached } from '../../support/tree';

/** The networks of each app that were made because a stack named none. */
const SHARED = new WeakMap<IConstruct, INetwork[]>();

/** The network that a construct has without the default one: that of its prop, else that of the golden path. */
export function namedNetwork(scope: IConstruct, given: INetwork | undefined): INetwork | undefined {
  return given ?? GoldenPath.of(scope)?.network;
}

/**
 * The network of a construct that is about to be made in a scope, if there is one already. Refuses where it could not
 * be made. No construct is made.
 *
 * @param where the path of the construct
 */
export function plannedNetwork(scope: IConstruct, given: INetwork | undefined, where: string): INetwork | undefined {
  const stack = TerraformStack.of(scope);
  const known = namedNetwork(scope, given) ?? sharedIn(stack);
  if (!known) checkRoomForNetwork(stack, where);
  return known;
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one for all stacks of the
 * app with the same account, region and tier, made in the stack that first needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const network = chosenNetwork(scope, given);
  // What a network of literal ids is made of is in no stack of this app.
  if (isToken(network.vpcId)) needStack({ user: scope, used: network }, stackOf, 'guides/network.md');
  return network;
}

function chosenNetwork(scope: IConstruct, given: INetwork | undefined): INetwork {
  const named = namedNetwork(scope, given);
  if (named) return named;
  const stack = TerraformStack.of(scope);
  const shared = plannedNetwork(scope, given, scope.node.path);
  if (!shared) {
    const made = makeDefaultNetwork('terraform', stack);
    SHARED.set(App.of(scope), [...madeIn(scope), made]);
    return made;
  }
  const holder = TerraformStack.of(shared);
  if (holder !== stack) Annotations.of(scope).addWarning(sharedNetworkWarning(holder.node.path, stack.node.path));
  return shared;
}

/** The network of a stack in the same place, its own before others. */
function sharedIn(stack: TerraformStack): INetwork | undefined {
  const made = madeIn(stack);
  return (
    made.find(network => TerraformStack.of(network) === stack) ??
    made.find(network => placeOf(TerraformStack.of(network)) === placeOf(stack))
  );
}

/** The default networks that are still there: one may have been removed with a construct that was refused. */
function madeIn(scope: IConstruct): INetwork[] {
  return (SHARED.get(App.of(scope)) ?? []).filter(isAttached);
}

/** Where a stack is, as far as its providers say, and for whom. */
function placeOf(stack: TerraformStack): string {
  const providers = stack.node.children
    .filter(({ terraformResourceType }: any) => terraformResourceType === 'aws')
    .map(({ regionInput, profileInput, allowedAccountIdsInput, assumeRoleInput }: any) => [
      regionInput,
      profileInput,
      allowedAccountIdsInput,
      assumeRoleInput,
    ])
    // One that says nothing, as the package adds it.
    .filter(said => said.some(value => value !== undefined));
  return JSON.stringify([GoldenPath._settingsOf(stack).tier, providers]);
}
