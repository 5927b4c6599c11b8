import { WorkerChoices } from './decisions';
import { AlarmProps, MetricFormula } from '../../parts/alarm/alarm';
import { StepScaling } from '../../parts/fargate-task/choices';
import { TaskMetrics } from '../../parts/fargate-task/metrics';
import { QueueMetrics } from '../../parts/message-queue/metrics';

/** The metrics that a worker is scaled by. */
export interface WorkerMetrics {
  readonly queue: QueueMetrics;
  readonly tasks: TaskMetrics;
}

/**
 * Messages for each task. Those in work count, or tasks would be stopped while they work. While no task runs, it
 * divides by one instead of by zero.
 *
 * @see docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 */
export function backlogPerTask(choices: WorkerChoices, { queue, tasks }: WorkerMetrics): MetricFormula {
  return {
    terms: { waiting: queue.waiting, inwork: queue.inWork, running: running(choices, tasks) },
    expression: '(waiting + inwork) / IF(running > 0, running, 1)',
    label: 'messages for each task',
  };
}

/** How long messages wait. A message that a task works on does not wait, however old it is. */
export function latency({ waiting, oldest }: QueueMetrics): MetricFormula {
  return {
    terms: { waiting, oldest },
    expression: 'IF(waiting > 0, oldest, 0)',
    label: 'seconds that the oldest message waits',
  };
}

/** The alarm that adds tasks when messages wait too long. */
export function latencyScaling(
  name: string,
  choices: WorkerChoices,
  queue: QueueMetrics,
  actions: string[],
): AlarmProps {
  return {
    description:
      `${name}: a message waits for ${choices.acceptableLatencySeconds} s or more, so tasks are added. Nothing is ` +
      'to be done.',
    metric: latency(queue),
    threshold: choices.acceptableLatencySeconds,
    periods: choices.scaleOutMinutes,
    actions,
  };
}

/** The alarm that starts a task when messages wait and none runs: target tracking has nothing to multiply then. */
export function wakeScaling(
  name: string,
  choices: WorkerChoices,
  { queue, tasks }: WorkerMetrics,
  actions: string[],
): AlarmProps {
  return {
    description: `${name}: a message waits and no task runs, so one is started. Nothing is to be done.`,
    metric: {
      terms: { waiting: queue.waiting, running: running(choices, tasks) },
      expression: 'IF(waiting > 0 AND FILL(running, 0) < 1, 1, 0)',
      label: 'messages wait and no task runs',
    },
    threshold: 1,
    periods: choices.scaleOutMinutes,
    actions,
  };
}

/** How many tasks are added for an old message. */
export function latencyStep({ latencyStepPercent, scaleOutCooldownSeconds }: WorkerChoices): StepScaling {
  return {
    adjustmentType: 'PercentChangeInCapacity',
    scalingAdjustment: latencyStepPercent,
    cooldown: scaleOutCooldownSeconds,
  };
}

/** How many tasks are started for a first message. */
export function wakeStep({ wakeTasks, scaleOutCooldownSeconds }: WorkerChoices): StepScaling {
  return { adjustmentType: 'ChangeInCapacity', scalingAdjustment: wakeTasks, cooldown: scaleOutCooldownSeconds };
}

/** How many tasks run: container insights report it; without them, each task sends one sample a minute. */
function running({ containerInsights }: WorkerChoices, { runningTasks, samples }: TaskMetrics) {
  return containerInsights === 'disabled' ? samples : runningTasks;
}

/** A share of the tasks on one kind of capacity. */
export interface CapacityShare {
  readonly capacityProvider: string;
  readonly base?: number;
  readonly weight: number;
}

/** The kinds of capacity that a cluster of workers has. */
export const CAPACITY_PROVIDERS = ['FARGATE', 'FARGATE_SPOT'];

/** The shares of the tasks that run on demand and on Spot. ARM64 runs on Spot too, since platform version 1.4. */
export function capacityShares({ spotPercent, onDemandTasks }: WorkerChoices): CapacityShare[] {
  const onDemand = { capacityProvider: 'FARGATE', base: onDemandTasks, weight: 100 - spotPercent };
  const spot = { capacityProvider: 'FARGATE_SPOT', weight: spotPercent };
  return [onDemand, spot].filter(({ base, weight }: CapacityShare) => weight > 0 || (base ?? 0) > 0);
}
