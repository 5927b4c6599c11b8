import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { deployedCode } from './code';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { context } from '../../../engines/terraform/context';
import { nameOf } from '../../../engines/terraform/names';
import { RolePermissions, serviceRole } from '../../../engines/terraform/role';
import { egress, securityGroup } from '../../../engines/terraform/security-groups';
import { throughService } from '../../../parts/data-key/policies';
import { writeLogs } from '../../../parts/log-group/permissions';
import { description } from '../../../support/names';
import { FunctionCode } from '../code';
import { FunctionChoices } from '../decisions';
import { haveInterfaces, sendTo, useKey, writeTraces } from '../permissions';

/** What a function needs to run. */
export interface ProgramProps {
  readonly choices: FunctionChoices;
  readonly code: FunctionCode;
  readonly environment: { readonly [name: string]: string };
  readonly logGroup: CloudwatchLogGroup;
  readonly key?: KmsKey;
  readonly deadLetterQueue: SqsQueue;
}

/** A function with its role, and the alias before it. */
export class Program {
  readonly function: LambdaFunction;
  readonly alias: LambdaAlias;
  readonly role: IamRole;
  readonly permissions: RolePermissions;
  private group?: SecurityGroup;

  constructor(
    private readonly owner: CapabilityConstruct,
    { choices, code, environment, logGroup, key, deadLetterQueue }: ProgramProps,
  ) {
    const role = (this.role = serviceRole(owner, 'role', 'lambda.amazonaws.com', `What ${owner.node.path} may do`));
    const permissions = (this.permissions = new RolePermissions(owner, role, 'policy'));
    permissions.add(writeLogs(`${logGroup.arn}:*`));
    permissions.add(sendTo(deadLetterQueue.arn));
    if (choices.tracing === 'active') permissions.add(writeTraces());
    if (key) {
      const { region } = context(owner);
      permissions.add(useKey(key.arn, ['kms:Decrypt', 'kms:GenerateDataKey'], throughService('sqs', region)));
      permissions.add(useKey(key.arn, ['kms:Decrypt'], throughService('lambda', region)));
    }
    const { asset, handler } = deployedCode(owner, choices, code);
    const fn = (this.function = owner._slot(
      'function',
      new LambdaFunction(owner, 'Resource', {
        functionName: nameOf(owner, 'function', 64),
        description: description(owner.node.path),
        filename: asset.path,
        // Of what is in the archive: the archive itself has times in it.
        sourceCodeHash: asset.assetHash,
        // A version for each change, under the alias.
        publish: true,
        handler,
        runtime: choices.runtime,
        architectures: [choices.architecture],
        memorySize: choices.memoryMib,
        timeout: choices.timeoutSeconds,
        ephemeralStorage: { size: choices.tmpMib },
        role: role.arn,
        environment: Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined,
        kmsKeyArn: key?.arn,
        loggingConfig: {
          logGroup: logGroup.name,
          logFormat: choices.logFormat,
          applicationLogLevel: choices.logLevel,
          systemLogLevel: choices.systemLogLevel,
        },
        tracingConfig: { mode: choices.tracing === 'active' ? 'Active' : 'PassThrough' },
        layers: choices.telemetryLayer === null ? undefined : [choices.telemetryLayer],
        codeSigningConfigArn: choices.codeSigning ?? undefined,
        reservedConcurrentExecutions: choices.reservedConcurrency ?? undefined,
        deadLetterConfig: { targetArn: deadLetterQueue.arn },
        tags: owner._tags,
      }),
    ));
    // A call that comes before the permissions are there fails; and without them Lambda does not take the network or
    // the queue.
    permissions.requiredBy(fn);
    this.alias = owner._slot(
      'alias',
      new LambdaAlias(owner, 'Alias', {
        name: choices.aliasName,
        functionName: fn.functionName,
        functionVersion: fn.version,
      }),
    );
  }

  addVariables(variables: { [name: string]: string }): void {
    const { owner, function: fn } = this;
    const present = fn.environmentInput?.variables ?? {};
    owner._amend('function', () => fn.putEnvironment({ variables: { ...present, ...variables } }));
  }

  /** Its security group. With the first look at it, the function stands in the network. */
  inNetwork(network: () => INetwork): SecurityGroup {
    if (this.group) return this.group;
    const { owner, function: fn } = this;
    const there = network();
    const group = (this.group = securityGroup(owner, 'securityGroup', `The function ${owner.node.path}`, there));
    egress(owner, 'securityGroupEgress', group.id, 443, { cidrIpv4: '0.0.0.0/0' }, 'HTTPS: AWS, other services');
    this.permissions.add(haveInterfaces());
    owner._amend('function', () =>
      fn.putVpcConfig({ subnetIds: there.privateSubnetIds, securityGroupIds: [group.id] }),
    );
    return group;
  }
}
