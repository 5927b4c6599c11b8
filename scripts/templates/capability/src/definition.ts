import { decide, {{Name}}Choices } from './decisions';
import { PAGE } from './page';
import { Managed{{Name}}Props } from './props';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** How a {{words}} comes from its props. */
export const definition: CapabilityDefinition<Managed{{Name}}Props, {{Name}}Choices> = {
  capability: {
    id: '{{name}}',
    construct: 'Managed{{Name}}',
    summary: 'Say in a sentence what it gives to an app team.',
    area: CapabilityArea.DATA_ACCESS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'Managed{{Name}}Props',
  decide,
};
