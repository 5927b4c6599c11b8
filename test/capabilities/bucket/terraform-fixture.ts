import { ManagedBucketProps } from '../../../src/capabilities/bucket/props';
import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { configurationOf, slotsIn, terraformStackOf } from '../../fixtures/terraform';

/** A bucket in a stack of its own, with its configuration. */
export function written(props: ManagedBucketProps = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOf(tier, path);
  const bucket = new ManagedBucket(stack, 'Invoices', props);
  const configuration = configurationOf(stack);
  return { stack, bucket, configuration, slots: slotsIn(configuration, bucket) };
}
