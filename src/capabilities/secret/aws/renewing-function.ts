import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { statementOf } from '../../../binding/binding';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { throughService } from '../../../parts/data-key/policies';
import { inlineFunction } from '../../../parts/inline-function/aws';
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

/** What gets a new value. */
export interface RenewedSecret {
  readonly secretArn: string;
  readonly key?: kms.CfnKey;
  /** What stands beside the value. */
  readonly fields?: { readonly [name: string]: string };
}

export function renderRenewingFunction(
  owner: CapabilityConstruct,
  decided: SecretDecisions,
  { secretArn, key, fields }: RenewedSecret,
): RenewingFunction {
  const log = new LogRenderer(
    owner,
    { ...decided, logKeyRotation: decided.keyRotation, logKeyDeletionDays: decided.keyDeletionDays },
    key,
  );
  const rotationLogGroup = log.logGroup('rotationLogGroup');
  const permissions = renewalPermissions({
    grantedArn: secretArn,
    keyArn: key?.attrArn,
    keyConditions: throughService('secretsmanager', Stack.of(owner).region),
  });
  const renewing = inlineFunction(owner, 'rotation', {
    description: description(`Gives ${owner.node.path} a new value.`),
    code: renewingCode(decided, fields),
    policyName: 'RotateSecret',
    statements: permissions.map(statementOf),
    logGroup: rotationLogGroup,
    runtime: decided.rotationRuntime,
    architecture: decided.rotationArchitecture,
    memoryMib: decided.rotationMemoryMib,
    timeoutSeconds: decided.rotationTimeoutSeconds,
    concurrency: decided.rotationConcurrency,
  });
  return {
    rotationLogGroup,
    rotationRole: renewing.role,
    rotationRolePolicy: renewing.rolePolicy,
    rotationFunction: renewing.function,
  };
}
