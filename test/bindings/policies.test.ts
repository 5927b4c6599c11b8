import { App, CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { engine } from './aws/consumers';
import { existing } from './aws/existing';
import { databaseOn, dataOn, services } from './aws/made';
import { testExactGrants } from './exact-grants';
import { Access } from '../../src/binding/binding';
import { EnvironmentTier } from '../../src/path/tier';
import { stackOn } from '../fixtures/stacks';

const { DEVELOPMENT, PRODUCTION } = EnvironmentTier;

const inTier = (tier: EnvironmentTier) =>
  [...databaseOn(tier), ...dataOn(tier)].map(each => ({ ...each, what: `${each.what}, in ${tier}` }));
const ALL = [...inTier(PRODUCTION), ...inTier(DEVELOPMENT), ...services, ...existing];

describe.each(ALL.map(used => [used.what, used] as const))('%s', (_, used) => testExactGrants(engine, used));

test.each([...inTier(PRODUCTION), ...services].map(used => [used.what, used] as const))(
  'in another stack, nothing changes when it is used: %s',
  (_, used) => {
    const data = (consumed: boolean) => {
      const app = new App();
      const producer = stackOn(used.tier, {}, app, 'Data');
      const resource = used.make(producer);
      const stack = stackOn(used.tier, {}, app, 'Shop');
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
      app.synth();
      const { Outputs: outputs, ...template } = Template.fromStack(producer).toJSON();
      // Exports for the other stack are allowed: they change no resource.
      const said = Object.fromEntries(
        Object.entries<any>(outputs ?? {}).filter(([id]) => !id.startsWith('ExportsOutput')),
      );
      return {
        said,
        template,
        ids: producer.node
          .findAll()
          .filter(CfnResource.isCfnResource)
          .map(({ node }) => node.path),
      };
    };
    expect(data(true)).toEqual(data(false));
  },
);
