import { Fn, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { ServiceChoices } from '../decisions';

/** What keeps the number of tasks right. */
export interface ScalingResources {
  readonly scalableTarget: scaling.CfnScalableTarget;
  readonly cpuScalingPolicy: scaling.CfnScalingPolicy;
  readonly requestScalingPolicy: scaling.CfnScalingPolicy;
}

/** Scales by CPU and by requests, whichever asks for more. The service itself has no desired count: a deployment would reset it. */
export function serviceScaling(owner: CapabilityConstruct, choices: ServiceChoices, cluster: ecs.CfnCluster, service: ecs.CfnService, loadBalancerAndTargetGroup: string): ScalingResources {
  const { account, partition } = Stack.of(owner);
  const scalableTarget = owner._slot('scalableTarget', new scaling.CfnScalableTarget(owner, 'ScalableTarget', {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: Fn.join('/', ['service', cluster.ref, service.attrName]),
    minCapacity: choices.minTasks,
    maxCapacity: choices.maxTasks,
    roleArn: `arn:${partition}:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
  }));
  const policy = (slot: string, id: string, metric: scaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty, targetValue: number) =>
    owner._slot(slot, new scaling.CfnScalingPolicy(owner, id, {
      policyName: id,
      policyType: 'TargetTrackingScaling',
      scalingTargetId: scalableTarget.ref,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: metric,
        targetValue,
        scaleInCooldown: choices.scaleInCooldownSeconds,
        scaleOutCooldown: choices.scaleOutCooldownSeconds,
      },
    }));
  return {
    scalableTarget,
    cpuScalingPolicy: policy('cpuScalingPolicy', 'CpuScalingPolicy', { predefinedMetricType: 'ECSServiceAverageCPUUtilization' }, choices.targetCpuPercent),
    requestScalingPolicy: policy('requestScalingPolicy', 'RequestScalingPolicy', {
      predefinedMetricType: 'ALBRequestCountPerTarget',
      resourceLabel: loadBalancerAndTargetGroup,
    }, choices.targetRequestsPerTask),
  };
}
