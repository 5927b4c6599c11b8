import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { createRolePolicy, dependOn, createServiceRole } from '../../../engines/terraform/role';
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
  const flowLogRolePolicy = createRolePolicy(owner, 'flowLogRolePolicy', flowLogRole, {
    name: 'WriteFlowLog',
    // Terraform's ARN of a log group has no streams in it.
    document: () => flowLogPolicy(`${flowLogGroup.arn}:*`),
  });
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
