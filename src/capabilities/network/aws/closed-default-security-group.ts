import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CLOSING_CODE } from './closing-code';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { inlineFunction } from '../../../parts/inline-function/aws';
import { customResource } from '../../../parts/inline-function/aws/custom-resource';
import { LogRenderer } from '../../../parts/log-group/aws';
import { NetworkChoices } from '../decisions';

/** What takes the rules out of the default security group. */
export interface ClosedDefaultSecurityGroup {
  readonly closedDefaultSecurityGroup: CfnResource;
  readonly closingFunction: lambda.CfnFunction;
  readonly closingLogGroup: logs.CfnLogGroup;
  readonly closingRole: iam.CfnRole;
  readonly closingRolePolicy: iam.CfnRolePolicy;
}

/** How long CloudFormation waits for an answer, in seconds. */
const PATIENCE = 300;

/**
 * Closes the default security group. CloudFormation has no property for it, so that a function does it, once.
 *
 * It differs from CDK's own, in that the deletion of the stack does not open the group again, and in that it may
 * change this one group and nothing else.
 */
export function closeDefaultSecurityGroup(
  owner: CapabilityConstruct,
  vpc: ec2.CfnVPC,
  log: LogRenderer,
  choices: NetworkChoices,
): ClosedDefaultSecurityGroup {
  const stack = Stack.of(owner);
  const closingLogGroup = log.logGroup('closingLogGroup');
  const closing = inlineFunction(owner, 'closing', {
    description: 'Closes the default security group of the network.',
    code: CLOSING_CODE,
    policyName: 'CloseDefaultSecurityGroup',
    statements: [
      {
        Effect: 'Allow',
        Action: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
        Resource: stack.formatArn({
          service: 'ec2',
          resource: 'security-group',
          resourceName: vpc.attrDefaultSecurityGroup,
        }),
      },
    ],
    logGroup: closingLogGroup,
    runtime: choices.closingRuntime,
    architecture: choices.closingArchitecture,
    memoryMib: choices.closingMemoryMib,
    timeoutSeconds: choices.closingTimeoutSeconds,
    concurrency: choices.closingConcurrency,
  });
  const closedDefaultSecurityGroup = customResource(owner, 'closedDefaultSecurityGroup', {
    type: 'ClosedDefaultSecurityGroup',
    by: closing,
    patience: PATIENCE,
    properties: { securityGroupId: vpc.attrDefaultSecurityGroup, ownerId: stack.account },
  });
  return {
    closedDefaultSecurityGroup,
    closingFunction: closing.function,
    closingLogGroup,
    closingRole: closing.role,
    closingRolePolicy: closing.rolePolicy,
  };
}
