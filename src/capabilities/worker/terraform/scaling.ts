import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { ClusterReference } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { createAlarm } from '../../../parts/alarm/terraform';
import { customizedMetric, TaskScaling } from '../../../parts/fargate-task/terraform/scaling';
import { WorkerChoices } from '../decisions';
import { backlogPerTask, latencyScaling, latencyStep, wakeScaling, wakeStep, WorkerMetrics } from '../scaling';

/** The policy and the alarm that start a first task. */
interface WakeScalingResources {
  readonly wakeScalingPolicy: AppautoscalingPolicy;
  readonly wakeScalingAlarm: CloudwatchMetricAlarm;
}

/** The resources that scale the number of tasks. */
export interface ScalingResources extends Partial<WakeScalingResources> {
  readonly scalableTarget: AppautoscalingTarget;
  readonly backlogScalingPolicy: AppautoscalingPolicy;
  readonly latencyScalingPolicy: AppautoscalingPolicy;
  readonly latencyScalingAlarm: CloudwatchMetricAlarm;
}

/** Input of the scaling. */
export interface ScalingProps {
  readonly cluster: ClusterReference;
  readonly service: EcsService;
  readonly metrics: WorkerMetrics;
}

/**
 * Scales by the backlog of each task and by the age of the oldest message, whichever asks for more tasks. Only the
 * backlog takes tasks away.
 */
export function renderScaling(
  owner: CapabilityConstruct,
  choices: WorkerChoices,
  { cluster, service, metrics }: ScalingProps,
): ScalingResources {
  const tasks = new TaskScaling(owner, choices, cluster, service);
  const { scalableTarget } = tasks;
  const backlogScalingPolicy = tasks.renderTracking('backlogScalingPolicy', {
    customizedMetricSpecification: customizedMetric(backlogPerTask(choices, metrics)),
    targetValue: choices.targetBacklogPerTask,
  });
  const latencyScalingPolicy = tasks.renderStep('latencyScalingPolicy', latencyStep(choices));
  const latency = latencyScaling(owner.node.path, choices, metrics.queue, [latencyScalingPolicy.arn]);
  const latencyScalingAlarm = createAlarm(owner, 'latencyScalingAlarm', latency);
  const wake = choices.minTasks > 0 ? undefined : renderWakeScaling(owner, choices, tasks, metrics);
  return { scalableTarget, backlogScalingPolicy, latencyScalingPolicy, latencyScalingAlarm, ...wake };
}

function renderWakeScaling(
  owner: CapabilityConstruct,
  choices: WorkerChoices,
  tasks: TaskScaling,
  metrics: WorkerMetrics,
): WakeScalingResources {
  const wakeScalingPolicy = tasks.renderStep('wakeScalingPolicy', wakeStep(choices));
  const wake = wakeScaling(owner.node.path, choices, metrics, [wakeScalingPolicy.arn]);
  return { wakeScalingPolicy, wakeScalingAlarm: createAlarm(owner, 'wakeScalingAlarm', wake) };
}
