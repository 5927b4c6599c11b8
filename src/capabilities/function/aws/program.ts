import { createHash } from 'crypto';
import { CfnUpdatePolicy, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { deployedCode } from './code';
import { BindingPermission } from '../../../binding/binding';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../../engines/aws/removal';
import { RoleView, serviceRole } from '../../../engines/aws/role';
import { throughService } from '../../../parts/data-key/policies';
import { writeLogs } from '../../../parts/log-group/permissions';
import { isPlain } from '../../../record/escape-hatch';
import { description } from '../../../support/names';
import { FunctionCode } from '../code';
import { FunctionChoices } from '../decisions';
import { haveInterfaces, sendTo, useKey, writeTraces } from '../permissions';

/** What a function needs to run. */
export interface ProgramProps {
  readonly choices: FunctionChoices;
  readonly code: FunctionCode;
  readonly environment: { readonly [name: string]: string };
  readonly logGroup: logs.CfnLogGroup;
  readonly key?: kms.CfnKey;
  readonly deadLetterQueue: sqs.CfnQueue;
}

/** A function with its role; later with its version and the alias before it. */
export class Program {
  readonly function: lambda.CfnFunction;
  readonly role: iam.CfnRole;
  readonly roleView: RoleView;
  private securityGroup?: ec2.CfnSecurityGroup;

  constructor(
    private readonly owner: CapabilityConstruct,
    { choices, code, environment, logGroup, key, deadLetterQueue }: ProgramProps,
  ) {
    const role = (this.role = serviceRole(owner, 'role', 'lambda.amazonaws.com', `What ${owner.node.path} may do`));
    this.roleView = new RoleView(owner, 'RoleView', role, 'policy');
    this.allow(writeLogs(logGroup.attrArn), sendTo(deadLetterQueue.attrArn));
    if (choices.tracing === 'active') this.allow(writeTraces());
    if (key) {
      const { region } = Stack.of(owner);
      this.allow(useKey(key.attrArn, ['kms:Decrypt', 'kms:GenerateDataKey'], throughService('sqs', region)));
      this.allow(useKey(key.attrArn, ['kms:Decrypt'], throughService('lambda', region)));
    }
    const { asset, handler } = deployedCode(owner, choices, code);
    const about = description(owner.node.path).slice(0, 240);
    // Two ways to write the same configuration, an account's id and a reference to it, are two fingerprints, and Lambda
    // refuses a second
    // version of a function that has not changed. So the fingerprint is part of what a version keeps.
    const fn: lambda.CfnFunction = (this.function = new lambda.CfnFunction(owner, 'Resource', {
      description: Lazy.uncachedString({
        produce: ({ preparing }) =>
          preparing || LOOKED_AT.has(fn) ? about : `${about} (${fingerprint(fn).slice(0, 12)})`,
      }),
      code: { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey },
      handler,
      runtime: choices.runtime,
      architectures: [choices.architecture],
      memorySize: choices.memoryMib,
      timeout: choices.timeoutSeconds,
      ephemeralStorage: { size: choices.tmpMib },
      role: role.attrArn,
      environment: Object.keys(environment).length > 0 ? { variables: { ...environment } } : undefined,
      kmsKeyArn: key?.attrArn,
      loggingConfig: {
        logGroup: logGroup.ref,
        logFormat: choices.logFormat,
        applicationLogLevel: choices.logLevel,
        systemLogLevel: choices.systemLogLevel,
      },
      tracingConfig: { mode: choices.tracing === 'active' ? 'Active' : 'PassThrough' },
      layers: choices.telemetryLayer === null ? undefined : [choices.telemetryLayer],
      codeSigningConfigArn: choices.codeSigning ?? undefined,
      reservedConcurrentExecutions: choices.reservedConcurrency ?? undefined,
      deadLetterConfig: { targetArn: deadLetterQueue.attrArn },
    }));
    owner._slot('function', fn);
    asset.addResourceMetadata(fn, 'Code');
    // A call that comes before the permissions are there fails; and without them Lambda does not take the network or
    // the queue.
    fn.node.addDependency(this.roleView.dependable);
  }

  allow(...permissions: BindingPermission[]): void {
    for (const { actions, resources, conditions } of permissions) {
      this.roleView.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions }));
    }
  }

  addVariables(variables: { [name: string]: string }): void {
    const { owner, function: fn } = this;
    const present = (fn.environment as lambda.CfnFunction.EnvironmentProperty | undefined)?.variables ?? {};
    owner._amend(
      'function',
      () => (fn.environment = { variables: { ...(present as { [name: string]: string }), ...variables } }),
    );
  }

  /** Its security group. With the first look at it, the function stands in the network. */
  inNetwork(network: () => INetwork): ec2.CfnSecurityGroup {
    if (this.securityGroup) return this.securityGroup;
    const { owner, function: fn } = this;
    const { vpcId, privateSubnetIds } = network();
    const group = (this.securityGroup = owner._slot(
      'securityGroup',
      new ec2.CfnSecurityGroup(owner, 'SecurityGroup', {
        groupDescription: description(`The function ${owner.node.path}`),
        vpcId,
        securityGroupEgress: [
          {
            ipProtocol: 'tcp',
            fromPort: 443,
            toPort: 443,
            cidrIp: '0.0.0.0/0',
            description: 'HTTPS: AWS, other services',
          },
        ],
      }),
    ));
    this.allow(haveInterfaces());
    owner._amend(
      'function',
      () => (fn.vpcConfig = { subnetIds: privateSubnetIds, securityGroupIds: [group.attrGroupId] }),
    );
    return group;
  }
}

/** A version of the function as it is now. */
export function publishedVersion(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  fn: lambda.CfnFunction,
): lambda.CfnVersion {
  const version = withRemovalPolicy(
    new lambda.CfnVersion(owner, 'Version', { functionName: fn.ref }),
    choices.versionsKept ? 'retain' : 'delete',
  );
  // Lambda publishes a version once, and it stays as it is: other code or configuration is another version, so another
  // resource.
  const plain = Stack.of(owner).resolve(version.logicalId).slice(0, 223);
  // While CDK looks for references it would be made for nothing: there are none in it.
  version.overrideLogicalId(
    Lazy.uncachedString({ produce: ({ preparing }) => (preparing ? plain : plain + fingerprint(fn)) }),
  );
  return owner._slot('version', version);
}

/** The functions whose fingerprint is being taken. It is part of their description, but not of itself. */
const LOOKED_AT = new WeakSet<lambda.CfnFunction>();

/** Changes when a version would be another one. */
function fingerprint(fn: lambda.CfnFunction): string {
  LOOKED_AT.add(fn);
  const template = Stack.of(fn).resolve((fn as any)._toCloudFormation());
  LOOKED_AT.delete(fn);
  const [{ Properties }] = Object.values<any>(template.Resources);
  // What belongs to the function, and to none of its versions.
  const { Tags, ReservedConcurrentExecutions, CodeSigningConfigArn, ...versioned } = Properties;
  return createHash('sha256').update(JSON.stringify(versioned, inOrder)).digest('hex').slice(0, 32);
}

/** The order of calls is no configuration. */
function inOrder(_: string, value: any): any {
  return isPlain(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

/** What stands behind an alias, and how it goes over to another version. */
export interface AliasProps {
  readonly fn: lambda.CfnFunction;
  readonly version: lambda.CfnVersion;
  readonly updatePolicy?: CfnUpdatePolicy;
}

/** The name that all callers use. */
export function liveAlias(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  { fn, version, updatePolicy }: AliasProps,
): lambda.CfnAlias {
  const alias = new lambda.CfnAlias(owner, 'Alias', {
    name: choices.aliasName,
    functionName: fn.ref,
    functionVersion: version.attrVersion,
  });
  alias.cfnOptions.updatePolicy = updatePolicy;
  return owner._slot('alias', alias);
}
