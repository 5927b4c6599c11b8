import { checkChoices } from './check';
import { decide, QueueDecisions } from './decisions';
import { PAGE } from './page';
import { ManagedQueueProps } from './props';
import { reliances } from './reliances';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** How a queue comes from its props. */
export const definition: CapabilityDefinition<ManagedQueueProps, QueueDecisions> = {
  capability: {
    id: 'queue',
    construct: 'ManagedQueue',
    summary: 'An SQS queue with its dead-letter queue.',
    area: CapabilityArea.DATA_ACCESS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'ManagedQueueProps',
  decide,
  checkChoices,
  reliances,
};
