import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { createRolePolicy, createServiceRole } from '../../engines/aws/role';
import { upperFirst } from '../../support/names';

/** A function of the path's own: it does, in a deployment or for another service, what no resource does. */
export interface InlineFunctionProps {
  readonly description: string;
  /** Node.js, as it runs on AWS. It stands in the template, so that deploying needs no asset. */
  readonly code: string;
  readonly policyName: string;
  /** The statements of its policy, beside the one that lets it write its logs. */
  readonly statements: object[];
  readonly logGroup: logs.CfnLogGroup;
  readonly runtime: string;
  readonly architecture: string;
  readonly memoryMib: number;
  readonly timeoutSeconds: number;
  /** The concurrency that is reserved for it. Null where none is. */
  readonly concurrency: number | null;
}

/** A function whose code stands in the template. */
export interface InlineFunction {
  readonly role: iam.CfnRole;
  readonly rolePolicy: iam.CfnRolePolicy;
  readonly function: lambda.CfnFunction;
}

/** Makes a function of the path's own in the slots `<prefix>Role`, `<prefix>RolePolicy` and `<prefix>Function`. */
export function createInlineFunction(
  owner: CapabilityConstruct,
  prefix: string,
  props: InlineFunctionProps,
): InlineFunction {
  const role = createServiceRole(owner, `${prefix}Role`, 'lambda.amazonaws.com', props.description);
  const rolePolicy = renderRolePolicy(owner, prefix, props, role);
  const { logGroup } = props;
  const slot = `${prefix}Function`;
  const fn = new lambda.CfnFunction(owner, upperFirst(slot), {
    description: props.description,
    code: { zipFile: props.code },
    handler: 'index.handler',
    role: role.attrArn,
    runtime: props.runtime,
    architectures: [props.architecture],
    memorySize: props.memoryMib,
    timeout: props.timeoutSeconds,
    reservedConcurrentExecutions: props.concurrency ?? undefined,
    loggingConfig: { logGroup: logGroup.ref, logFormat: 'JSON' },
  });
  return { role, rolePolicy, function: owner._slot(slot, fn) };
}

function renderRolePolicy(
  owner: CapabilityConstruct,
  prefix: string,
  { policyName, statements, logGroup }: InlineFunctionProps,
  role: iam.CfnRole,
): iam.CfnRolePolicy {
  const logging = {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: logGroup.attrArn,
  };
  return createRolePolicy(owner, `${prefix}RolePolicy`, role, {
    policyName,
    policyDocument: { Version: '2012-10-17', Statement: [...statements, logging] },
  });
}
