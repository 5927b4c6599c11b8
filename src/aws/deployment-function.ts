import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CapabilityConstruct } from './capability-construct';
import { upperFirst } from '../core/words';

/** What a function of the path's own does: in a deployment what CloudFormation has no property for, or what another service calls it for. */
export interface DeploymentFunctionProps {
  readonly description: string;
  /** Node.js, as it runs on AWS. It stands in the template, so that deploying needs no asset. */
  readonly code: string;
  readonly policyName: string;
  /** What it may do, beside writing its logs. */
  readonly statements: object[];
  readonly logGroup: logs.CfnLogGroup;
  readonly runtime: string;
  readonly architecture: string;
  readonly memoryMib: number;
  readonly timeoutSeconds: number;
  /** Null for none of its own. */
  readonly concurrency: number | null;
}

/** A function of the path's own, which CloudFormation or another service calls. */
export interface DeploymentFunction {
  readonly role: iam.CfnRole;
  readonly rolePolicy: iam.CfnRolePolicy;
  readonly function: lambda.CfnFunction;
}

/** Makes such a function in the slots `<prefix>Role`, `<prefix>RolePolicy` and `<prefix>Function`. */
export function deploymentFunction(owner: CapabilityConstruct, prefix: string, props: DeploymentFunctionProps): DeploymentFunction {
  const { description, logGroup } = props;
  const role = owner._slot(`${prefix}Role`, new iam.CfnRole(owner, `${upperFirst(prefix)}Role`, {
    description,
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
  }));
  const rolePolicy = owner._slot(`${prefix}RolePolicy`, new iam.CfnRolePolicy(owner, `${upperFirst(prefix)}RolePolicy`, {
    roleName: role.ref,
    policyName: props.policyName,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [...props.statements, {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: logGroup.attrArn,
      }],
    },
  }));
  return {
    role,
    rolePolicy,
    function: owner._slot(`${prefix}Function`, new lambda.CfnFunction(owner, `${upperFirst(prefix)}Function`, {
      description,
      code: { zipFile: props.code },
      handler: 'index.handler',
      role: role.attrArn,
      runtime: props.runtime,
      architectures: [props.architecture],
      memorySize: props.memoryMib,
      timeout: props.timeoutSeconds,
      reservedConcurrentExecutions: props.concurrency ?? undefined,
      loggingConfig: { logGroup: logGroup.ref, logFormat: 'JSON' },
    })),
  };
}

/** What a function is asked: what it answers for, how long CloudFormation waits for that, and properties of its own. */
export interface CustomResourceProps {
  /** The part after `Custom::`. */
  readonly type: string;
  readonly by: DeploymentFunction;
  /** In seconds. CloudFormation's own default is an hour. */
  readonly patience: number;
  readonly properties: { readonly [name: string]: any };
}

/** Makes in a slot what a function answers for. It is done while the function has its permissions, and undone likewise. */
export function customResource(owner: CapabilityConstruct, slot: string, { type, by, patience, properties }: CustomResourceProps): CfnResource {
  const resource = new CfnCustomResource(owner, upperFirst(slot), `Custom::${type}`, { serviceToken: by.function.attrArn, serviceTimeout: patience, ...properties });
  owner._slot(slot, resource);
  resource.addResourceDependency(by.rolePolicy);
  return resource;
}

/** A custom resource as an L1 of its own, whose properties can be read, patched and compared as those of any other. */
class CfnCustomResource extends CfnResource {
  private readonly names: string[];

  constructor(scope: Construct, id: string, type: string, properties: { readonly [name: string]: any }) {
    super(scope, id, { type });
    this.names = Object.keys(properties);
    Object.assign(this, properties);
  }

  protected override get cfnProperties(): { [key: string]: any } {
    return Object.fromEntries(this.names.map(name => [name, (this as any)[name]]));
  }

  protected override renderProperties(properties: { [key: string]: any }): { [key: string]: any } {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [upperFirst(key), value]));
  }
}
