import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { holds, holdsOnTerraform, junk, OPTIONS } from './invariants';
import { PlatformInsights } from '../../src/capabilities/insights/aws';
import { PlatformInsights as TerraformInsights } from '../../src/capabilities/insights/terraform';
import { EnvironmentTier } from '../../src/path/tier';
import { arbitraryInsights } from '../fixtures/arbitrary-insights';
import { acceptsOrRefuses } from '../fixtures/errors';
import { stackOn } from '../fixtures/stacks';
import { terraformStackOn } from '../fixtures/terraform';

test('any valid insights render on both engines: complete slots, all decisions, a template that resolves', () => {
  fc.assert(
    fc.property(arbitraryInsights, ({ tier, props, defaults }) => {
      const insights = new PlatformInsights(stackOn(tier, { defaults }), 'It', props);
      holds(insights);
      holdsOnTerraform(new TerraformInsights(terraformStackOn(tier, { defaults }), 'It', props), insights);
    }),
    OPTIONS,
  );
}, 120_000);

test.each<[string, (value: any) => any]>([
  ...['owner', 'organizationId', 'accounts', 'retentionDays'].map((prop): [string, (value: any) => any] => [
    prop,
    value => ({ [prop]: value }),
  ]),
  ['accounts of many', value => ({ accounts: ['111122223333', value] })],
  ['props', value => value],
])(
  'insights take or refuse any %s',
  (_, props) => {
    fc.assert(
      fc.property(junk, value => {
        const stack = stackOn(EnvironmentTier.DEVELOPMENT);
        acceptsOrRefuses(() => {
          new PlatformInsights(stack, 'It', props(value));
          Template.fromStack(stack);
        });
        acceptsOrRefuses(
          () => new TerraformInsights(terraformStackOn(EnvironmentTier.DEVELOPMENT), 'It', props(value)),
        );
      }),
      OPTIONS,
    );
  },
  60_000,
);

test.each(['name', 'eventTypes', 'productionNames', 'scanLimitGib', 'bufferSeconds', 'objectLock', 'onRemoval'])(
  'insights take or refuse any default of %s',
  name => {
    fc.assert(
      fc.property(junk, value => {
        const defaults = { [`insights.${name}`]: value };
        acceptsOrRefuses(() => {
          const stack = stackOn(EnvironmentTier.DEVELOPMENT, { defaults });
          new PlatformInsights(stack, 'It', {});
          Template.fromStack(stack);
        });
        acceptsOrRefuses(
          () => new TerraformInsights(terraformStackOn(EnvironmentTier.DEVELOPMENT, { defaults }), 'It', {}),
        );
      }),
      OPTIONS,
    );
  },
  60_000,
);
