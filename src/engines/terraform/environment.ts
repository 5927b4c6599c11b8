import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { providerOf } from './provider';
import { GoldenPath } from '../../path/golden-path';
import { Environment } from '../../record/environment';
import { isToken } from '../../support/tokens';

/**
 * The account and the region of a construct, as far as the code says them: its provider, else the default one of its
 * stack, else the path: the region, and the role that deploys.
 *
 * @param given the provider that it is about to get
 */
export function environmentOf(construct: IConstruct, given?: AwsProvider): Environment {
  const provider = given ?? providerOf(construct);
  if (provider) return placeOf(provider);
  const { region, deployRoleArn } = GoldenPath.of(construct)?.terraform ?? {};
  const said = defaultProviderOf(TerraformStack.of(construct));
  const its = said ? placeOf(said) : {};
  return { account: its.account ?? accountOf(deployRoleArn), region: its.region ?? region ?? undefined };
}

/** The stack that a construct is deployed with. */
export function stackOf(construct: IConstruct): IConstruct {
  return TerraformStack.of(construct);
}

/** The AWS providers of a stack. One with an alias stands beside the default one. */
export function providersIn(stack: TerraformStack): AwsProvider[] {
  return stack.node.findAll().filter(child => child instanceof AwsProvider);
}

/** The provider of what names none, if it is there already: most often it stands directly in the stack. */
export function defaultProviderOf(stack: TerraformStack): AwsProvider | undefined {
  const isDefault = (child: IConstruct): child is AwsProvider =>
    child instanceof AwsProvider && child.alias === undefined;
  return stack.node.children.find(isDefault) ?? stack.node.findAll().find(isDefault);
}

/** The role that a provider takes on. */
export function roleOf(provider: AwsProvider): string | undefined {
  const [role] = [provider.assumeRoleInput ?? []].flat() as { readonly roleArn?: string }[];
  return role?.roleArn;
}

/** What a provider says of its place. A variable says nothing. */
function placeOf(provider: AwsProvider): Environment {
  const { regionInput: region, allowedAccountIdsInput: accounts } = provider;
  const [only] = accounts?.length === 1 ? accounts : [];
  return { account: accountOf(roleOf(provider)) ?? only, region: isToken(region) ? undefined : region };
}

function accountOf(roleArn: string | undefined): string | undefined {
  return /^arn:[^:]+:iam::(\d{12}):/.exec(roleArn ?? '')?.[1];
}
