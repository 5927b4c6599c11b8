import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { defaultProviderOf, environmentOf, roleOf, stackOf } from './environment';
import { providerOf, TerraformProps } from './provider';
import { defaultNetworkOf, makeDefaultNetwork, NetworkEngine } from '../../binding/default-network';
import { INetwork } from '../../binding/network';
import { GoldenPath } from '../../path/golden-path';
import { apart } from '../../record/environment';
import { needStack } from '../../record/stack-order';
import { refusal } from '../../support/input';
import { isToken } from '../../support/tokens';

const PAGE = 'guides/network.md';

const TERRAFORM: NetworkEngine = { name: 'terraform', stackOf, placeOf };

/** The network that a construct has without the default one: that of its prop, else that of the golden path. */
export function namedNetwork(scope: IConstruct, given: INetwork | undefined): INetwork | undefined {
  return given ?? GoldenPath.of(scope)?.network;
}

/** What a construct says of where it stands. */
export interface PlaceProps extends TerraformProps {
  readonly network?: INetwork;
}

/**
 * The network of a construct that is about to be made in a scope, if there is one already. Refuses where it could not
 * be made, and where the construct's provider is elsewhere. No construct is made.
 *
 * @param where the path of the construct
 */
export function plannedNetwork(scope: IConstruct, props: PlaceProps, where: string): INetwork | undefined {
  const { provider } = props;
  const refuse = refusal(where, PAGE);
  const named = namedNetwork(scope, props.network);
  if (!named) {
    if (!provider) return defaultNetworkOf(TerraformStack.of(scope), TERRAFORM, where);
    return refuse(
      'A construct with a provider of its own names no network, and the default one is of the default provider.',
      'Name one of the same provider: new Network(stack, id, { provider }), and network: ... here.',
    );
  }
  // What a network of literal ids is made of is in no stack of this app.
  const difference = isToken(named.vpcId) && apart(environmentOf(scope, provider), environmentOf(named));
  if (difference) {
    refuse(`The network '${named.node.path}' is ${difference}.`, 'Name a network of the same region and account.');
  }
  return named;
}

/**
 * The network that a construct stands in: its own prop, else that of the golden path, else the default one of all
 * stacks of the app with the same account, region and tier: the one that a stack has by its name, or one that is made
 * in the only stack that needs it.
 */
export function networkOf(scope: IConstruct, given: INetwork | undefined): INetwork {
  const props = { network: given, provider: providerOf(scope) };
  const network =
    plannedNetwork(scope, props, scope.node.path) ?? makeDefaultNetwork(TERRAFORM.name, TerraformStack.of(scope));
  if (isToken(network.vpcId)) needStack({ user: scope, used: network }, stackOf, PAGE);
  return network;
}

/** Where a stack is, as far as its default provider says, or the path, which will make it; and for whom. */
function placeOf(stack: IConstruct): string {
  const { region, deployRoleArn } = GoldenPath.of(stack)?.terraform ?? {};
  const provider = defaultProviderOf(TerraformStack.of(stack));
  const said = provider
    ? [provider.regionInput, roleOf(provider), provider.profileInput, provider.allowedAccountIdsInput]
    : [region, deployRoleArn, undefined, undefined];
  return JSON.stringify([GoldenPath._settingsOf(stack).tier, ...said.map(value => value ?? null)]);
}
