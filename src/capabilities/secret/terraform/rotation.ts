import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretRotation } from '@cdktf/provider-aws/lib/secretsmanager-secret-rotation';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { renderRenewingFunction, RenewingFunction } from './renewing-function';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { permittedFunction } from '../../../engines/terraform/function-arn';
import { json } from '../../../engines/terraform/json';
import { dependOn } from '../../../engines/terraform/role';
import { createAlarm } from '../../../parts/alarm/terraform';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { description } from '../../../support/names';
import { rotationFailedAlarm, rotationFailedPattern } from '../alarms';
import { SecretDecisions } from '../decisions';
import { ROTATING_SERVICE } from '../policies';
import { ManagedSecretProps } from '../props';
import { SecretRotationKind } from '../rotation';

/** The rotation of a secret, and the alarm on its failures. */
export interface RotationResources extends Partial<RenewingFunction> {
  readonly rotationPermission?: LambdaPermission;
  readonly rotationSchedule?: SecretsmanagerSecretRotation;
  readonly rotationFailedRule?: CloudwatchEventRule;
  readonly rotationFailedAlarm?: CloudwatchMetricAlarm;
}

/** The secret that is rotated. */
export interface RotatedSecret {
  readonly secret: SecretsmanagerSecret;
  readonly key?: EncryptingKey;
  readonly initialValue?: SecretsmanagerSecretVersion;
}

export function renderRotation(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  { rotation, source }: ManagedSecretProps,
  { secret, key, initialValue }: RotatedSecret,
): RotationResources {
  if (!rotation) return {};
  const renewing =
    choices.rotatedBy === SecretRotationKind.NEW_VALUE
      ? renderRenewingFunction(owner, choices, { secretArn: secret.arn, key, fields: source?.options.fields })
      : undefined;
  const functionArn = renewing?.rotationFunction.arn ?? rotation.functionArn!;
  const rotationPermission = owner._slot(
    'rotationPermission',
    new LambdaPermission(owner, 'RotationPermission', {
      ...(renewing ? { functionName: functionArn } : permittedFunction(functionArn)),
      action: 'lambda:InvokeFunction',
      principal: ROTATING_SERVICE,
      // For this secret only: the function may rotate others, each with a permission of its own.
      sourceAccount: context(owner).account,
      sourceArn: secret.arn,
    }),
  );
  const rotationSchedule = owner._slot(
    'rotationSchedule',
    new SecretsmanagerSecretRotation(owner, 'RotationSchedule', {
      secretId: secret.id,
      rotationLambdaArn: functionArn,
      rotationRules: { automaticallyAfterDays: choices.rotationDays },
      rotateImmediately: choices.rotateImmediately,
    }),
  );
  // Secrets Manager tries the function when the schedule is made, and that needs a value.
  dependOn(rotationSchedule, rotationPermission, ...(initialValue ? [initialValue] : []));
  return { ...renewing, rotationPermission, rotationSchedule, ...renderAlarm(owner, choices, secret) };
}

function renderAlarm(owner: CapabilityConstruct, choices: SecretDecisions, secret: SecretsmanagerSecret) {
  if (!choices.alarms) return {};
  const rotationFailedRule = owner._slot(
    'rotationFailedRule',
    new CloudwatchEventRule(owner, 'RotationFailedRule', {
      description: description(`Rotations of ${owner.node.path} that failed`),
      eventPattern: json(rotationFailedPattern(secret.arn)),
      tags: owner._tags,
    }),
  );
  return {
    rotationFailedRule,
    rotationFailedAlarm: createAlarm(
      owner,
      'rotationFailedAlarm',
      rotationFailedAlarm(owner.node.path, choices, rotationFailedRule.name),
    ),
  };
}
