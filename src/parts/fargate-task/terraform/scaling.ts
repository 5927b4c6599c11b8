import {
  AppautoscalingPolicy,
  AppautoscalingPolicyConfig,
  AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration,
} from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { ClusterReference } from '../../../binding/shared-infrastructure';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { upperFirst } from '../../../support/names';
import { MetricFormula } from '../../alarm/alarm';
import { StepScaling, TaskScalingChoices } from '../choices';

type Tracking = AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration;

/** Scales the number of tasks between its bounds, in the slot `scalableTarget`. */
export class TaskScaling {
  readonly scalableTarget: AppautoscalingTarget;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly choices: TaskScalingChoices,
    cluster: ClusterReference,
    service: EcsService,
  ) {
    this.scalableTarget = owner._slot(
      'scalableTarget',
      new AppautoscalingTarget(owner, 'ScalableTarget', {
        serviceNamespace: 'ecs',
        scalableDimension: 'ecs:service:DesiredCount',
        resourceId: `service/${cluster.name}/${service.name}`,
        minCapacity: choices.minTasks,
        maxCapacity: choices.maxTasks,
        tags: owner._tags,
      }),
    );
  }

  /** Keeps a metric at its target. */
  renderTracking(slot: string, tracked: Tracking): AppautoscalingPolicy {
    const { scaleInCooldownSeconds: scaleInCooldown, scaleOutCooldownSeconds: scaleOutCooldown } = this.choices;
    return this.renderPolicy(slot, {
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: { ...tracked, scaleInCooldown, scaleOutCooldown },
    });
  }

  /** Changes the number of tasks whenever an alarm rings that has this policy among its actions. */
  renderStep(slot: string, { adjustmentType, scalingAdjustment, cooldown }: StepScaling): AppautoscalingPolicy {
    return this.renderPolicy(slot, {
      policyType: 'StepScaling',
      stepScalingPolicyConfiguration: {
        adjustmentType,
        cooldown,
        metricAggregationType: 'Maximum',
        minAdjustmentMagnitude: adjustmentType === 'PercentChangeInCapacity' ? 1 : undefined,
        stepAdjustment: [{ metricIntervalLowerBound: '0', scalingAdjustment }],
      },
    });
  }

  private renderPolicy(slot: string, own: Partial<AppautoscalingPolicyConfig>): AppautoscalingPolicy {
    const { owner, scalableTarget } = this;
    return owner._slot(
      slot,
      new AppautoscalingPolicy(owner, upperFirst(slot), {
        name: upperFirst(slot),
        serviceNamespace: scalableTarget.serviceNamespace,
        scalableDimension: scalableTarget.scalableDimension,
        resourceId: scalableTarget.resourceId,
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
}: MetricFormula): Tracking['customizedMetricSpecification'] {
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
