import { decide, TopicChoices } from './decisions';
import { PAGE } from './page';
import { ManagedTopicProps } from './props';
import { reliances } from './reliances';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** How a topic comes from its props. */
export const definition: CapabilityDefinition<ManagedTopicProps, TopicChoices> = {
  capability: {
    id: 'topic',
    construct: 'ManagedTopic',
    summary: 'An SNS topic, and subscriptions with dead-letter queues.',
    area: CapabilityArea.DATA_ACCESS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'ManagedTopicProps',
  decide,
  reliances,
};
