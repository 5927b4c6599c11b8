import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { alarm } from '../../../parts/alarm/terraform';
import { TaskMetrics } from '../../../parts/fargate-task/metrics';
import {
  customizedMetric,
  scalableTarget,
  stepScaling,
  targetTracking,
} from '../../../parts/fargate-task/terraform/scaling';
import { QueueMetrics } from '../../../parts/message-queue/metrics';
import { WorkerChoices } from '../decisions';
import { backlogPerTask, latencyScaling, latencyStep, wakeScaling, wakeStep } from '../scaling';

/** What keeps the number of tasks right. */
export interface ScalingResources {
  readonly scalableTarget: AppautoscalingTarget;
  readonly backlogScalingPolicy: AppautoscalingPolicy;
  readonly latencyScalingPolicy: AppautoscalingPolicy;
  readonly latencyScalingAlarm: CloudwatchMetricAlarm;
  readonly wakeScalingPolicy?: AppautoscalingPolicy;
  readonly wakeScalingAlarm?: CloudwatchMetricAlarm;
}

/**
 * Scales by the backlog of each task and by the age of the oldest message, whichever asks for more. Only the backlog
 * takes tasks away.
 */
export function workerScaling(
  owner: CapabilityConstruct,
  choices: WorkerChoices,
  cluster: EcsCluster,
  service: EcsService,
  queue: QueueMetrics,
  tasks: TaskMetrics,
): ScalingResources {
  const { path } = owner.node;
  const target = scalableTarget(owner, choices, cluster, service);
  const backlogScalingPolicy = targetTracking(owner, 'backlogScalingPolicy', target, choices, {
    customizedMetricSpecification: customizedMetric(backlogPerTask(choices, queue, tasks)),
    targetValue: choices.targetBacklogPerTask,
  });
  const latencyScalingPolicy = stepScaling(owner, 'latencyScalingPolicy', target, latencyStep(choices));
  const latencyScalingAlarm = alarm(
    owner,
    'latencyScalingAlarm',
    latencyScaling(path, choices, queue, [latencyScalingPolicy.arn]),
  );
  const always = { scalableTarget: target, backlogScalingPolicy, latencyScalingPolicy, latencyScalingAlarm };
  if (choices.minTasks > 0) return always;
  const wakeScalingPolicy = stepScaling(owner, 'wakeScalingPolicy', target, wakeStep(choices));
  const wakeScalingAlarm = alarm(
    owner,
    'wakeScalingAlarm',
    wakeScaling(path, choices, queue, tasks, [wakeScalingPolicy.arn]),
  );
  return { ...always, wakeScalingPolicy, wakeScalingAlarm };
}
