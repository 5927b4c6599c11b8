import { Fn, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { MetricFormula } from '../../alarm/alarm';
import { StepScaling, TaskScalingChoices } from '../decisions';

/** The bounds between which the number of tasks is scaled. */
export function scalableTarget(
  owner: CapabilityConstruct,
  { minTasks, maxTasks }: TaskScalingChoices,
  cluster: ecs.CfnCluster,
  service: ecs.CfnService,
): scaling.CfnScalableTarget {
  const { account, partition } = Stack.of(owner);
  return owner._slot(
    'scalableTarget',
    new scaling.CfnScalableTarget(owner, 'ScalableTarget', {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: Fn.join('/', ['service', cluster.ref, service.attrName]),
      minCapacity: minTasks,
      maxCapacity: maxTasks,
      roleArn: `arn:${partition}:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    }),
  );
}

/** Keeps a metric at its target. */
export function targetTracking(
  owner: CapabilityConstruct,
  slot: string,
  target: scaling.CfnScalableTarget,
  { scaleInCooldownSeconds, scaleOutCooldownSeconds }: TaskScalingChoices,
  tracked: scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty,
): scaling.CfnScalingPolicy {
  return owner._slot(
    slot,
    new scaling.CfnScalingPolicy(owner, upperFirst(slot), {
      policyName: upperFirst(slot),
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
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
  target: scaling.CfnScalableTarget,
  { adjustmentType, scalingAdjustment, cooldown }: StepScaling,
): scaling.CfnScalingPolicy {
  return owner._slot(
    slot,
    new scaling.CfnScalingPolicy(owner, upperFirst(slot), {
      policyName: upperFirst(slot),
      policyType: 'StepScaling',
      scalingTargetId: target.ref,
      stepScalingPolicyConfiguration: {
        adjustmentType,
        cooldown,
        metricAggregationType: 'Maximum',
        minAdjustmentMagnitude: adjustmentType === 'PercentChangeInCapacity' ? 1 : undefined,
        stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment }],
      },
    }),
  );
}

/** A formula over metrics, as target tracking takes it. */
export function customizedMetric({
  terms,
  expression,
  label,
}: MetricFormula): scaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty {
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
