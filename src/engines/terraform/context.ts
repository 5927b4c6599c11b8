import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

/** Where a stack is deployed: asked of AWS when Terraform plans. */
export interface DeploymentContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `amazonaws.com` in most partitions. */
  readonly dnsSuffix: string;
}

const KNOWN = new WeakMap<TerraformStack, DeploymentContext>();

/** The account, region and partition of the stack that a construct stands in. */
export function context(scope: IConstruct): DeploymentContext {
  const stack = TerraformStack.of(scope);
  const known = KNOWN.get(stack);
  if (known) return known;
  const partition = new DataAwsPartition(stack, 'Partition');
  const made = {
    account: new DataAwsCallerIdentity(stack, 'CallerIdentity').accountId,
    region: new DataAwsRegion(stack, 'Region').region,
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
  };
  KNOWN.set(stack, made);
  return made;
}
