import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { CapabilityConstruct } from './capability-construct';
import { lastingDescription } from './identity';
import { INetwork } from '../../binding/network';
import { description, upperFirst } from '../../support/names';

/** The other end of a rule: addresses, or another security group. */
export interface Peer {
  readonly cidrIpv4?: string;
  readonly referencedSecurityGroupId?: string;
}

/** A security group without rules. Each rule is a resource of its own. */
export function createSecurityGroup(
  owner: CapabilityConstruct,
  slot: string,
  text: string,
  network: INetwork,
): SecurityGroup {
  return owner._slot(
    slot,
    new SecurityGroup(owner, upperFirst(slot), {
      description: lastingDescription(owner, text),
      vpcId: network.vpcId,
      // A security group that is in use cannot be deleted first.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
}

/** A TCP port, or the first and the last of a range. */
export type Ports = number | { readonly fromPort: number; readonly toPort: number };

/** Lets a peer in on a TCP port. */
export function allowIngress(
  owner: CapabilityConstruct,
  slot: string,
  securityGroupId: string,
  port: Ports,
  peer: Peer,
  text: string,
): VpcSecurityGroupIngressRule {
  return owner._slot(
    slot,
    new VpcSecurityGroupIngressRule(owner, upperFirst(slot), { ...rule(owner, securityGroupId, port, text), ...peer }),
  );
}

/** Lets traffic out to a TCP port of a peer. */
export function allowEgress(
  owner: CapabilityConstruct,
  slot: string,
  securityGroupId: string,
  port: Ports,
  peer: Peer,
  text: string,
): VpcSecurityGroupEgressRule {
  return owner._slot(
    slot,
    new VpcSecurityGroupEgressRule(owner, upperFirst(slot), { ...rule(owner, securityGroupId, port, text), ...peer }),
  );
}

function rule(owner: CapabilityConstruct, securityGroupId: string, port: Ports, text: string) {
  const { fromPort, toPort } = typeof port === 'number' ? { fromPort: port, toPort: port } : port;
  return {
    securityGroupId,
    ipProtocol: 'tcp',
    fromPort,
    toPort,
    description: description(text),
    tags: owner._tags,
  };
}
