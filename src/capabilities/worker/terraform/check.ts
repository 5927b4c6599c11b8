import { Construct } from 'constructs';
import { plannedNetwork } from '../../../engines/terraform/default-network';
import { environmentOf } from '../../../engines/terraform/environment';
import { TerraformProps } from '../../../engines/terraform/provider';
import { keyIn } from '../../../parts/data-key/terraform';
import { checkTaskNetwork } from '../../../parts/fargate-task/check';
import { checkBuilt } from '../../../parts/fargate-task/terraform/task';
import { EngineCheck } from '../../../path/plan';
import { pathOf } from '../../../support/input';
import { checkPlace } from '../check';
import { WorkerChoices } from '../decisions';
import { GoldenPathWorkerProps } from '../props';

/** The checks of a worker that need its stack. */
export function checkIn(
  scope: Construct,
  id: string,
): EngineCheck<GoldenPathWorkerProps & TerraformProps, WorkerChoices> {
  const where = pathOf(scope, id);
  return ({ props, choices, refuse }) => {
    keyIn(scope)({ props, choices, refuse });
    checkBuilt(props.source, where);
    checkPlace(choices.events!, environmentOf(scope, props.provider), environmentOf(props.queue), refuse);
    const network = plannedNetwork(scope, props, where);
    if (network) checkTaskNetwork(network, refuse);
  };
}
