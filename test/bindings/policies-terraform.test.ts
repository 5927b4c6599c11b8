import { App, Testing } from 'cdktf';
import { testExactGrants } from './exact-grants';
import { engine } from './terraform/consumers';
import { existing } from './terraform/existing';
import { databaseOn, dataOn, services } from './terraform/made';
import { Access } from '../../src/binding/binding';
import { EnvironmentTier } from '../../src/path/tier';
import { terraformStackOn } from '../fixtures/terraform';

const { DEVELOPMENT, PRODUCTION } = EnvironmentTier;

const inTier = (tier: EnvironmentTier) =>
  [...databaseOn(tier), ...dataOn(tier)].map(each => ({ ...each, what: `${each.what}, in ${tier}` }));

describe.each(
  [...inTier(PRODUCTION), ...inTier(DEVELOPMENT), ...services, ...existing].map(used => [used.what, used] as const),
)('%s', (_, used) => testExactGrants(engine, used));

test.each([...inTier(PRODUCTION), ...services].map(used => [used.what, used] as const))(
  'in another stack, nothing changes when it is used: %s',
  (_, used) => {
    const data = (consumed: boolean) => {
      const app: App = Testing.app();
      const producer = terraformStackOn(used.tier, {}, app, 'Data');
      const resource = used.make(producer);
      const stack = terraformStackOn(used.tier, {}, app, 'Shop');
      for (const [name, make] of consumed ? Object.entries(engine.consumers) : []) {
        for (const access of Object.values(Access)) {
          const consumer = make(stack, `${name}${access}`);
          try {
            consumer.uses(resource, access, used.options);
          } catch {
            /* It is refused: the other test says which are. */
          }
        }
      }
      Testing.synth(stack);
      const { output = {}, ...configuration } = JSON.parse(Testing.synth(producer));
      // Outputs for the other stack are allowed: they change no resource.
      return {
        configuration,
        output: Object.fromEntries(Object.entries(output).filter(([id]) => !id.startsWith('cross-stack-output-'))),
      };
    };
    expect(data(true)).toEqual(data(false));
  },
);
