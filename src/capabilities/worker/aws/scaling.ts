import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { alarm } from '../../../parts/alarm/aws';
import { customizedMetric, scalableTarget, stepScaling, targetTracking } from '../../../parts/fargate-task/aws/scaling';
import { TaskMetrics } from '../../../parts/fargate-task/metrics';
import { QueueMetrics } from '../../../parts/message-queue/metrics';
import { WorkerChoices } from '../decisions';
import { backlogPerTask, latencyScaling, latencyStep, wakeScaling, wakeStep } from '../scaling';

/** What keeps the number of tasks right. */
export interface ScalingResources {
  readonly scalableTarget: scaling.CfnScalableTarget;
  readonly backlogScalingPolicy: scaling.CfnScalingPolicy;
  readonly latencyScalingPolicy: scaling.CfnScalingPolicy;
  readonly latencyScalingAlarm: cloudwatch.CfnAlarm;
  readonly wakeScalingPolicy?: scaling.CfnScalingPolicy;
  readonly wakeScalingAlarm?: cloudwatch.CfnAlarm;
}

/**
 * Scales by the backlog of each task and by the age of the oldest message, whichever asks for more. Only the backlog
 * takes tasks away.
 */
export function workerScaling(
  owner: CapabilityConstruct,
  choices: WorkerChoices,
  cluster: ecs.CfnCluster,
  service: ecs.CfnService,
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
    latencyScaling(path, choices, queue, [latencyScalingPolicy.attrArn]),
  );
  const always = { scalableTarget: target, backlogScalingPolicy, latencyScalingPolicy, latencyScalingAlarm };
  if (choices.minTasks > 0) return always;
  const wakeScalingPolicy = stepScaling(owner, 'wakeScalingPolicy', target, wakeStep(choices));
  const wakeScalingAlarm = alarm(
    owner,
    'wakeScalingAlarm',
    wakeScaling(path, choices, queue, tasks, [wakeScalingPolicy.attrArn]),
  );
  return { ...always, wakeScalingPolicy, wakeScalingAlarm };
}
