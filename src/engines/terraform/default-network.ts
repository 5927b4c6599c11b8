import { Annotations, App, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { capabilityModule } from './capability-modules.generated';
import { checkRoomForNetwork, DEFAULT_NETWORK, sharedNetworkWarning } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';

/** One network for each app. */
const SHARED = new WeakMap<IConstruct, INetwork>();

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one for the whole app, made
 * in the
 * stack that first needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const named = given ?? GoldenPath.of(scope)?.network;
  if (named) return named;
  const stack = TerraformStack.of(scope);
  const app = App.of(scope);
  const shared = SHARED.get(app);
  if (!shared) {
    checkRoomForNetwork(stack, scope);
    const made: INetwork = new (capabilityModule('network').Network)(stack, DEFAULT_NETWORK);
    SHARED.set(app, made);
    return made;
  }
  if (TerraformStack.of(shared) !== stack) {
    Annotations.of(scope).addWarning(sharedNetworkWarning(TerraformStack.of(shared).node.id, stack.node.id));
  }
  return shared;
}
