import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { capabilityModule } from './capability-modules.generated';
import { checkRoomForNetwork, DEFAULT_NETWORK, sharedNetworkWarning } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';

/** One network for each app or stage, and for each account and region in it. */
const SHARED = new WeakMap<IConstruct, Map<string, INetwork>>();

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one for the whole app or
 * stage,
 * made in the stack that first needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const named = given ?? GoldenPath.of(scope)?.network;
  if (named) return named;
  const stack = outermost(Stack.of(scope));
  const stage = Stage.of(scope) ?? scope.node.root;
  const networks = SHARED.get(stage) ?? new Map<string, INetwork>();
  SHARED.set(stage, networks);
  const environment = stack.environment;
  const shared = networks.get(environment);
  if (!shared) {
    checkRoomForNetwork(stack, scope);
    const made: INetwork = new (capabilityModule('network').Network)(stack, DEFAULT_NETWORK);
    networks.set(environment, made);
    return made;
  }
  if (outermost(Stack.of(shared)) !== stack) {
    Annotations.of(scope).addWarningV2(
      'goldenpath:shared-network',
      sharedNetworkWarning(Stack.of(shared).stackName, stack.stackName),
    );
  }
  return shared;
}

/** What is shared does not stand in a nested stack, which goes with the first service that leaves. */
function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
