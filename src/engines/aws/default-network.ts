import { Annotations, Reference, Stack, Stage, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { stackOf } from './environment';
import { outermost } from './outermost-stack';
import { checkRoomForNetwork, makeDefaultNetwork, sharedNetworkWarning } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';
import { needStack } from '../../record/stack-order';
import { isAttached } from '../../support/tree';

/** One network for each app or stage, and for each account, region and tier in it. */
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
  const stack = outermost(Stack.of(scope));
  const known = namedNetwork(scope, given) ?? sharedIn(stack);
  if (!known) checkRoomForNetwork(stack, where);
  return known;
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one for all stacks of the
 * app or stage in this account, region and tier, made in the stack that first needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const network = chosenNetwork(scope, given);
  // What a network of literal ids is made of is in no stack of this app.
  const { tokens } = Tokenization.reverseString(network.vpcId);
  const vpc = tokens.find(token => Reference.isReference(token)) as Reference | undefined;
  if (vpc) needStack({ user: scope, used: vpc.target }, stackOf, 'guides/network.md');
  return network;
}

function chosenNetwork(scope: IConstruct, given: INetwork | undefined): INetwork {
  const named = namedNetwork(scope, given);
  if (named) return named;
  const stack = outermost(Stack.of(scope));
  const shared = plannedNetwork(scope, given, scope.node.path);
  if (!shared) {
    const made = makeDefaultNetwork('aws', stack);
    networksOf(stack).set(placeOf(stack), made);
    return made;
  }
  const holder = outermost(Stack.of(shared));
  if (holder !== stack) {
    const warning = sharedNetworkWarning(holder.node.path, stack.node.path);
    Annotations.of(scope).addWarningV2('goldenpath:shared-network', warning);
  }
  return shared;
}

/** The default network, if there is one: it may have been removed with a construct that was refused. */
function sharedIn(stack: Stack): INetwork | undefined {
  const shared = networksOf(stack).get(placeOf(stack));
  return shared && isAttached(shared) ? shared : undefined;
}

/** Where a stack is, and for whom: a network of staging has fewer zones and gateways than production needs. */
function placeOf(stack: Stack): string {
  return `${stack.environment} ${GoldenPath._settingsOf(stack).tier}`;
}

function networksOf(scope: IConstruct): Map<string, INetwork> {
  const stage = Stage.of(scope) ?? scope.node.root;
  const networks = SHARED.get(stage) ?? new Map<string, INetwork>();
  SHARED.set(stage, networks);
  return networks;
}
