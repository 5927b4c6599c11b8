import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { NetworkResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { createRolePolicy, createServiceRole } from '../../../engines/aws/role';
import { LogRenderer } from '../../../parts/log-group/aws';
import { NetworkChoices } from '../decisions';
import { flowLogPolicy, TRAFFIC } from '../flow-log';

/** The flow log of a network, and what writes it. */
export type FlowLog = Required<
  Pick<NetworkResources, 'flowLog' | 'flowLogGroup' | 'flowLogRole' | 'flowLogRolePolicy'>
>;

export function renderFlowLog(
  owner: CapabilityConstruct,
  vpc: ec2.CfnVPC,
  log: LogRenderer,
  choices: NetworkChoices,
): FlowLog {
  const flowLogGroup = log.logGroup('flowLogGroup');
  const description = 'Writes the flow log of the network.';
  const flowLogRole = createServiceRole(owner, 'flowLogRole', 'vpc-flow-logs.amazonaws.com', description);
  const flowLogRolePolicy = createRolePolicy(owner, 'flowLogRolePolicy', flowLogRole, {
    policyName: 'WriteFlowLog',
    policyDocument: flowLogPolicy(flowLogGroup.attrArn),
  });
  const flowLog = owner._slot(
    'flowLog',
    new ec2.CfnFlowLog(owner, 'FlowLog', {
      resourceType: 'VPC',
      resourceId: vpc.ref,
      trafficType: TRAFFIC[choices.flowLogTraffic],
      maxAggregationInterval: choices.flowLogIntervalSeconds,
      logDestinationType: 'cloud-watch-logs',
      logGroupName: flowLogGroup.ref,
      deliverLogsPermissionArn: flowLogRole.attrArn,
      tags: [{ key: 'Name', value: owner.node.path }],
    }),
  );
  // Records that cannot be written are lost.
  flowLog.addResourceDependency(flowLogRolePolicy);
  return { flowLog, flowLogGroup, flowLogRole, flowLogRolePolicy };
}
