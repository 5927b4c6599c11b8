import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { defaultProviderOf, stackOf } from './environment';
import { defaultNetworkOf, makeDefaultNetwork, NetworkEngine } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';
import { needStack } from '../../record/stack-order';
import { isToken } from '../../support/tokens';

const TERRAFORM: NetworkEngine = { name: 'terraform', stackOf, placeOf };

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
  return namedNetwork(scope, given) ?? defaultNetworkOf(TerraformStack.of(scope), TERRAFORM, where);
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else the default one of all
 * stacks of the app with the same account, region and tier: the one that a stack has by its name, or one that is made
 * in the only stack that needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const network =
    plannedNetwork(scope, given, scope.node.path) ?? makeDefaultNetwork(TERRAFORM.name, TerraformStack.of(scope));
  // What a network of literal ids is made of is in no stack of this app.
  if (isToken(network.vpcId)) needStack({ user: scope, used: network }, stackOf, 'guides/network.md');
  return network;
}

/** Where a stack is, as far as its default provider says, or the path, which will make it; and for whom. */
function placeOf(stack: IConstruct): string {
  const { region, deployRoleArn } = GoldenPath.of(stack)?.terraform ?? {};
  const provider = defaultProviderOf(TerraformStack.of(stack));
  const [role] = [provider?.assumeRoleInput ?? []].flat() as { readonly roleArn?: string }[];
  const said = provider
    ? [provider.regionInput, role?.roleArn, provider.profileInput, provider.allowedAccountIdsInput]
    : [region, deployRoleArn, undefined, undefined];
  return JSON.stringify([GoldenPath._settingsOf(stack).tier, ...said.map(value => value ?? null)]);
}
