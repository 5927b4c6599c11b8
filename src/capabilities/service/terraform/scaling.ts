import {
  AppautoscalingPolicy,
  AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification,
} from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { scalableTarget, targetTracking } from '../../../parts/fargate-task/terraform/scaling';
import { ServiceChoices } from '../decisions';

/** What keeps the number of tasks right. */
export interface ScalingResources {
  readonly scalableTarget: AppautoscalingTarget;
  readonly cpuScalingPolicy: AppautoscalingPolicy;
  readonly requestScalingPolicy: AppautoscalingPolicy;
}

/** Scales by CPU and by requests, whichever asks for more. */
export function serviceScaling(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  cluster: EcsCluster,
  service: EcsService,
  loadBalancerAndTargetGroup: string,
): ScalingResources {
  const target = scalableTarget(owner, choices, cluster, service);
  const policy = (
    slot: string,
    predefinedMetricSpecification: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification,
    targetValue: number,
  ) => targetTracking(owner, slot, target, choices, { predefinedMetricSpecification, targetValue });
  return {
    scalableTarget: target,
    cpuScalingPolicy: policy(
      'cpuScalingPolicy',
      { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      choices.targetCpuPercent,
    ),
    requestScalingPolicy: policy(
      'requestScalingPolicy',
      { predefinedMetricType: 'ALBRequestCountPerTarget', resourceLabel: loadBalancerAndTargetGroup },
      choices.targetRequestsPerTask,
    ),
  };
}
