import {
  AppautoscalingPolicy,
  AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
  AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification,
} from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { upperFirst } from '../../../support/names';
import { MetricFormula } from '../../alarm/alarm';
import { StepScaling, TaskScalingChoices } from '../decisions';

/** The bounds between which the number of tasks is scaled. */
export function scalableTarget(
  owner: CapabilityConstruct,
  { minTasks, maxTasks }: TaskScalingChoices,
  cluster: EcsCluster,
  service: EcsService,
): AppautoscalingTarget {
  return owner._slot(
    'scalableTarget',
    new AppautoscalingTarget(owner, 'ScalableTarget', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${cluster.name}/${service.name}`,
      minCapacity: minTasks,
      maxCapacity: maxTasks,
      tags: owner._tags,
    }),
  );
}

/** Keeps a metric at its target. */
export function targetTracking(
  owner: CapabilityConstruct,
  slot: string,
  target: AppautoscalingTarget,
  { scaleInCooldownSeconds, scaleOutCooldownSeconds }: TaskScalingChoices,
  tracked: AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
): AppautoscalingPolicy {
  return owner._slot(
    slot,
    new AppautoscalingPolicy(owner, upperFirst(slot), {
      name: upperFirst(slot),
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        ...tracked,
        scaleInCooldown: scaleInCooldownSeconds,
        scaleOutCooldown: scaleOutCooldownSeconds,
      },
    }),
  );
}

/** Changes the number of tasks whenever an alarm rings that has it among its actions. */
export function stepScaling(
  owner: CapabilityConstruct,
  slot: string,
  target: AppautoscalingTarget,
  { adjustmentType, scalingAdjustment, cooldown }: StepScaling,
): AppautoscalingPolicy {
  return owner._slot(
    slot,
    new AppautoscalingPolicy(owner, upperFirst(slot), {
      name: upperFirst(slot),
      policyType: 'StepScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      stepScalingPolicyConfiguration: {
        adjustmentType,
        cooldown,
        metricAggregationType: 'Maximum',
        minAdjustmentMagnitude: adjustmentType === 'PercentChangeInCapacity' ? 1 : undefined,
        stepAdjustment: [{ metricIntervalLowerBound: '0', scalingAdjustment }],
      },
    }),
  );
}

/** A formula over metrics, as target tracking takes it. */
export function customizedMetric({
  terms,
  expression,
  label,
}: MetricFormula): AppautoscalingPolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification {
  return {
    metrics: [
      ...Object.entries(terms).map(([id, { namespace, name, dimensions, statistic }]) => ({
        id,
        returnData: false,
        metricStat: {
          metric: {
            namespace,
            metricName: name,
            dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
          },
          stat: statistic,
        },
      })),
      { id: 'result', expression, label, returnData: true },
    ],
  };
}
