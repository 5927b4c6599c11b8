import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { AssetType, TerraformAsset } from 'cdktf';
import { ReliedOnBy } from '../../../binding/reliance';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { nameOf } from '../../../engines/terraform/names';
import { RolePermissions, createServiceRole } from '../../../engines/terraform/role';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { throughService } from '../../../parts/data-key/policies';
import { writeLogs } from '../../../parts/log-group/permissions';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { description } from '../../../support/names';
import { directoryOf } from '../../../support/temporary-directory';
import { renewalPermissions } from '../binding';
import { SecretDecisions } from '../decisions';
import { renewingCode } from '../renewing-code';

/** The path's own function, which gives a secret a new value. */
export interface RenewingFunction {
  readonly rotationLogGroup: CloudwatchLogGroup;
  readonly rotationRole: IamRole;
  readonly rotationRolePolicy: IamRolePolicy;
  readonly rotationFunction: LambdaFunction;
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
  const text = description(`Gives ${owner.node.path} a new value.`);
  const log = new LogRenderer(
    owner,
    { ...choices, logKeyRotation: choices.keyRotation, logKeyDeletionDays: choices.keyDeletionDays },
    key,
  );
  const rotationLogGroup = log.logGroup('rotationLogGroup');
  const rotationRole = createServiceRole(owner, 'rotationRole', 'lambda.amazonaws.com', text);
  const permissions = new RolePermissions(owner, rotationRole, 'rotationRolePolicy');
  renewalPermissions({
    grantedArn: secretArn,
    keyArn: key?.arn,
    keyConditions: key ? throughService('secretsmanager', context(owner).region) : {},
  }).forEach(each => permissions.add(each));
  permissions.add(writeLogs(`${rotationLogGroup.arn}:*`));
  const code = new TerraformAsset(owner, 'RotationCode', {
    path: directoryOf([{ name: 'index.js', contents: renewingCode(choices, fields) }]),
    type: AssetType.ARCHIVE,
  });
  const rotationFunction = owner._slot(
    'rotationFunction',
    new LambdaFunction(owner, 'RotationFunction', {
      functionName: nameOf(owner, 'rotationFunction', 64),
      description: text,
      filename: code.path,
      // Of what is in the archive: the archive itself has times in it.
      sourceCodeHash: code.assetHash,
      handler: 'index.handler',
      role: rotationRole.arn,
      runtime: choices.rotationRuntime,
      architectures: [choices.rotationArchitecture],
      memorySize: choices.rotationMemoryMib,
      timeout: choices.rotationTimeoutSeconds,
      reservedConcurrentExecutions: choices.rotationConcurrency ?? undefined,
      loggingConfig: { logGroup: rotationLogGroup.name, logFormat: 'JSON' },
      tags: owner._tags,
    }),
  );
  permissions.requiredBy(rotationFunction);
  return {
    rotationLogGroup,
    rotationRole,
    rotationRolePolicy: permissions.resource,
    rotationFunction,
  };
}
