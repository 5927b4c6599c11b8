import { App, DefaultTokenResolver, StringConcat, TerraformResource, TerraformStack, Testing, Tokenization } from 'cdktf';
import { typicalProps } from '../../../src/capabilities/insights/decisions';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { PlatformInsights } from '../../../src/capabilities/insights/terraform';
import { GoldenPath, GoldenPathProps } from '../../../src/core/golden-path';
import { EnvironmentTier } from '../../../src/core/tier';

export function terraformStackOn(tier: EnvironmentTier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}, app: App = Testing.app(), id = 'Platform'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new GoldenPath({ organization: 'acme', owner: 'platform', tier, ...path }).attachTo(stack);
  return stack;
}

/** What a stack is as Terraform reads it, its checks included. */
export function configurationOf(stack: TerraformStack): any {
  return JSON.parse(Testing.synth(stack, true));
}

/** What is written in each slot. */
export function slotsIn(configuration: any, insights: PlatformInsights): { [slot: string]: any } {
  return Object.fromEntries(insights.slots.map(slot => {
    const { terraformResourceType, friendlyUniqueId } = insights.resource(slot);
    return [slot, configuration.resource[terraformResourceType][friendlyUniqueId]];
  }));
}

/** What is written in a stack of its own. */
export function written(tier?: EnvironmentTier, props: PlatformInsightsProps = typicalProps, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOn(tier, path);
  const insights = new PlatformInsights(stack, 'Insights', props);
  const configuration = configurationOf(stack);
  return { stack, insights, configuration, slots: slotsIn(configuration, insights) };
}

/** Where a resource stands in a configuration. */
export function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** A value as a stack writes it. */
export function resolvedIn(scope: TerraformStack, value: any): any {
  return Tokenization.resolve(value, { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) });
}
