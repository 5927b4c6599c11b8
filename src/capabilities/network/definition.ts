import { checkChoices, checkProps } from './check';
import { decide, NetworkChoices } from './decisions';
import { PAGE } from './page';
import { NetworkProps } from './props';
import { reliances } from './reliances';
import { answers } from '../../parts/inline-function/answers';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';
import { Regional } from '../../support/regional';

/** The region of a zone: of `us-west-2-lax-1a`, a local zone, it is `us-west-2`. */
function regionOfZone(zone: string): Regional[] {
  const [region] = /^[a-z]{2}(-[a-z]+)+-\d/.exec(zone) ?? [];
  return region === undefined ? [] : [{ label: `The zone '${zone}'`, region }];
}

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
  reliances,
  answers,
  regionalOf: ({ availabilityZones }) => (availabilityZones ?? []).flatMap(zone => regionOfZone(zone)),
  namesOf: ({ publishTo }) => (publishTo === null ? [] : [{ name: `the parameters of the network at '${publishTo}'` }]),
};
