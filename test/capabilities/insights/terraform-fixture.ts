import { App, TerraformStack } from 'cdktf';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { samples } from '../../../src/capabilities/insights/samples';
import { PlatformInsights } from '../../../src/capabilities/insights/terraform';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { EnvironmentTier } from '../../../src/path/tier';
import { configurationOf, slotsIn, terraformStackOf as stackOf } from '../../fixtures/terraform';

export function terraformStackOf(
  tier?: EnvironmentTier,
  path?: Partial<GoldenPathProps>,
  app?: App,
  id = 'Platform',
): TerraformStack {
  return stackOf(tier, path, app, id);
}

/** What is written in a stack of its own. */
export function written(
  tier?: EnvironmentTier,
  props: PlatformInsightsProps = propsOf(samples.typical, NOWHERE),
  path: Partial<GoldenPathProps> = {},
) {
  const stack = terraformStackOf(tier, path);
  const insights = new PlatformInsights(stack, 'Insights', props);
  const configuration = configurationOf(stack);
  return { stack, insights, configuration, slots: slotsIn(configuration, insights) };
}
