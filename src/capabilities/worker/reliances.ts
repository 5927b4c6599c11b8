import { Reliance, ReliedOnBy } from '../../binding/reliance';
import { ofContainer, taskReliances } from '../../parts/fargate-task/reliances';

/** The properties of a worker that others rely on. */
export const reliances: Reliance[] = [
  ...taskReliances('worker'),
  {
    slot: 'taskDefinition',
    ...ofContainer('StopTimeout', 'stopTimeout'),
    by: ReliedOnBy.CONSUMED,
    breaks: 'the time for which the queue hides a message was checked against it.',
    instead: 'Give the prop stopTimeoutSeconds.',
  },
];
