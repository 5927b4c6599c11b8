import { Fn, Stack } from 'aws-cdk-lib';
import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { upperFirst } from '../../../support/names';
import { TableDecisions } from '../decisions';
import { Scaled } from '../scaling';

/** The role that AWS makes for the scaling of all tables of an account. */
const SERVICE_LINKED_ROLE =
  'aws-service-role/dynamodb.application-autoscaling.amazonaws.com/' +
  'AWSServiceRoleForApplicationAutoScaling_DynamoDBTable';

/** The resources that move one capacity: of reads or of writes, of the table or of an index. */
export interface Scaling {
  readonly target: scaling.CfnScalableTarget;
  readonly policy: scaling.CfnScalingPolicy;
}

/** Makes what moves one capacity between its bounds. */
export function renderScaling(
  owner: CapabilityConstruct,
  table: dynamodb.CfnTable,
  scaled: Scaled,
  choices: TableDecisions,
): Scaling {
  const { targetSlot, policySlot, index, dimension, metric, least, most } = scaled;
  const { partition, account } = Stack.of(owner);
  const target = owner._slot(
    targetSlot,
    new scaling.CfnScalableTarget(owner, upperFirst(targetSlot), {
      serviceNamespace: 'dynamodb',
      scalableDimension: dimension,
      resourceId: Fn.join('/', ['table', table.ref, ...(index === undefined ? [] : ['index', index])]),
      minCapacity: least,
      maxCapacity: most,
      roleArn: `arn:${partition}:iam::${account}:role/${SERVICE_LINKED_ROLE}`,
    }),
  );
  const policy = owner._slot(
    policySlot,
    new scaling.CfnScalingPolicy(owner, upperFirst(policySlot), {
      policyName: upperFirst(policySlot),
      policyType: 'TargetTrackingScaling',
      scalingTargetId: target.ref,
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
