import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { dependOn, serviceRole } from '../../../engines/terraform/role';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { NetworkChoices } from '../decisions';
import { flowLogPolicy, TRAFFIC } from '../flow-log';

/** The record of who spoke to whom. */
export interface NetworkFlowLog {
  readonly flowLog: FlowLog;
  readonly flowLogGroup: CloudwatchLogGroup;
  readonly flowLogRole: IamRole;
  readonly flowLogRolePolicy: IamRolePolicy;
}

export function renderFlowLog(
  owner: CapabilityConstruct,
  vpc: Vpc,
  log: LogRenderer,
  choices: NetworkChoices,
): NetworkFlowLog {
  const flowLogGroup = log.logGroup('flowLogGroup');
  const flowLogRole = serviceRole(
    owner,
    'flowLogRole',
    'vpc-flow-logs.amazonaws.com',
    'Writes the flow log of the network.',
  );
  const flowLogRolePolicy = owner._slot(
    'flowLogRolePolicy',
    new IamRolePolicy(owner, 'FlowLogRolePolicy', {
      name: 'WriteFlowLog',
      role: flowLogRole.id,
      // Terraform's ARN of a log group has no streams in it.
      policy: json(flowLogPolicy(`${flowLogGroup.arn}:*`)),
    }),
  );
  const flowLog = new FlowLog(owner, 'FlowLog', {
    vpcId: vpc.id,
    trafficType: TRAFFIC[choices.flowLogTraffic],
    maxAggregationInterval: choices.flowLogIntervalSeconds,
    logDestinationType: 'cloud-watch-logs',
    logDestination: flowLogGroup.arn,
    iamRoleArn: flowLogRole.arn,
    tags: { ...owner._tags, Name: owner.node.path },
  });
  // Records that cannot be written are lost.
  dependOn(flowLog, flowLogRolePolicy);
  return { flowLog: owner._slot('flowLog', flowLog), flowLogGroup, flowLogRole, flowLogRolePolicy };
}
