import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { accessLogBucket, AccessLogResources } from './access-logs';
import { firewall, FirewallResources } from './firewall';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
import { egress, ingress, securityGroup } from '../../../engines/terraform/security-groups';
import { isToken } from '../../../support/tokens';
import { isInternetFacing } from '../check-choices';
import { ServiceChoices } from '../decisions';
import { Exposure, SharedLoadBalancerOptions } from '../exposure';

/** The load balancer of one service, and all that stands around it. */
export interface LoadBalancerResources
  extends Partial<AccessLogResources>, Partial<FirewallResources>, Partial<CertificateResources> {
  readonly loadBalancer: Lb;
  readonly loadBalancerSecurityGroup: SecurityGroup;
  readonly loadBalancerIngress: VpcSecurityGroupIngressRule[];
  readonly loadBalancerEgress: VpcSecurityGroupEgressRule;
  readonly listener: LbListener;
  readonly redirectListener?: LbListener;
  readonly dnsRecord?: Route53Record;
}

/** A certificate, and its validation by DNS. */
export interface CertificateResources {
  readonly certificate: AcmCertificate;
  readonly certificateValidationRecord: Route53Record;
  readonly certificateValidation: AcmCertificateValidation;
}

/** What a load balancer is made from. */
export interface LoadBalancerProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly targetGroup: LbTargetGroup;
  /** The zone of the domain name, when one is given or was found. */
  readonly hostedZoneId?: string;
}

/** A load balancer of the service's own. */
export function loadBalancer(owner: CapabilityConstruct, props: LoadBalancerProps): LoadBalancerResources {
  const { choices, exposure, network, hostedZoneId } = props;
  const internetFacing = isInternetFacing(choices);
  const secure = choices.tls === 'load-balancer';
  const port = secure ? 443 : 80;
  const group = securityGroup(owner, 'loadBalancerSecurityGroup', `Load balancer of ${owner.node.path}`, network);
  const ports = internetFacing && choices.redirectHttp ? [port, 80] : [port];
  // Inside the network nobody is let in who was not named.
  const cidrs = internetFacing ? choices.allowedCidrs : [];
  const loadBalancerIngress = cidrs.flatMap((cidrIpv4, index) =>
    ports.map(each =>
      ingress(
        owner,
        `loadBalancerIngress${each}From${isToken(cidrIpv4) ? index : cidrIpv4.replace(/\W/g, '_')}`,
        group.id,
        each,
        { cidrIpv4 },
        `From ${isToken(cidrIpv4) ? 'allowed addresses' : cidrIpv4}`,
      ),
    ),
  );
  const loadBalancerEgress = egress(
    owner,
    'loadBalancerEgress',
    group.id,
    choices.port,
    { cidrIpv4: network.cidrBlock },
    'To the tasks',
  );
  const logs = choices.accessLogs ? accessLogBucket(owner, choices) : undefined;
  const balancer = owner._slot(
    'loadBalancer',
    new Lb(owner, 'LoadBalancer', {
      loadBalancerType: 'application',
      internal: !internetFacing,
      ipAddressType: 'ipv4',
      subnets: internetFacing ? network.publicSubnetIds : network.privateSubnetIds,
      securityGroups: [group.id],
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

  const { certificateArn } = exposure.domain;
  const certified = secure && !certificateArn ? certificate(owner, choices.domainName!, hostedZoneId!) : undefined;
  const listener = owner._slot(
    'listener',
    new LbListener(owner, 'Listener', {
      loadBalancerArn: balancer.arn,
      port,
      protocol: secure ? 'HTTPS' : 'HTTP',
      sslPolicy: secure ? choices.tlsPolicy : undefined,
      // That of the validation: a listener takes no certificate that is not valid yet.
      certificateArn: secure ? (certificateArn ?? certified?.certificateValidation.certificateArn) : undefined,
      defaultAction: [{ type: 'forward', targetGroupArn: props.targetGroup.arn }],
      tags: owner._tags,
    }),
  );
  const redirectListener =
    secure && choices.redirectHttp
      ? owner._slot(
          'redirectListener',
          new LbListener(owner, 'RedirectListener', {
            loadBalancerArn: balancer.arn,
            port: 80,
            protocol: 'HTTP',
            defaultAction: [{ type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }],
            tags: owner._tags,
          }),
        )
      : undefined;
  const dnsRecord =
    secure && hostedZoneId
      ? owner._slot(
          'dnsRecord',
          new Route53Record(owner, 'DnsRecord', {
            zoneId: hostedZoneId,
            name: choices.domainName!,
            type: 'A',
            alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false },
          }),
        )
      : undefined;
  return {
    loadBalancer: balancer,
    loadBalancerSecurityGroup: group,
    loadBalancerIngress,
    loadBalancerEgress,
    listener,
    redirectListener,
    dnsRecord,
    ...certified,
    ...logs,
    ...(choices.webApplicationFirewall ? firewall(owner, balancer, choices) : {}),
  };
}

function certificate(owner: CapabilityConstruct, domainName: string, zoneId: string): CertificateResources {
  const issued = owner._slot(
    'certificate',
    new AcmCertificate(owner, 'Certificate', {
      domainName,
      validationMethod: 'DNS',
      // A listener needs one at any time.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
  const challenge = issued.domainValidationOptions.get(0);
  const record = owner._slot(
    'certificateValidationRecord',
    new Route53Record(owner, 'CertificateValidationRecord', {
      zoneId,
      name: challenge.resourceRecordName,
      type: challenge.resourceRecordType,
      records: [challenge.resourceRecordValue],
      ttl: 60,
      // The same name in another region, or a successor that is made first, has the same record.
      allowOverwrite: true,
    }),
  );
  const certificateValidation = owner._slot(
    'certificateValidation',
    new AcmCertificateValidation(owner, 'CertificateValidation', {
      certificateArn: issued.arn,
      validationRecordFqdns: [record.fqdn],
    }),
  );
  return { certificate: issued, certificateValidationRecord: record, certificateValidation };
}

/** Where the tasks of a service register. */
export function targetGroup(owner: CapabilityConstruct, choices: ServiceChoices, network: INetwork): LbTargetGroup {
  return owner._slot(
    'targetGroup',
    new LbTargetGroup(owner, 'TargetGroup', {
      targetType: 'ip',
      protocol: 'HTTP',
      protocolVersion: 'HTTP1',
      port: choices.port,
      vpcId: network.vpcId,
      healthCheck: {
        enabled: true,
        protocol: 'HTTP',
        path: choices.healthCheckPath,
        interval: choices.healthCheckIntervalSeconds,
        timeout: choices.healthCheckTimeoutSeconds,
        healthyThreshold: choices.healthCheckSuccesses,
        unhealthyThreshold: choices.healthCheckRetries,
        matcher: choices.healthCheckCodes,
      },
      deregistrationDelay: String(choices.drainSeconds),
      loadBalancingAlgorithmType: choices.balancing,
      // One that a listener forwards to cannot be deleted first.
      lifecycle: { createBeforeDestroy: true },
      tags: owner._tags,
    }),
  );
}

/** A rule on a listener that many services share. */
export function sharedListenerRule(
  owner: CapabilityConstruct,
  shared: SharedLoadBalancerOptions,
  priority: number,
  target: LbTargetGroup,
): LbListenerRule {
  const { listenerArn, hostHeaders, pathPatterns } = shared;
  return owner._slot(
    'listenerRule',
    new LbListenerRule(owner, 'ListenerRule', {
      listenerArn,
      priority,
      condition: [
        ...(hostHeaders?.length ? [{ hostHeader: { values: hostHeaders } }] : []),
        ...(pathPatterns?.length ? [{ pathPattern: { values: pathPatterns } }] : []),
      ],
      action: [{ type: 'forward', targetGroupArn: target.arn }],
      tags: owner._tags,
    }),
  );
}
