import { ByTier, choose } from '../../../path/decision';

/**
 * The bounds of scaling that a team may give. One is enough, in every tier: the default of the other one adapts to it.
 *
 * @internal
 */
export interface TaskBounds {
  readonly minTasks?: number;
  readonly maxTasks?: number;
}

/**
 * The least number of tasks.
 *
 * @param lowest 0 where something starts a first task: target tracking does nothing while no task reports a metric
 * @internal
 */
export function least({ minTasks, maxTasks }: TaskBounds, lowest: 0 | 1, path: ByTier<number>, because: string) {
  const most = Number.isInteger(maxTasks) ? Math.max(maxTasks!, lowest) : Infinity;
  return {
    minTasks: choose(minTasks, {
      development: Math.min(path.development, most),
      staging: Math.min(path.staging, most),
      production: Math.min(path.production, most),
    })
      .whole(lowest, 5000)
      .because(because),
  };
}

/**
 * The greatest number of tasks. The least is known by then.
 *
 * @internal
 */
export function greatest(
  { maxTasks }: TaskBounds,
  fewest: { readonly minTasks: number },
  path: ByTier<number>,
  because: string,
) {
  const fit = (count: number) => Math.max(count, fewest.minTasks);
  return {
    maxTasks: choose(maxTasks, {
      development: fit(path.development),
      staging: fit(path.staging),
      production: fit(path.production),
    })
      .whole(1, 5000)
      .because(because),
  };
}
