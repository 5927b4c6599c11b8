import { Annotations, App, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { checkRoomForNetwork, makeDefaultNetwork, sharedNetworkWarning } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';

/** One network for each app. */
const SHARED = new WeakMap<IConstruct, INetwork>();

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
  const known = namedNetwork(scope, given) ?? sharedIn(scope);
  if (!known) checkRoomForNetwork(TerraformStack.of(scope), where);
  return known;
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one for the whole app, made
 * in the stack that first needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const named = namedNetwork(scope, given);
  if (named) return named;
  const stack = TerraformStack.of(scope);
  const shared = sharedIn(scope);
  if (!shared) {
    checkRoomForNetwork(stack, scope.node.path);
    const made = makeDefaultNetwork('terraform', stack);
    SHARED.set(App.of(scope), made);
    return made;
  }
  if (TerraformStack.of(shared) !== stack) {
    Annotations.of(scope).addWarning(sharedNetworkWarning(TerraformStack.of(shared).node.id, stack.node.id));
  }
  return shared;
}

/** The default network, if there is one: it may have been removed with a construct that was refused. */
function sharedIn(scope: IConstruct): INetwork | undefined {
  const shared = SHARED.get(App.of(scope));
  return shared?.node.scope!.node.tryFindChild(shared.node.id) === shared ? shared : undefined;
}
