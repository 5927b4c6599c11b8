import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CLOSING_CODE } from './closing-code';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { LogRenderer } from '../../../aws/logs';
import { upperFirst } from '../../../core/words';
import { NetworkChoices } from '../decisions';

/** What takes the rules out of the default security group. */
export interface ClosedDefaultSecurityGroup {
  readonly closedDefaultSecurityGroup: CfnClosedDefaultSecurityGroup;
  readonly closingFunction: lambda.CfnFunction;
  readonly closingLogGroup: logs.CfnLogGroup;
  readonly closingRole: iam.CfnRole;
  readonly closingRolePolicy: iam.CfnRolePolicy;
}

/** What the function is asked. */
interface CfnClosedDefaultSecurityGroupProps {
  readonly serviceToken: string;
  /** In seconds. */
  readonly serviceTimeout: number;
  readonly securityGroupId: string;
  readonly ownerId: string;
}

/** The custom resource as an L1 of its own, whose properties can be read, patched and compared as those of any other. */
class CfnClosedDefaultSecurityGroup extends CfnResource {
  public serviceToken: string;
  public serviceTimeout: number;
  public securityGroupId: string;
  public ownerId: string;

  constructor(scope: Construct, id: string, props: CfnClosedDefaultSecurityGroupProps) {
    super(scope, id, { type: 'Custom::ClosedDefaultSecurityGroup' });
    ({ serviceToken: this.serviceToken, serviceTimeout: this.serviceTimeout, securityGroupId: this.securityGroupId, ownerId: this.ownerId } = props);
  }

  protected override get cfnProperties(): { [key: string]: any } {
    const { serviceToken, serviceTimeout, securityGroupId, ownerId } = this;
    return { serviceToken, serviceTimeout, securityGroupId, ownerId };
  }

  protected override renderProperties(properties: { [key: string]: any }): { [key: string]: any } {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [upperFirst(key), value]));
  }
}

/** How long CloudFormation waits for an answer, in seconds. Its own default is an hour. */
const PATIENCE = 300;

/**
 * Closes the default security group. CloudFormation has no property for it, so that a function does it, once.
 *
 * It differs from CDK's own, in that the deletion of the stack does not open the group again, and in that it may
 * change this one group and nothing else.
 */
export function closeDefaultSecurityGroup(owner: CapabilityConstruct, vpc: ec2.CfnVPC, log: LogRenderer, choices: NetworkChoices): ClosedDefaultSecurityGroup {
  const stack = Stack.of(owner);
  const closingLogGroup = log.logGroup('closingLogGroup');
  const closingRole = owner._slot('closingRole', new iam.CfnRole(owner, 'ClosingRole', {
    description: 'Closes the default security group of the network.',
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    },
  }));
  const closingRolePolicy = owner._slot('closingRolePolicy', new iam.CfnRolePolicy(owner, 'ClosingRolePolicy', {
    roleName: closingRole.ref,
    policyName: 'CloseDefaultSecurityGroup',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
        Resource: stack.formatArn({ service: 'ec2', resource: 'security-group', resourceName: vpc.attrDefaultSecurityGroup }),
      }, {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: closingLogGroup.attrArn,
      }],
    },
  }));
  const closingFunction = owner._slot('closingFunction', new lambda.CfnFunction(owner, 'ClosingFunction', {
    description: 'Closes the default security group of the network.',
    code: { zipFile: CLOSING_CODE },
    handler: 'index.handler',
    role: closingRole.attrArn,
    runtime: choices.closingRuntime,
    architectures: [choices.closingArchitecture],
    memorySize: choices.closingMemoryMib,
    timeout: choices.closingTimeoutSeconds,
    reservedConcurrentExecutions: choices.closingConcurrency ?? undefined,
    loggingConfig: { logGroup: closingLogGroup.ref, logFormat: 'JSON' },
  }));
  const closedDefaultSecurityGroup = owner._slot('closedDefaultSecurityGroup', new CfnClosedDefaultSecurityGroup(owner, 'ClosedDefaultSecurityGroup', {
    serviceToken: closingFunction.attrArn,
    serviceTimeout: PATIENCE,
    securityGroupId: vpc.attrDefaultSecurityGroup,
    ownerId: stack.account,
  }));
  closedDefaultSecurityGroup.addResourceDependency(closingRolePolicy);
  return { closedDefaultSecurityGroup, closingFunction, closingLogGroup, closingRole, closingRolePolicy };
}
