import { Fn, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityConstruct } from './capability-construct';
import { TaskScalingChoices } from '../core/task-decisions';
import { upperFirst } from '../core/words';

/** The bounds between which the number of tasks is scaled. */
export function scalableTarget(owner: CapabilityConstruct, { minTasks, maxTasks }: TaskScalingChoices, cluster: ecs.CfnCluster, service: ecs.CfnService): scaling.CfnScalableTarget {
  const { account, partition } = Stack.of(owner);
  return owner._slot('scalableTarget', new scaling.CfnScalableTarget(owner, 'ScalableTarget', {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: Fn.join('/', ['service', cluster.ref, service.attrName]),
    minCapacity: minTasks,
    maxCapacity: maxTasks,
    roleArn: `arn:${partition}:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
  }));
}

/** Keeps a metric at its target. */
export function targetTracking(
  owner: CapabilityConstruct,
  slot: string,
  target: scaling.CfnScalableTarget,
  { scaleInCooldownSeconds, scaleOutCooldownSeconds }: TaskScalingChoices,
  tracked: scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty,
): scaling.CfnScalingPolicy {
  return owner._slot(slot, new scaling.CfnScalingPolicy(owner, upperFirst(slot), {
    policyName: upperFirst(slot),
    policyType: 'TargetTrackingScaling',
    scalingTargetId: target.ref,
    targetTrackingScalingPolicyConfiguration: { ...tracked, scaleInCooldown: scaleInCooldownSeconds, scaleOutCooldown: scaleOutCooldownSeconds },
  }));
}
