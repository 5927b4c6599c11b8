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
