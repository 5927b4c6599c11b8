import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { providerOf } from './provider';
import { isAttached } from '../../support/tree';

/** The account, the region and the partition of a construct, which AWS tells when Terraform plans. */
export interface DeploymentContext {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `amazonaws.com` in most partitions. */
  readonly dnsSuffix: string;
}

/** What is known of each provider, by its alias, in a stack. */
const KNOWN = new WeakMap<TerraformStack, Map<string, { readonly told: DeploymentContext; readonly by: IConstruct }>>();

/** The context of a construct: that of its provider in its stack. */
export function context(scope: IConstruct): DeploymentContext {
  const stack = TerraformStack.of(scope);
  const provider = providerOf(scope);
  const suffix = provider?.alias ? `_${provider.alias}` : '';
  const contexts = KNOWN.get(stack) ?? new Map();
  KNOWN.set(stack, contexts);
  const known = contexts.get(suffix);
  // It may have been removed with a construct that was refused.
  if (known && isAttached(known.by)) return known.told;
  const partition = new DataAwsPartition(stack, `Partition${suffix}`, { provider });
  const told = {
    account: new DataAwsCallerIdentity(stack, `CallerIdentity${suffix}`, { provider }).accountId,
    region: new DataAwsRegion(stack, `Region${suffix}`, { provider }).region,
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
  };
  contexts.set(suffix, { told, by: partition });
  return told;
}
