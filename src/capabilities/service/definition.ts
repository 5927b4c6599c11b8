import { answers } from './answers';
import { checkProps } from './check';
import { checkChoices } from './check-choices';
import { decide, ServiceChoices } from './decisions';
import { exposureOf } from './exposure';
import { PAGE } from './page';
import { GoldenPathServiceProps } from './props';
import { reliances } from './reliances';
import { recordNames } from '../../parts/domain/domain';
import { certifiedReferences } from '../../parts/domain/name-references';
import { taskNameReferences } from '../../parts/fargate-task/name-references';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';
import { placeIn } from '../../support/regional';

/** How a service comes from its props. */
export const definition: CapabilityDefinition<GoldenPathServiceProps, ServiceChoices> = {
  capability: {
    id: 'service',
    construct: 'GoldenPathService',
    summary: 'A container behind HTTPS, on ECS Fargate.',
    area: CapabilityArea.DEPLOYMENT,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'GoldenPathServiceProps',
  needsOwner: true,
  checkProps,
  decide,
  checkChoices,
  namesOf: (_, props) => recordNames(exposureOf(props).domain),
  regionalOf: (_, props) => {
    const { domain, shared } = exposureOf(props);
    return [...placeIn('certificateArn', domain.certificateArn), ...placeIn('listenerArn', shared?.listenerArn)];
  },
  reliances,
  nameReferences: [...taskNameReferences, ...certifiedReferences(['dnsRecord'])],
  answers,
};
