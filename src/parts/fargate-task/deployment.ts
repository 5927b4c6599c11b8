import { Refuse } from '../../support/input';

/** How a new version replaces the old one. It is always a rolling one, with a circuit breaker. */
export interface ServiceDeployment {
  /**
   * Tasks that stay in service while a version is replaced, in percent of the desired count, 0 to 100.
   *
   * @default 100
   */
  readonly minimumHealthyPercent?: number;
  /**
   * Tasks that may run while a version is replaced, in percent of the desired count, 100 to 200.
   *
   * @default 200
   */
  readonly maximumPercent?: number;
  /**
   * Whether an alarm during a deployment rolls it back.
   *
   * @default - true in staging and production
   */
  readonly rollbackOnAlarm?: boolean;
}

/**
 * How many tasks there are, and how many there may be while a version is replaced.
 *
 * @internal
 */
export interface TaskCounts {
  readonly minTasks: number;
  readonly maxTasks: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/**
 * Refuses bounds that contradict each other, and those under which no version could ever be replaced.
 *
 * @internal
 */
export function checkTaskCounts(
  { minTasks, maxTasks, minimumHealthyPercent, maximumPercent }: TaskCounts,
  refuse: Refuse,
): void {
  if (minTasks > maxTasks) {
    refuse(
      `The least number of tasks (${minTasks}) is greater than the greatest (${maxTasks}).`,
      'Raise scaling.maxTasks, or lower scaling.minTasks.',
    );
  }
  // ECS rounds up the tasks that must stay, and down those that may run.
  const tasks = Math.max(minTasks, 1);
  if (Math.floor((tasks * maximumPercent) / 100) <= Math.ceil((tasks * minimumHealthyPercent) / 100)) {
    refuse(
      `With at least ${minimumHealthyPercent} % and at most ${maximumPercent} % of ${tasks} ` +
        `task${tasks > 1 ? 's' : ''}, none can ever be replaced.`,
      'Lower deployment.minimumHealthyPercent, or raise deployment.maximumPercent.',
    );
  }
}
