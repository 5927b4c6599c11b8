import { Fn, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ClusterReference } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { MetricFormula } from '../../alarm/alarm';
import { StepScaling, TaskScalingChoices } from '../choices';

/** Scales the number of tasks between its bounds, in the slot `scalableTarget`. */
export class TaskScaling {
  readonly scalableTarget: scaling.CfnScalableTarget;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly choices: TaskScalingChoices,
    cluster: ClusterReference,
    service: ecs.CfnService,
  ) {
    const { account, partition } = Stack.of(owner);
    this.scalableTarget = owner._slot(
      'scalableTarget',
      new scaling.CfnScalableTarget(owner, 'ScalableTarget', {
        serviceNamespace: 'ecs',
        scalableDimension: 'ecs:service:DesiredCount',
        resourceId: Fn.join('/', ['service', cluster.name, service.attrName]),
        minCapacity: choices.minTasks,
        maxCapacity: choices.maxTasks,
        roleArn:
          `arn:${partition}:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/` +
          'AWSServiceRoleForApplicationAutoScaling_ECSService',
      }),
    );
  }

  /** Keeps a metric at its target. */
  renderTracking(
    slot: string,
    tracked: scaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty,
  ): scaling.CfnScalingPolicy {
    const { scaleInCooldownSeconds: scaleInCooldown, scaleOutCooldownSeconds: scaleOutCooldown } = this.choices;
    return this.renderPolicy(slot, {
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: { ...tracked, scaleInCooldown, scaleOutCooldown },
    });
  }

  /** Changes the number of tasks whenever an alarm rings that has this policy among its actions. */
  renderStep(slot: string, { adjustmentType, scalingAdjustment, cooldown }: StepScaling): scaling.CfnScalingPolicy {
    return this.renderPolicy(slot, {
      policyType: 'StepScaling',
      stepScalingPolicyConfiguration: {
        adjustmentType,
        cooldown,
        metricAggregationType: 'Maximum',
        minAdjustmentMagnitude: adjustmentType === 'PercentChangeInCapacity' ? 1 : undefined,
        stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment }],
      },
    });
  }

  private renderPolicy(
    slot: string,
    own: Omit<scaling.CfnScalingPolicyProps, 'policyName' | 'scalingTargetId'>,
  ): scaling.CfnScalingPolicy {
    const { owner, scalableTarget } = this;
    return owner._slot(
      slot,
      new scaling.CfnScalingPolicy(owner, upperFirst(slot), {
        policyName: upperFirst(slot),
        scalingTargetId: scalableTarget.ref,
        ...own,
      }),
    );
  }
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
