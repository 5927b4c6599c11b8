import { checkChoices, checkProps, noticesOf } from './check';
import { decide, WorkerChoices } from './decisions';
import { PAGE } from './page';
import { GoldenPathWorkerProps } from './props';
import { reliances } from './reliances';
import { answers } from '../../parts/fargate-task/answers';
import { taskNameReferences } from '../../parts/fargate-task/name-references';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** How a worker comes from its props. */
export const definition: CapabilityDefinition<GoldenPathWorkerProps, WorkerChoices> = {
  capability: {
    id: 'worker',
    construct: 'GoldenPathWorker',
    summary: 'A container that works a queue, on ECS Fargate.',
    area: CapabilityArea.DEPLOYMENT,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'GoldenPathWorkerProps',
  needsOwner: true,
  checkProps,
  decide,
  checkChoices,
  noticesOf,
  reliances,
  nameReferences: taskNameReferences,
  answers,
};
