import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { dependOn, createServiceRole } from '../../../engines/terraform/role';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { NetworkChoices } from '../decisions';
import { flowLogPolicy, TRAFFIC } from '../flow-log';

/** The flow log of a network, and what writes it. */
export type NetworkFlowLog = Required<
  Pick<NetworkResources, 'flowLog' | 'flowLogGroup' | 'flowLogRole' | 'flowLogRolePolicy'>
>;

export function renderFlowLog(
  owner: CapabilityConstruct,
  vpc: Vpc,
  log: LogRenderer,
  choices: NetworkChoices,
): NetworkFlowLog {
  const flowLogGroup = log.logGroup('flowLogGroup');
  const description = 'Writes the flow log of the network.';
  const flowLogRole = createServiceRole(owner, 'flowLogRole', 'vpc-flow-logs.amazonaws.com', description);
  const flowLogRolePolicy = renderRolePolicy(owner, flowLogRole, flowLogGroup);
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

function renderRolePolicy(owner: CapabilityConstruct, role: IamRole, logGroup: CloudwatchLogGroup) {
  return owner._slot(
    'flowLogRolePolicy',
    new IamRolePolicy(owner, 'FlowLogRolePolicy', {
      name: 'WriteFlowLog',
      role: role.id,
      // Terraform's ARN of a log group has no streams in it.
      policy: json(flowLogPolicy(`${logGroup.arn}:*`)),
    }),
  );
}
