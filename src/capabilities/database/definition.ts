import { checkChoices, checkProps } from './check';
import { DatabaseDecisions, decide } from './decisions';
import { supportNotice } from './engine/support';
import { PAGE } from './page';
import { ManagedDatabaseProps } from './props';
import { reliances } from './reliances';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition, Notice } from '../../path/plan';
import { today } from '../../support/dates';

/** How a database comes from its props. */
export const definition: CapabilityDefinition<ManagedDatabaseProps, DatabaseDecisions> = {
  capability: {
    id: 'database',
    construct: 'ManagedDatabase',
    summary: 'PostgreSQL or MySQL, on Aurora Serverless v2 or an RDS instance.',
    area: CapabilityArea.DATA_ACCESS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'ManagedDatabaseProps',
  checkProps,
  decide,
  checkChoices,
  noticesOf,
  reliances,
};

function noticesOf(choices: DatabaseDecisions): Notice[] {
  const text = supportNotice(choices, today());
  return text === undefined ? [] : [{ id: 'goldenpath:database:engine-support', text }];
}
