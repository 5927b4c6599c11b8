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

/** The region that a construct is deployed in, where the code says it: that of its provider, else that of the path. */
export function saidRegion(construct: IConstruct): string | undefined {
  const provider = providersIn(TerraformStack.of(construct)).find(({ alias }) => alias === undefined);
  return provider?.regionInput ?? environmentOf(construct).region;
}
