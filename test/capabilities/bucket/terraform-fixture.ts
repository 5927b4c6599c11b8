import { App, DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Testing, Tokenization } from 'cdktf';
import { ManagedBucketProps } from '../../../src/capabilities/bucket/props';
import { ManagedBucket } from '../../../src/capabilities/bucket/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/core/golden-path';
import { EnvironmentTier } from '../../../src/core/tier';

export function terraformStackOf(tier: EnvironmentTier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}, app: App = Testing.app(), id = 'Shop'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

/** What is written in each slot. */
export function slotsIn(configuration: any, bucket: ManagedBucket): { [slot: string]: any } {
  return Object.fromEntries(bucket.slots.map(slot => {
    const { terraformResourceType, friendlyUniqueId } = bucket.resource(slot);
    return [slot, configuration.resource[terraformResourceType][friendlyUniqueId]];
  }));
}

/** What a bucket is in a stack of its own. */
export function written(props: ManagedBucketProps = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOf(tier, path);
  const bucket = new ManagedBucket(stack, 'Invoices', props);
  const configuration = JSON.parse(Testing.synth(stack, true));
  return { stack, bucket, configuration, slots: slotsIn(configuration, bucket) };
}

/** Where a resource stands in a configuration. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** A value as a stack writes it. */
export function resolvedIn(scope: TerraformStack, value: any): any {
  return Tokenization.resolve(value, { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) });
}
