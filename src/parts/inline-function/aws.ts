import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { upperFirst } from '../../support/names';

/**
 * What a function of the path's own does: in a deployment what CloudFormation has no property for, or what another
 * service calls it for.
 */
export interface InlineFunctionProps {
  readonly description: string;
  /** Node.js, as it runs on AWS. In the template, so that deploying needs no asset. */
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

/** A function whose code stands in the template. */
export interface InlineFunction {
  readonly role: iam.CfnRole;
  readonly rolePolicy: iam.CfnRolePolicy;
  readonly function: lambda.CfnFunction;
}

/** Makes a function of the path's own in the slots `<prefix>Role`, `<prefix>RolePolicy` and `<prefix>Function`. */
export function inlineFunction(owner: CapabilityConstruct, prefix: string, props: InlineFunctionProps): InlineFunction {
  const { description, logGroup } = props;
  const role = owner._slot(
    `${prefix}Role`,
    new iam.CfnRole(owner, `${upperFirst(prefix)}Role`, {
      description,
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
    }),
  );
  const rolePolicy = owner._slot(
    `${prefix}RolePolicy`,
    new iam.CfnRolePolicy(owner, `${upperFirst(prefix)}RolePolicy`, {
      roleName: role.ref,
      policyName: props.policyName,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          ...props.statements,
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: logGroup.attrArn,
          },
        ],
      },
    }),
  );
  return {
    role,
    rolePolicy,
    function: owner._slot(
      `${prefix}Function`,
      new lambda.CfnFunction(owner, `${upperFirst(prefix)}Function`, {
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
      }),
    ),
  };
}
