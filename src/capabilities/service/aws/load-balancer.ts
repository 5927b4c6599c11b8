import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { renderAccessLogBucket } from './access-logs';
import { attributes } from './attributes';
import { FirewallResources, renderFirewall } from './firewall';
import { ListenerResources, renderListeners } from './listener';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { lastingDescription } from '../../../engines/aws/identity';
import { afterWaysOut } from '../../../engines/aws/network-view';
import { createCertificate, createDnsRecord } from '../../../parts/domain/aws';
import { LogBucket } from '../../../parts/log-bucket/aws';
import { LogRenderer } from '../../../parts/log-group/aws';
import { ServiceChoices } from '../decisions';
import { Exposure } from '../exposure';
import { ANY_PORT, isInternetFacing, portsOf } from '../ingress';

/** The load balancer of one service, and the resources around it. */
export interface LoadBalancerResources extends ListenerResources, Partial<LogBucket>, Partial<FirewallResources> {
  readonly loadBalancer: elbv2.CfnLoadBalancer;
  readonly loadBalancerSecurityGroup: ec2.CfnSecurityGroup;
  readonly certificate?: acm.CfnCertificate;
  readonly dnsRecord?: route53.CfnRecordSet;
}

/** Input of a load balancer. */
export interface LoadBalancerProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly targetGroup: elbv2.CfnTargetGroup;
  readonly log: LogRenderer;
  /** The security group of the tasks. */
  readonly tasks: ec2.CfnSecurityGroup;
  /** The zone of the domain name, when one is given or was found. */
  readonly hostedZoneId?: string;
}

/** An identity provider has no addresses that are known before. */
const TO_PROVIDER = { ipProtocol: 'tcp', fromPort: 443, toPort: 443, description: 'To the identity provider' };

/** A load balancer of the service's own. */
export function renderLoadBalancer(owner: CapabilityConstruct, props: LoadBalancerProps): LoadBalancerResources {
  const { choices, exposure, hostedZoneId, targetGroup, log } = props;
  const loadBalancerSecurityGroup = renderSecurityGroup(owner, props);
  const logs = choices.accessLogs ? renderAccessLogBucket(owner, choices) : undefined;
  const loadBalancer = renderBalancer(owner, props, loadBalancerSecurityGroup, logs);
  const secure = choices.tls === 'load-balancer';
  const { certificateArn } = exposure.domain;
  const certificate =
    secure && !certificateArn ? createCertificate(owner, choices.domainName!, hostedZoneId!) : undefined;
  const listeners = renderListeners(owner, choices, {
    loadBalancer,
    targetGroup,
    certificateArn: certificateArn ?? certificate?.ref,
    signIn: exposure.signIn,
  });
  const dnsRecord = secure && hostedZoneId ? renderDnsRecord(owner, choices, hostedZoneId, loadBalancer) : undefined;
  const firewall = choices.webApplicationFirewall
    ? renderFirewall(owner, { choices, balancer: loadBalancer, log })
    : undefined;
  return { loadBalancer, loadBalancerSecurityGroup, ...listeners, certificate, dnsRecord, ...logs, ...firewall };
}

function renderSecurityGroup(
  owner: CapabilityConstruct,
  { choices, network, tasks }: LoadBalancerProps,
): ec2.CfnSecurityGroup {
  const open = (port: number, cidrIp: string) => ({
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    cidrIp,
    description: `From ${cidrIp}`,
  });
  return owner._slot(
    'loadBalancerSecurityGroup',
    new ec2.CfnSecurityGroup(owner, 'LoadBalancerSecurityGroup', {
      groupDescription: lastingDescription(owner, `Load balancer of ${owner.node.path}`),
      vpcId: network.vpcId,
      // Inside the network nobody is let in who was not named.
      securityGroupIngress: isInternetFacing(choices)
        ? choices.allowedCidrs.flatMap(cidr => portsOf(choices).map(port => open(port, cidr)))
        : undefined,
      securityGroupEgress: [
        { ...ANY_PORT, destinationSecurityGroupId: tasks.attrGroupId, description: 'To the tasks' },
        ...(choices.signIn === null ? [] : [{ ...TO_PROVIDER, cidrIp: '0.0.0.0/0' }]),
      ],
    }),
  );
}

function renderBalancer(
  owner: CapabilityConstruct,
  { choices, network }: LoadBalancerProps,
  securityGroup: ec2.CfnSecurityGroup,
  logs: LogBucket | undefined,
): elbv2.CfnLoadBalancer {
  const internetFacing = isInternetFacing(choices);
  const balancer = owner._slot(
    'loadBalancer',
    new elbv2.CfnLoadBalancer(owner, 'LoadBalancer', {
      type: 'application',
      scheme: internetFacing ? 'internet-facing' : 'internal',
      ipAddressType: 'ipv4',
      subnets: internetFacing ? network.publicSubnetIds : network.privateSubnetIds,
      securityGroups: [securityGroup.attrGroupId],
      loadBalancerAttributes: attributes({
        'deletion_protection.enabled': choices.loadBalancerDeletionProtection,
        'routing.http.drop_invalid_header_fields.enabled': choices.dropInvalidHeaders,
        'routing.http.desync_mitigation_mode': choices.desyncMitigation,
        'idle_timeout.timeout_seconds': choices.idleTimeoutSeconds,
        'access_logs.s3.enabled': choices.accessLogs,
        ...(logs ? { 'access_logs.s3.bucket': logs.accessLogBucket.ref } : {}),
      }),
    }),
  );
  if (internetFacing) afterWaysOut(balancer, network);
  // The load balancer tries to write when logging is switched on.
  if (logs) balancer.addResourceDependency(logs.accessLogBucketPolicy);
  return balancer;
}

function renderDnsRecord(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  hostedZoneId: string,
  { attrDnsName, attrCanonicalHostedZoneId }: elbv2.CfnLoadBalancer,
): route53.CfnRecordSet {
  const domain = { domainName: choices.domainName!, hostedZoneId };
  const target = { dnsName: attrDnsName, hostedZoneId: attrCanonicalHostedZoneId };
  return createDnsRecord(owner, { slot: 'dnsRecord', type: 'A' }, domain, target);
}
