import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { statementOf } from '../../../binding/binding';
import { ReliedOnBy } from '../../../binding/reliance';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { throughService } from '../../../parts/data-key/policies';
import { createInlineFunction } from '../../../parts/inline-function/aws';
import { LogRenderer } from '../../../parts/log-group/aws';
import { description } from '../../../support/names';
import { renewalPermissions } from '../binding';
import { SecretDecisions } from '../decisions';
import { renewingCode } from '../renewing-code';

/** The path's own function, which gives a secret a new value. */
export interface RenewingFunction {
  readonly rotationLogGroup: logs.CfnLogGroup;
  readonly rotationRole: iam.CfnRole;
  readonly rotationRolePolicy: iam.CfnRolePolicy;
  readonly rotationFunction: lambda.CfnFunction;
}

/** The secret that gets a new value. */
export interface RenewedSecret {
  readonly secretArn: string;
  readonly key?: EncryptingKey;
  /** The other fields of a JSON object. */
  readonly fields?: { readonly [name: string]: string };
}

export function renderRenewingFunction(
  owner: CapabilityConstruct,
  choices: SecretDecisions,
  { secretArn, key, fields }: RenewedSecret,
): RenewingFunction {
  owner._relyOn([ReliedOnBy.USERS]);
  const log = new LogRenderer(
    owner,
    { ...choices, logKeyRotation: choices.keyRotation, logKeyDeletionDays: choices.keyDeletionDays },
    key,
  );
  const rotationLogGroup = log.logGroup('rotationLogGroup');
  const permissions = renewalPermissions({
    grantedArn: secretArn,
    keyArn: key?.arn,
    keyConditions: throughService('secretsmanager', Stack.of(owner).region),
  });
  const renewing = createInlineFunction(owner, 'rotation', {
    description: description(`Gives ${owner.node.path} a new value.`),
    code: renewingCode(choices, fields),
    policyName: 'RotateSecret',
    statements: permissions.map(statementOf),
    logGroup: rotationLogGroup,
    runtime: choices.rotationRuntime,
    architecture: choices.rotationArchitecture,
    memoryMib: choices.rotationMemoryMib,
    timeoutSeconds: choices.rotationTimeoutSeconds,
    concurrency: choices.rotationConcurrency,
  });
  return {
    rotationLogGroup,
    rotationRole: renewing.role,
    rotationRolePolicy: renewing.rolePolicy,
    rotationFunction: renewing.function,
  };
}
