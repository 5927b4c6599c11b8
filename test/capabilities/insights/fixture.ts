import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PlatformInsights } from '../../../src/capabilities/insights/aws';
import { PlatformInsightsProps } from '../../../src/capabilities/insights/props';
import { samples } from '../../../src/capabilities/insights/samples';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { NOWHERE, propsOf } from '../../../src/path/sample';
import { EnvironmentTier } from '../../../src/path/tier';
import { stackOn } from '../../fixtures/stacks';

/** What a platform team collects, in a stack of its own. */
export function insightsOn(
  tier: EnvironmentTier = EnvironmentTier.PRODUCTION,
  props: PlatformInsightsProps = propsOf(samples.typical, NOWHERE),
  path: Partial<GoldenPathProps> = {},
  app = new App(),
) {
  const stack = stackOn(tier, path, app, 'Platform');
  const insights = new PlatformInsights(stack, 'Insights', props);
  return { app, stack, insights };
}

/** What is in CloudFormation, by slot. */
export function slotsOf(insights: PlatformInsights): { [slot: string]: any } {
  const { Resources } = Template.fromStack(Stack.of(insights)).toJSON();
  return Object.fromEntries(insights.slots.map(slot => [slot, Resources[idOf(insights.resource(slot))]]));
}

export function idOf(resource: CfnResource): string {
  return Stack.of(resource).resolve(resource.logicalId);
}
