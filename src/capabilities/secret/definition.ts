import { answers } from './answers';
import { checkChoices, checkProps } from './check';
import { decide, SecretDecisions } from './decisions';
import { PAGE } from './page';
import { ManagedSecretProps } from './props';
import { reliances } from './reliances';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';
import { regionIn } from '../../support/regional';

/** How a secret comes from its props. */
export const definition: CapabilityDefinition<ManagedSecretProps, SecretDecisions> = {
  capability: {
    id: 'secret',
    construct: 'ManagedSecret',
    summary:
      'A secret that is generated or imported, rotated, and read at use: what uses it notices a new value by itself.',
    area: CapabilityArea.SECRETS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'ManagedSecretProps',
  checkProps,
  decide,
  checkChoices,
  regionalOf: (_, { rotation }) => regionIn("The rotation's function", rotation?.functionArn),
  reliances,
  answers,
};
