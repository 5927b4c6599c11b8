import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { GoldenPath } from '../../path/golden-path';
import { Environment } from '../../record/environment';

/** The account and the region of a construct, as far as the path says them: the region, and the role that deploys. */
export function environmentOf(construct: IConstruct): Environment {
  const { region, deployRoleArn } = GoldenPath.of(construct)?.terraform ?? {};
  const [, account] = /^arn:[^:]+:iam::(\d{12}):/.exec(deployRoleArn ?? '') ?? [];
  return { account, region: region ?? undefined };
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

/** The region that a construct is deployed in, where the code says it: that of its provider, else that of the path. */
export function saidRegion(construct: IConstruct): string | undefined {
  return defaultProviderOf(TerraformStack.of(construct))?.regionInput ?? environmentOf(construct).region;
}
