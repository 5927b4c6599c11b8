import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { renderRenewingFunction, RenewingFunction } from './renewing-function';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createAlarm } from '../../../parts/alarm/aws';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { description } from '../../../support/names';
import { rotationFailedAlarm, rotationFailedPattern } from '../alarms';
import { SecretDecisions } from '../decisions';
import { ROTATING_SERVICE } from '../policies';
import { ManagedSecretProps } from '../props';
import { SecretRotationKind } from '../rotation';

/** The rotation of a secret, and the alarm on its failures. */
export interface RotationResources extends Partial<RenewingFunction> {
  readonly rotationPermission?: lambda.CfnPermission;
  readonly rotationSchedule?: secretsmanager.CfnRotationSchedule;
  readonly rotationFailedRule?: events.CfnRule;
  readonly rotationFailedAlarm?: cloudwatch.CfnAlarm;
}

/** The secret that is rotated. */
export interface RotatedSecret {
  readonly secretArn: string;
  readonly key?: EncryptingKey;
}

export function renderRotation(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  { rotation, source }: ManagedSecretProps,
  { secretArn, key }: RotatedSecret,
): RotationResources {
  if (!rotation) return {};
  const renewing =
    choices.rotatedBy === SecretRotationKind.NEW_VALUE
      ? renderRenewingFunction(owner, choices, { secretArn, key, fields: source?.options.fields })
      : undefined;
  const functionArn = renewing?.rotationFunction.attrArn ?? rotation.functionArn!;
  const rotationPermission = owner._slot(
    'rotationPermission',
    new lambda.CfnPermission(owner, 'RotationPermission', {
      functionName: functionArn,
      action: 'lambda:InvokeFunction',
      principal: ROTATING_SERVICE,
      // For this secret only: the function may rotate others, each with a permission of its own.
      sourceAccount: Stack.of(owner).account,
      sourceArn: secretArn,
    }),
  );
  const rotationSchedule = owner._slot(
    'rotationSchedule',
    new secretsmanager.CfnRotationSchedule(owner, 'RotationSchedule', {
      secretId: secretArn,
      rotationLambdaArn: functionArn,
      rotationRules: { automaticallyAfterDays: choices.rotationDays },
      rotateImmediatelyOnUpdate: choices.rotateImmediately,
    }),
  );
  // Secrets Manager tries the function when the schedule is made.
  rotationSchedule.addResourceDependency(rotationPermission);
  if (renewing) rotationSchedule.addResourceDependency(renewing.rotationRolePolicy);
  return { ...renewing, rotationPermission, rotationSchedule, ...renderAlarm(owner, choices, secretArn) };
}

function renderAlarm(owner: CapabilityConstruct, choices: SecretDecisions, secretArn: string) {
  if (!choices.alarms) return {};
  const rotationFailedRule = owner._slot(
    'rotationFailedRule',
    new events.CfnRule(owner, 'RotationFailedRule', {
      description: description(`Rotations of ${owner.node.path} that failed`),
      eventPattern: rotationFailedPattern(secretArn),
    }),
  );
  return {
    rotationFailedRule,
    rotationFailedAlarm: createAlarm(
      owner,
      'rotationFailedAlarm',
      rotationFailedAlarm(owner.node.path, choices, rotationFailedRule.ref),
    ),
  };
}
