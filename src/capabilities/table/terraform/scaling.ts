import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { upperFirst } from '../../../support/names';
import { TableDecisions } from '../decisions';
import { Scaled } from '../scaling';

/** The resources that move one capacity: of reads or of writes, of the table or of an index. */
export interface Scaling {
  readonly target: AppautoscalingTarget;
  readonly policy: AppautoscalingPolicy;
}

/** Makes what moves one capacity between its bounds. */
export function renderScaling(
  owner: CapabilityConstruct,
  table: DynamodbTable,
  scaled: Scaled,
  choices: TableDecisions,
): Scaling {
  const { targetSlot, policySlot, index, dimension, metric, least, most } = scaled;
  const target = owner._slot(
    targetSlot,
    new AppautoscalingTarget(owner, upperFirst(targetSlot), {
      serviceNamespace: 'dynamodb',
      scalableDimension: dimension,
      resourceId: `table/${table.name}${index === undefined ? '' : `/index/${index}`}`,
      minCapacity: least,
      maxCapacity: most,
      tags: owner._tags,
    }),
  );
  const policy = owner._slot(
    policySlot,
    new AppautoscalingPolicy(owner, upperFirst(policySlot), {
      name: upperFirst(policySlot),
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: metric },
        targetValue: choices.targetUtilizationPercent as number,
        scaleInCooldown: choices.scaleInCooldownSeconds as number,
        scaleOutCooldown: choices.scaleOutCooldownSeconds as number,
      },
    }),
  );
  return { target, policy };
}
