import { TaskProps } from './task';
import { always, choose, follows } from '../../../path/decision';

/**
 * How a version replaces the previous one.
 *
 * @internal
 */
export function release({ deployment = {} }: TaskProps) {
  const { minimumHealthyPercent, maximumPercent, rollbackOnAlarm } = deployment ?? {};
  return {
    minimumHealthyPercent: choose(minimumHealthyPercent, 100)
      .whole(0, 100)
      .because('Nothing is taken away before its successor is well.'),
    maximumPercent: choose(maximumPercent, 200)
      .whole(100, 200)
      .because('Twice the tasks while a version is replaced: the fastest way that keeps capacity.'),
    circuitBreaker: always(true).because('A version that does not start stops being tried.'),
    rollbackOnFailure: always(true).because('And the last one that worked comes back by itself.'),
    rollbackOnAlarm: choose(rollbackOnAlarm, { development: false, staging: true, production: true }).because(
      'A version that starts and then fails its users is rolled back too.',
    ),
  };
}

/**
 * How the tasks are spread over the zones.
 *
 * @internal
 */
export function placement({ maximumPercent }: { readonly maximumPercent: number }) {
  return {
    zoneRebalancing: follows(maximumPercent > 100).because(
      'Spreads the tasks over the zones again after a zone was lost. It starts a task before it stops one, so it ' +
        'needs more than 100 percent.',
    ),
  };
}
