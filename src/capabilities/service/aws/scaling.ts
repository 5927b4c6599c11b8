import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { scalableTarget, targetTracking } from '../../../parts/fargate-task/aws/scaling';
import { ServiceChoices } from '../decisions';

/** What keeps the number of tasks right. */
export interface ScalingResources {
  readonly scalableTarget: scaling.CfnScalableTarget;
  readonly cpuScalingPolicy: scaling.CfnScalingPolicy;
  readonly requestScalingPolicy: scaling.CfnScalingPolicy;
}

/** Scales by CPU and by requests, whichever asks for more. */
export function serviceScaling(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  cluster: ecs.CfnCluster,
  service: ecs.CfnService,
  loadBalancerAndTargetGroup: string,
): ScalingResources {
  const target = scalableTarget(owner, choices, cluster, service);
  const policy = (
    slot: string,
    predefinedMetricSpecification: scaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty,
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
      {
        predefinedMetricType: 'ALBRequestCountPerTarget',
        resourceLabel: loadBalancerAndTargetGroup,
      },
      choices.targetRequestsPerTask,
    ),
  };
}
