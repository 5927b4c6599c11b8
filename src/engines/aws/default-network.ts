import { Reference, Stack, Stage, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { stackOf } from './environment';
import { outermost } from './outermost-stack';
import { defaultNetworkOf, makeDefaultNetwork, NetworkEngine } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { sharedIn } from '../../binding/shared-infrastructure';
import { GoldenPath } from '../../path/golden-path';
import { needStack } from '../../record/stack-order';

const AWS: NetworkEngine = {
  name: 'aws',
  stackOf,
  placeOf: stack =>
    [Stage.of(stack)?.node.path, Stack.of(stack).environment, GoldenPath._settingsOf(stack).tier].join(' '),
};

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
  const named = namedNetwork(scope, given);
  // That of an environment is a construct in each stack that uses it.
  if (named || sharedIn(scope)) return named;
  return defaultNetworkOf(outermost(Stack.of(scope)), AWS, where);
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else that of its environment,
 * else the default one of all stacks of the app or stage in this account, region and tier: the one that a stack has by
 * its name, or one that is made in the only stack that needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const network =
    plannedNetwork(scope, given, scope.node.path) ??
    sharedIn(scope)?.networkIn(scope) ??
    makeDefaultNetwork(AWS.name, outermost(Stack.of(scope)));
  // What a network of literal ids is made of is in no stack of this app.
  const { tokens } = Tokenization.reverseString(network.vpcId);
  const vpc = tokens.find(token => Reference.isReference(token)) as Reference | undefined;
  if (vpc) needStack({ user: scope, used: vpc.target }, stackOf, 'guides/network.md');
  return network;
}
