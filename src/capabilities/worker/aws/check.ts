import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { plannedNetwork } from '../../../engines/aws/default-network';
import { keyIn } from '../../../parts/data-key/aws';
import { checkDockerfile } from '../../../parts/fargate-task/aws/check-dockerfile';
import { checkTaskNetwork } from '../../../parts/fargate-task/check';
import { EngineCheck } from '../../../path/plan';
import { pathOf } from '../../../support/input';
import { checkPlace } from '../check';
import { WorkerChoices } from '../decisions';
import { GoldenPathWorkerProps } from '../props';

/** The checks of a worker that need its stack. */
export function checkIn(scope: Construct, id: string): EngineCheck<GoldenPathWorkerProps, WorkerChoices> {
  return ({ props, choices, refuse }) => {
    keyIn(scope)({ props, choices, refuse });
    checkPlace(choices.events!, Stack.of(scope), Stack.of(props.queue), refuse);
    checkDockerfile(props.source, refuse);
    const network = plannedNetwork(scope, props.network, pathOf(scope, id));
    if (network) checkTaskNetwork(network, refuse);
  };
}
