import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { renderAccessLogBucket } from './access-logs';
import { FirewallResources, renderFirewall } from './firewall';
import { ListenerResources, renderListeners } from './listener';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
import { allowEgress, allowIngress, createSecurityGroup } from '../../../engines/terraform/security-groups';
import { CertificateResources, createCertificate, createDnsRecord } from '../../../parts/domain/terraform';
import { LogBucket } from '../../../parts/log-bucket/terraform';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { isToken } from '../../../support/tokens';
import { ServiceChoices } from '../decisions';
import { Exposure } from '../exposure';
import { ANY_PORT, isInternetFacing, portsOf } from '../ingress';

/** The security group of a load balancer, with its rules. */
interface SecurityGroupResources {
  readonly loadBalancerSecurityGroup: SecurityGroup;
  readonly loadBalancerIngress: VpcSecurityGroupIngressRule[];
  readonly loadBalancerEgress: VpcSecurityGroupEgressRule;
  readonly signInEgress?: VpcSecurityGroupEgressRule;
}

/** The load balancer of one service, and the resources around it. */
export interface LoadBalancerResources
  extends
    SecurityGroupResources,
    ListenerResources,
    Partial<LogBucket>,
    Partial<FirewallResources>,
    Partial<CertificateResources> {
  readonly loadBalancer: Lb;
  readonly dnsRecord?: Route53Record;
}

/** Input of a load balancer. */
export interface LoadBalancerProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly targetGroup: LbTargetGroup;
  readonly log: LogRenderer;
  /** The security group of the tasks. */
  readonly tasks: SecurityGroup;
  /** The zone of the domain name, when one is given or was found. */
  readonly hostedZoneId?: string;
}

/** A load balancer of the service's own. */
export function renderLoadBalancer(owner: CapabilityConstruct, props: LoadBalancerProps): LoadBalancerResources {
  const { choices, exposure, hostedZoneId, targetGroup, log } = props;
  const guarded = renderSecurityGroup(owner, props);
  const logs = choices.accessLogs ? renderAccessLogBucket(owner, choices) : undefined;
  const loadBalancer = renderBalancer(owner, props, guarded.loadBalancerSecurityGroup, logs);
  const secure = choices.tls === 'load-balancer';
  const { certificateArn } = exposure.domain;
  const certified =
    secure && !certificateArn ? createCertificate(owner, choices.domainName!, hostedZoneId!) : undefined;
  const listeners = renderListeners(owner, choices, {
    loadBalancer,
    targetGroup,
    // That of the validation: a listener takes no certificate that is not valid yet.
    certificateArn: certificateArn ?? certified?.certificateValidation.certificateArn,
    signIn: exposure.signIn,
  });
  const dnsRecord = secure && hostedZoneId ? renderDnsRecord(owner, choices, hostedZoneId, loadBalancer) : undefined;
  const firewall = choices.webApplicationFirewall
    ? renderFirewall(owner, { choices, balancer: loadBalancer, log })
    : undefined;
  return { loadBalancer, ...guarded, ...listeners, dnsRecord, ...certified, ...logs, ...firewall };
}

function renderSecurityGroup(
  owner: CapabilityConstruct,
  { choices, network, tasks }: LoadBalancerProps,
): SecurityGroupResources {
  const group = createSecurityGroup(owner, 'loadBalancerSecurityGroup', `Load balancer of ${owner.node.path}`, network);
  // Inside the network nobody is let in who was not named.
  const cidrs = isInternetFacing(choices) ? choices.allowedCidrs : [];
  const open = (port: number, cidrIpv4: string, index: number) => {
    const slot = `loadBalancerIngress${port}From${isToken(cidrIpv4) ? index : cidrIpv4.replace(/\W/g, '_')}`;
    const text = `From ${isToken(cidrIpv4) ? 'allowed addresses' : cidrIpv4}`;
    return allowIngress(owner, slot, group.id, port, { cidrIpv4 }, text);
  };
  const loadBalancerIngress = cidrs.flatMap((cidr, index) => portsOf(choices).map(port => open(port, cidr, index)));
  const peer = { referencedSecurityGroupId: tasks.id };
  const loadBalancerEgress = allowEgress(owner, 'loadBalancerEgress', group.id, ANY_PORT, peer, 'To the tasks');
  // An identity provider has no addresses that are known before.
  const signInEgress =
    choices.signIn === null
      ? undefined
      : allowEgress(owner, 'signInEgress', group.id, 443, { cidrIpv4: '0.0.0.0/0' }, 'To the identity provider');
  return { loadBalancerSecurityGroup: group, loadBalancerIngress, loadBalancerEgress, signInEgress };
}

function renderBalancer(
  owner: CapabilityConstruct,
  { choices, network }: LoadBalancerProps,
  { id }: SecurityGroup,
  logs: LogBucket | undefined,
): Lb {
  const internetFacing = isInternetFacing(choices);
  const balancer = owner._slot(
    'loadBalancer',
    new Lb(owner, 'LoadBalancer', {
      loadBalancerType: 'application',
      internal: !internetFacing,
      ipAddressType: 'ipv4',
      subnets: internetFacing ? network.publicSubnetIds : network.privateSubnetIds,
      securityGroups: [id],
      enableDeletionProtection: choices.loadBalancerDeletionProtection,
      dropInvalidHeaderFields: choices.dropInvalidHeaders,
      desyncMitigationMode: choices.desyncMitigation,
      idleTimeout: choices.idleTimeoutSeconds,
      accessLogs: logs && { enabled: true, bucket: logs.accessLogBucket.id },
      // The plan fails, before anything else is taken down.
      lifecycle: choices.loadBalancerDeletionProtection ? { preventDestroy: true } : undefined,
      tags: owner._tags,
    }),
  );
  // The load balancer tries to write when logging is switched on.
  if (logs) dependOn(balancer, logs.accessLogBucketPolicy);
  return balancer;
}

function renderDnsRecord(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  hostedZoneId: string,
  { dnsName, zoneId }: Lb,
): Route53Record {
  const domain = { domainName: choices.domainName!, hostedZoneId };
  return createDnsRecord(owner, { slot: 'dnsRecord', type: 'A' }, domain, { name: dnsName, zoneId });
}
