import { App, DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Testing, Tokenization } from 'cdktf';
import { ManagedQueueProps } from '../../../src/capabilities/queue/props';
import { ManagedQueue } from '../../../src/capabilities/queue/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/core/golden-path';
import { EnvironmentTier } from '../../../src/core/tier';

export function terraformStackOn(tier: EnvironmentTier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}, app: App = Testing.app(), id = 'Data'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

/** What a stack is as Terraform reads it, its checks included. */
export function configurationOf(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack, true));
}

/** What is written in each slot. */
export function slotsIn(configuration: any, queue: ManagedQueue): { [slot: string]: any } {
  return Object.fromEntries(queue.slots.map(slot => {
    const { terraformResourceType, friendlyUniqueId } = queue.resource(slot);
    return [slot, configuration.resource[terraformResourceType][friendlyUniqueId]];
  }));
}

/** What a queue is in a stack of its own. */
export function written(tier?: EnvironmentTier, props: ManagedQueueProps = {}, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOn(tier, path);
  const queue = new ManagedQueue(stack, 'Signups', props);
  const configuration = configurationOf(stack);
  return { stack, queue, configuration, slots: slotsIn(configuration, queue) };
}

/** Where a resource stands in a configuration. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** A value as a stack writes it. */
export function resolvedIn(scope: TerraformStack, value: any): any {
  return Tokenization.resolve(value, { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) });
}
