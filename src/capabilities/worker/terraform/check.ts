import { Construct } from 'constructs';
import { plannedNetwork } from '../../../engines/terraform/default-network';
import { keyIn } from '../../../parts/data-key/terraform';
import { checkTaskNetwork } from '../../../parts/fargate-task/check';
import { checkBuilt } from '../../../parts/fargate-task/terraform/task';
import { GoldenPath } from '../../../path/golden-path';
import { EngineCheck } from '../../../path/plan';
import { pathOf } from '../../../support/input';
import { checkPlace } from '../check';
import { WorkerChoices } from '../decisions';
import { GoldenPathWorkerProps } from '../props';

/** The checks of a worker that need its stack. */
export function checkIn(scope: Construct, id: string): EngineCheck<GoldenPathWorkerProps, WorkerChoices> {
  const where = pathOf(scope, id);
  return ({ props, choices, refuse }) => {
    keyIn(scope)({ props, choices, refuse });
    checkBuilt(props.source, where);
    const [here, there] = [scope, props.queue].map(each => ({ region: GoldenPath.of(each)?.terraform?.region }));
    checkPlace(choices.events!, here, there, refuse);
    const network = plannedNetwork(scope, props.network, where);
    if (network) checkTaskNetwork(network, refuse);
  };
}
