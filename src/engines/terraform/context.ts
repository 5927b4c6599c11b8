import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';

/** The account, the region and the partition of a stack, which AWS tells when Terraform plans. */
export interface DeploymentContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `amazonaws.com` in most partitions. */
  readonly dnsSuffix: string;
}

const KNOWN = new WeakMap<TerraformStack, DeploymentContext>();

/** The context of the stack in which a construct is. */
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
