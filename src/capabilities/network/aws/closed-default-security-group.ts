import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CLOSING_CODE } from './closing-code';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createInlineFunction, InlineFunction } from '../../../parts/inline-function/aws';
import { createCustomResource } from '../../../parts/inline-function/aws/custom-resource';
import { LogRenderer } from '../../../parts/log-group/aws';
import { NetworkChoices } from '../decisions';

/** The custom resource that takes the rules out of the default security group, and its function. */
export type ClosedDefaultSecurityGroup = Required<
  Pick<
    NetworkResources,
    'closedDefaultSecurityGroup' | 'closingFunction' | 'closingLogGroup' | 'closingRole' | 'closingRolePolicy'
  >
>;

/** The time for which CloudFormation waits for an answer of the function. */
const ANSWER_TIMEOUT_SECONDS = 300;

/**
 * Closes the default security group. CloudFormation has no property for it, so a function does it, once.
 *
 * CDK has such a function too. This one leaves the group closed when the stack is deleted, and may change no other
 * group.
 */
export function closeDefaultSecurityGroup(
  owner: CapabilityConstruct,
  vpc: ec2.CfnVPC,
  log: LogRenderer,
  choices: NetworkChoices,
): ClosedDefaultSecurityGroup {
  const closingLogGroup = log.logGroup('closingLogGroup');
  const closing = renderFunction(owner, vpc, closingLogGroup, choices);
  const closedDefaultSecurityGroup = createCustomResource(owner, 'closedDefaultSecurityGroup', {
    type: 'ClosedDefaultSecurityGroup',
    by: closing,
    patience: ANSWER_TIMEOUT_SECONDS,
    properties: { securityGroupId: vpc.attrDefaultSecurityGroup, ownerId: Stack.of(owner).account },
  });
  return {
    closedDefaultSecurityGroup,
    closingFunction: closing.function,
    closingLogGroup,
    closingRole: closing.role,
    closingRolePolicy: closing.rolePolicy,
  };
}

function renderFunction(
  owner: CapabilityConstruct,
  vpc: ec2.CfnVPC,
  logGroup: logs.CfnLogGroup,
  choices: NetworkChoices,
): InlineFunction {
  const group = { service: 'ec2', resource: 'security-group', resourceName: vpc.attrDefaultSecurityGroup };
  return createInlineFunction(owner, 'closing', {
    description: 'Closes the default security group of the network.',
    code: CLOSING_CODE,
    policyName: 'CloseDefaultSecurityGroup',
    statements: [
      {
        Effect: 'Allow',
        Action: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
        Resource: Stack.of(owner).formatArn(group),
      },
    ],
    logGroup,
    runtime: choices.closingRuntime,
    architecture: choices.closingArchitecture,
    memoryMib: choices.closingMemoryMib,
    timeoutSeconds: choices.closingTimeoutSeconds,
    concurrency: choices.closingConcurrency,
  });
}
