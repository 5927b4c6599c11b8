import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { closeDefaultSecurityGroup } from './closed-default-security-group';
import { renderEndpoints } from './endpoints';
import { renderFlowLog } from './flow-log';
import { NetworkResources } from './resources';
import { SubnetRenderer } from './subnets';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { LogRenderer } from '../../../parts/log-group/aws';
import { renderParameters } from '../../../parts/published-parameters/aws';
import { networkParameters } from '../../../parts/published-parameters/published-parameters';
import { NetworkChoices } from '../decisions';
import { NetworkAttributes } from '../props';

/** A network as it was made: its resources, and the attributes by which constructs are placed in it. */
export interface RenderedNetwork {
  readonly resources: NetworkResources;
  readonly attributes: Required<NetworkAttributes>;
}

export function renderNetwork(owner: CapabilityConstruct, choices: NetworkChoices): RenderedNetwork {
  const vpc = renderVpc(owner, choices);
  const renderer = new SubnetRenderer(owner, vpc, choices);
  const publicSubnets = renderer.renderPublicSubnets();
  const internalSubnets = renderer.renderInternalSubnets(publicSubnets.natGateways);
  const subnets = { ...publicSubnets, ...internalSubnets };
  const endpoints = renderEndpoints(owner, { vpc, ...subnets }, choices);
  const log = new LogRenderer(owner, choices);
  const flowLog = choices.flowLogs ? renderFlowLog(owner, vpc, log, choices) : {};
  const closing = choices.defaultSecurityGroup === 'closed' ? closeDefaultSecurityGroup(owner, vpc, log, choices) : {};
  const attributes = {
    vpcId: vpc.ref,
    cidrBlock: choices.cidrBlock,
    availabilityZones: renderer.zones,
    publicSubnetIds: subnets.publicSubnets.map(subnet => subnet.ref),
    privateSubnetIds: subnets.privateSubnets.map(subnet => subnet.ref),
    isolatedSubnetIds: subnets.isolatedSubnets.map(subnet => subnet.ref),
  };
  const parameters =
    choices.publishTo === null
      ? []
      : renderParameters(owner, networkParameters(owner.node.path, attributes, choices.publishTo));
  return {
    resources: { vpc, ...subnets, ...endpoints, logKey: log.logKey, ...flowLog, ...closing, parameters },
    attributes,
  };
}

function renderVpc(owner: CapabilityConstruct, choices: NetworkChoices): ec2.CfnVPC {
  return owner._slot(
    'vpc',
    new ec2.CfnVPC(owner, 'Resource', {
      cidrBlock: choices.cidrBlock,
      enableDnsSupport: choices.dnsSupport,
      enableDnsHostnames: choices.dnsHostnames,
      tags: [{ key: 'Name', value: owner.node.path }],
    }),
  );
}
