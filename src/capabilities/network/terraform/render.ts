import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { renderEndpoints } from './endpoints';
import { renderFlowLog } from './flow-log';
import { NetworkResources } from './resources';
import { SubnetRenderer } from './subnets';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { networkParameters } from '../../../parts/published-parameters/published-parameters';
import { renderParameters } from '../../../parts/published-parameters/terraform';
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
  const closedDefaultSecurityGroup =
    choices.defaultSecurityGroup === 'closed' ? closeDefaultSecurityGroup(owner, vpc) : undefined;
  const attributes = {
    vpcId: vpc.id,
    cidrBlock: choices.cidrBlock,
    // Those of the subnets, and not of the region: its list may have changed since they were made.
    availabilityZones: choices.availabilityZones ?? subnets.privateSubnets.map(subnet => subnet.availabilityZone),
    publicSubnetIds: subnets.publicSubnets.map(subnet => subnet.id),
    privateSubnetIds: subnets.privateSubnets.map(subnet => subnet.id),
    isolatedSubnetIds: subnets.isolatedSubnets.map(subnet => subnet.id),
  };
  const parameters =
    choices.publishTo === null
      ? []
      : renderParameters(owner, networkParameters(owner.node.path, attributes, choices.publishTo));
  const { logKey } = log;
  return {
    resources: { vpc, ...subnets, ...endpoints, logKey, ...flowLog, closedDefaultSecurityGroup, parameters },
    attributes,
  };
}

function renderVpc(owner: CapabilityConstruct, choices: NetworkChoices): Vpc {
  return owner._slot(
    'vpc',
    new Vpc(owner, 'Resource', {
      cidrBlock: choices.cidrBlock,
      enableDnsSupport: choices.dnsSupport,
      enableDnsHostnames: choices.dnsHostnames,
      tags: { ...owner._tags, Name: owner.node.path },
    }),
  );
}

/**
 * Closes the default security group: Terraform takes it over and removes every rule that is not in the configuration.
 * It stays closed when the network is destroyed.
 */
function closeDefaultSecurityGroup(owner: CapabilityConstruct, vpc: Vpc): DefaultSecurityGroup {
  return owner._slot(
    'closedDefaultSecurityGroup',
    new DefaultSecurityGroup(owner, 'ClosedDefaultSecurityGroup', {
      vpcId: vpc.id,
      tags: { ...owner._tags, Name: `${owner.node.path}/closed` },
    }),
  );
}
