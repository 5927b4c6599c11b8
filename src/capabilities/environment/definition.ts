import { checkProps } from './check';
import { decide, SharedInfrastructureChoices } from './decisions';
import { PAGE } from './page';
import { SharedInfrastructureProps } from './props';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';
import { placeIn } from '../../support/regional';

/** How what is shared comes from its props. */
export const definition: CapabilityDefinition<SharedInfrastructureProps, SharedInfrastructureChoices> = {
  capability: {
    id: 'environment',
    construct: 'SharedInfrastructure',
    summary: 'What the services of an environment share: a cluster, a way in, a topic for alarms; found by its name.',
    area: CapabilityArea.ENVIRONMENTS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'SharedInfrastructureProps',
  checkProps,
  decide,
  namesOf: ({ publishTo }) => [{ name: `the environment at '${publishTo}'` }],
  regionalOf: (_, { alarmTopicArn }) => placeIn('alarmTopicArn', alarmTopicArn),
};
