import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { ClusterReference } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { TaskScaling } from '../../../parts/fargate-task/terraform/scaling';
import { ServiceChoices } from '../decisions';

/** The resources that scale the number of tasks. */
export interface ScalingResources {
  readonly scalableTarget: AppautoscalingTarget;
  readonly cpuScalingPolicy: AppautoscalingPolicy;
  readonly requestScalingPolicy: AppautoscalingPolicy;
}

/** Input of the scaling. */
export interface ScalingProps {
  readonly cluster: ClusterReference;
  readonly service: EcsService;
  /** The full names of the load balancer and of the target group, with a slash between them. */
  readonly resourceLabel: string;
}

/** Scales by CPU and by requests, whichever asks for more tasks. */
export function renderScaling(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  { cluster, service, resourceLabel }: ScalingProps,
): ScalingResources {
  const tasks = new TaskScaling(owner, choices, cluster, service);
  return {
    scalableTarget: tasks.scalableTarget,
    cpuScalingPolicy: tasks.renderTracking('cpuScalingPolicy', {
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      targetValue: choices.targetCpuPercent,
    }),
    requestScalingPolicy: tasks.renderTracking('requestScalingPolicy', {
      predefinedMetricSpecification: { predefinedMetricType: 'ALBRequestCountPerTarget', resourceLabel },
      targetValue: choices.targetRequestsPerTask,
    }),
  };
}
