import { checkChoices, checkProps } from './check';
import { decide, TableDecisions } from './decisions';
import { nameReferences } from './name-references';
import { PAGE } from './page';
import { ManagedTableProps } from './props';
import { reliances } from './reliances';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** How a table comes from its props. */
export const definition: CapabilityDefinition<ManagedTableProps, TableDecisions> = {
  capability: {
    id: 'table',
    construct: 'ManagedTable',
    summary: 'A DynamoDB table, with its indexes and the stream of its changes.',
    area: CapabilityArea.DATA_ACCESS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'ManagedTableProps',
  checkProps,
  decide,
  checkChoices,
  reliances,
  nameReferences,
};
