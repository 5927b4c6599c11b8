import { Annotations, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { outermost } from './outermost-stack';
import { checkRoomForNetwork, makeDefaultNetwork, sharedNetworkWarning } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';

/** One network for each app or stage, and for each account and region in it. */
const SHARED = new WeakMap<IConstruct, Map<string, INetwork>>();

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
  if (!known) checkRoomForNetwork(outermost(Stack.of(scope)), where);
  return known;
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one for the whole app or
 * stage, made in the stack that first needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const named = namedNetwork(scope, given);
  if (named) return named;
  const stack = outermost(Stack.of(scope));
  const shared = sharedIn(scope);
  if (!shared) {
    checkRoomForNetwork(stack, scope.node.path);
    const made = makeDefaultNetwork('aws', stack);
    networksOf(scope).set(stack.environment, made);
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

/** The default network, if there is one: it may have been removed with a construct that was refused. */
function sharedIn(scope: IConstruct): INetwork | undefined {
  const shared = networksOf(scope).get(outermost(Stack.of(scope)).environment);
  return shared?.node.scope!.node.tryFindChild(shared.node.id) === shared ? shared : undefined;
}

function networksOf(scope: IConstruct): Map<string, INetwork> {
  const stage = Stage.of(scope) ?? scope.node.root;
  const networks = SHARED.get(stage) ?? new Map<string, INetwork>();
  SHARED.set(stage, networks);
  return networks;
}
