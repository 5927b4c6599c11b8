import { answers } from './answers';
import { checkChoices, checkProps } from './check';
import { decide, InsightsChoices } from './decisions';
import { PAGE } from './page';
import { PlatformInsightsProps } from './props';
import { reliances } from './reliances';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** How a platform's insights come from their props. */
export const definition: CapabilityDefinition<PlatformInsightsProps, InsightsChoices> = {
  capability: {
    id: 'insights',
    construct: 'PlatformInsights',
    summary: 'Deployment events and manifests of all accounts, collected and ready for SQL.',
    area: CapabilityArea.OBSERVABILITY,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'PlatformInsightsProps',
  checkProps,
  decide,
  checkChoices,
  namesOf: ({ name }) => [{ name: `the event bus '${name}'` }],
  reliances,
  answers,
};
