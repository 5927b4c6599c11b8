import { checkProps } from './check';
import { decideDelivery, decideEnvironment, DeliveryDecisions, EnvironmentDecisions } from './decisions';
import { PAGE } from './page';
import { GoldenPathDeliveryProps } from './props';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { Ledger } from '../../path/ledger';
import { CapabilityDefinition } from '../../path/plan';

/** How a delivery comes from its props. */
export const definition: CapabilityDefinition<GoldenPathDeliveryProps, DeliveryDecisions> = {
  capability: {
    id: 'delivery',
    construct: 'GoldenPathDelivery',
    summary: 'The workflows that build an app once and deploy it to one environment after the other.',
    area: CapabilityArea.CI_CD,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'GoldenPathDeliveryProps',
  needsNoStack: true,
  checkProps,
  decide: decideDelivery,
};

/** All decisions, those of an environment too, for the registry and the reference. */
export function decideAll(ledger: Ledger): DeliveryDecisions & EnvironmentDecisions {
  return { ...decideDelivery({} as GoldenPathDeliveryProps, ledger), ...decideEnvironment({}, ledger) };
}
