import { Annotations, App, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { capabilityModule } from './capability-modules.generated';
import { InvalidInputError } from '../core/errors';
import { GoldenPath } from '../core/golden-path';
import { INetwork } from '../core/network';

/** One network for each app. */
const SHARED = new WeakMap<IConstruct, INetwork>();

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one for the whole app, made in the
 * stack that first needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const named = given ?? GoldenPath.of(scope)?.network;
  if (named) return named;
  const stack = TerraformStack.of(scope);
  const app = App.of(scope);
  const shared = SHARED.get(app);
  if (!shared) {
    if (stack.node.tryFindChild('Network')) {
      throw new InvalidInputError({
        what: `'${stack.node.path}' has a construct 'Network' already, which this does not name: the default network cannot be made.`,
        where: scope.node.path,
        hint: 'Give the network to this construct, network: ..., or to everything, GoldenPath({ network }).',
        page: 'guides/network.md',
      });
    }
    const made: INetwork = new (capabilityModule('network').Network)(stack, 'Network');
    SHARED.set(app, made);
    return made;
  }
  if (TerraformStack.of(shared) !== stack) {
    Annotations.of(scope).addWarning(
      `The network of '${TerraformStack.of(shared).node.id}' is shared with '${stack.node.id}', because neither names one. Which stack holds it depends on the order of your code: make it explicit with a Network in a stack of its own, and give it to GoldenPath({ network }).`,
    );
  }
  return shared;
}
