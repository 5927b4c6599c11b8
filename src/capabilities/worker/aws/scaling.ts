import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ClusterReference } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createAlarm } from '../../../parts/alarm/aws';
import { customizedMetric, TaskScaling } from '../../../parts/fargate-task/aws/scaling';
import { WorkerChoices } from '../decisions';
import { backlogPerTask, latencyScaling, latencyStep, wakeScaling, wakeStep, WorkerMetrics } from '../scaling';

/** The policy and the alarm that start a first task. */
interface WakeScalingResources {
  readonly wakeScalingPolicy: scaling.CfnScalingPolicy;
  readonly wakeScalingAlarm: cloudwatch.CfnAlarm;
}

/** The resources that scale the number of tasks. */
export interface ScalingResources extends Partial<WakeScalingResources> {
  readonly scalableTarget: scaling.CfnScalableTarget;
  readonly backlogScalingPolicy: scaling.CfnScalingPolicy;
  readonly latencyScalingPolicy: scaling.CfnScalingPolicy;
  readonly latencyScalingAlarm: cloudwatch.CfnAlarm;
}

/** Input of the scaling. */
export interface ScalingProps {
  readonly cluster: ClusterReference;
  readonly service: ecs.CfnService;
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
  const latency = latencyScaling(owner.node.path, choices, metrics.queue, [latencyScalingPolicy.attrArn]);
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
  const wake = wakeScaling(owner.node.path, choices, metrics, [wakeScalingPolicy.attrArn]);
  return { wakeScalingPolicy, wakeScalingAlarm: createAlarm(owner, 'wakeScalingAlarm', wake) };
}
