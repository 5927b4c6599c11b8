import { App, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { checkRoomForNetwork, makeDefaultNetwork, refuseSharing } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';

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
  const named = namedNetwork(scope, given);
  if (named) return named;
  const stack = TerraformStack.of(scope);
  const made = madeIn(scope);
  const own = made.find(network => TerraformStack.of(network) === stack);
  if (own) return own;
  const other = made.map(network => TerraformStack.of(network)).find(holder => placeOf(holder) === placeOf(stack));
  if (other) refuseSharing(other.node.path, stack.node.path, where);
  checkRoomForNetwork(stack, where);
  return undefined;
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else one that is made in its
 * stack. A second stack does not share that one: it is refused.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const known = plannedNetwork(scope, given, scope.node.path);
  if (known) return known;
  const made = makeDefaultNetwork('terraform', TerraformStack.of(scope));
  SHARED.set(App.of(scope), [...madeIn(scope), made]);
  return made;
}

/** The default networks that are still there: one may have been removed with a construct that was refused. */
function madeIn(scope: IConstruct): INetwork[] {
  const made = SHARED.get(App.of(scope)) ?? [];
  return made.filter(network => network.node.scope!.node.tryFindChild(network.node.id) === network);
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
