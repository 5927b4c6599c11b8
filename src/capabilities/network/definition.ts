import { checkChoices, checkProps } from './check';
import { decide, NetworkChoices } from './decisions';
import { PAGE } from './page';
import { NetworkProps } from './props';
import { answers } from '../../parts/inline-function/answers';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** The steps from the props of a network to its choices. */
export const definition: CapabilityDefinition<NetworkProps, NetworkChoices> = {
  capability: {
    id: 'network',
    construct: 'Network',
    summary: 'A VPC with public, private and isolated subnets, shared by everything in an environment.',
    area: CapabilityArea.ENVIRONMENTS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'NetworkProps',
  checkProps,
  decide,
  checkChoices,
  answers,
  namesOf: ({ publishTo }) => (publishTo === null ? [] : [{ name: `the parameters of the network at '${publishTo}'` }]),
};
