import { answers } from './answers';
import { checkChoices, checkProps, noticesOf } from './check';
import { decide, FunctionChoices } from './decisions';
import { PAGE } from './page';
import { GoldenPathFunctionProps } from './props';
import { reliances } from './reliances';
import { apiDomainReferences } from '../../parts/domain/name-references';
import { apiDomainNames } from '../../parts/http-api/domain';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition, Plan } from '../../path/plan';
import { placeIn, regionIn } from '../../support/regional';

/** How a function comes from its props. */
export const definition: CapabilityDefinition<GoldenPathFunctionProps, FunctionChoices> = {
  capability: {
    id: 'function',
    construct: 'GoldenPathFunction',
    summary: 'A Lambda function behind HTTP, or called by events.',
    area: CapabilityArea.DEPLOYMENT,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'GoldenPathFunctionProps',
  needsOwner: true,
  checkProps,
  decide,
  checkChoices,
  noticesOf,
  namesOf: ({ http }, props) => (http === null ? [] : apiDomainNames(props.http?.domain ?? {})),
  regionalOf: ({ telemetryLayer, codeSigning }, props) => [
    ...placeIn('certificateArn', props.http?.domain?.certificateArn),
    ...regionIn('telemetryLayer', telemetryLayer),
    ...regionIn('codeSigning', codeSigning),
  ],
  reliances,
  nameReferences: apiDomainReferences,
  answers,
};

/** A function that is about to be made. */
export type FunctionPlan = Plan<GoldenPathFunctionProps, FunctionChoices>;
