import { AppautoscalingPolicy, AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { upperFirst } from '../../../core/words';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { ServiceChoices } from '../decisions';

/** What keeps the number of tasks right. */
export interface ScalingResources {
  readonly scalableTarget: AppautoscalingTarget;
  readonly cpuScalingPolicy: AppautoscalingPolicy;
  readonly requestScalingPolicy: AppautoscalingPolicy;
}

/** Scales by CPU and by requests, whichever asks for more. */
export function serviceScaling(owner: CapabilityConstruct, choices: ServiceChoices, cluster: EcsCluster, service: EcsService, loadBalancerAndTargetGroup: string): ScalingResources {
  const scalableTarget = owner._slot('scalableTarget', new AppautoscalingTarget(owner, 'ScalableTarget', {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/${cluster.name}/${service.name}`,
    minCapacity: choices.minTasks,
    maxCapacity: choices.maxTasks,
    tags: owner._tags,
  }));
  const policy = (slot: string, predefinedMetricSpecification: AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification, targetValue: number) =>
    owner._slot(slot, new AppautoscalingPolicy(owner, upperFirst(slot), {
      name: upperFirst(slot),
      policyType: 'TargetTrackingScaling',
      serviceNamespace: scalableTarget.serviceNamespace,
      scalableDimension: scalableTarget.scalableDimension,
      resourceId: scalableTarget.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification,
        targetValue,
        scaleInCooldown: choices.scaleInCooldownSeconds,
        scaleOutCooldown: choices.scaleOutCooldownSeconds,
      },
    }));
  return {
    scalableTarget,
    cpuScalingPolicy: policy('cpuScalingPolicy', { predefinedMetricType: 'ECSServiceAverageCPUUtilization' }, choices.targetCpuPercent),
    requestScalingPolicy: policy('requestScalingPolicy', { predefinedMetricType: 'ALBRequestCountPerTarget', resourceLabel: loadBalancerAndTargetGroup }, choices.targetRequestsPerTask),
  };
}
