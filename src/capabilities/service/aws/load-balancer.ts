import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { accessLogBucket } from './access-logs';
import { firewall } from './firewall';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { description, upperFirst } from '../../../support/names';
import { ServiceChoices } from '../decisions';
import { Exposure, SharedLoadBalancerOptions } from '../exposure';

/** The load balancer of one service, and all that stands around it. */
export interface LoadBalancerResources {
  readonly loadBalancer: elbv2.CfnLoadBalancer;
  readonly loadBalancerSecurityGroup: ec2.CfnSecurityGroup;
  readonly listener: elbv2.CfnListener;
  readonly redirectListener?: elbv2.CfnListener;
  readonly certificate?: acm.CfnCertificate;
  readonly dnsRecord?: route53.CfnRecordSet;
  readonly accessLogBucket?: s3.CfnBucket;
  readonly accessLogBucketPolicy?: s3.CfnBucketPolicy;
  readonly webAcl?: wafv2.CfnWebACL;
  readonly webAclAssociation?: wafv2.CfnWebACLAssociation;
}

/** What a load balancer is made from. */
export interface LoadBalancerProps {
  readonly choices: ServiceChoices;
  readonly exposure: Exposure;
  readonly network: INetwork;
  readonly targetGroup: elbv2.CfnTargetGroup;
  /** The zone of the domain name, when one is given or was found. */
  readonly hostedZoneId?: string;
  /** Whether it stands in public subnets. */
  readonly internetFacing: boolean;
}

/** A load balancer of the service's own. */
export function loadBalancer(owner: CapabilityConstruct, props: LoadBalancerProps): LoadBalancerResources {
  const { choices, exposure, network, internetFacing } = props;
  const secure = choices.tls === 'load-balancer';
  const port = secure ? 443 : 80;
  const open = (toPort: number, cidrIp: string) => ({
    ipProtocol: 'tcp',
    fromPort: toPort,
    toPort,
    cidrIp,
    description: `From ${cidrIp}`,
  });
  const ports = internetFacing && choices.redirectHttp ? [port, 80] : [port];
  const securityGroup = owner._slot(
    'loadBalancerSecurityGroup',
    new ec2.CfnSecurityGroup(owner, 'LoadBalancerSecurityGroup', {
      groupDescription: description(`Load balancer of ${owner.node.path}`),
      vpcId: network.vpcId,
      // Inside the network nobody is let in who was not named.
      securityGroupIngress: internetFacing
        ? choices.allowedCidrs.flatMap(cidr => ports.map(each => open(each, cidr)))
        : undefined,
      securityGroupEgress: [
        {
          ipProtocol: 'tcp',
          fromPort: choices.port,
          toPort: choices.port,
          cidrIp: network.cidrBlock,
          description: 'To the tasks',
        },
      ],
    }),
  );
  const { accessLogBucket: bucket, accessLogBucketPolicy } = choices.accessLogs ? accessLogBucket(owner, choices) : {};
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
        ...(bucket ? { 'access_logs.s3.bucket': bucket.ref } : {}),
      }),
    }),
  );
  // The load balancer tries to write when logging is switched on.
  if (accessLogBucketPolicy) balancer.addResourceDependency(accessLogBucketPolicy);

  const certificate =
    secure && !exposure.domain.certificateArn
      ? certificateFor(owner, choices.domainName!, props.hostedZoneId!)
      : undefined;
  const certificateArn = exposure.domain.certificateArn ?? certificate?.ref;
  const listener = owner._slot(
    'listener',
    new elbv2.CfnListener(owner, 'Listener', {
      loadBalancerArn: balancer.ref,
      port,
      protocol: secure ? 'HTTPS' : 'HTTP',
      sslPolicy: secure ? choices.tlsPolicy : undefined,
      certificates: certificateArn && secure ? [{ certificateArn }] : undefined,
      defaultActions: [{ type: 'forward', targetGroupArn: props.targetGroup.ref }],
    }),
  );
  const redirectListener =
    secure && choices.redirectHttp
      ? owner._slot(
          'redirectListener',
          new elbv2.CfnListener(owner, 'RedirectListener', {
            loadBalancerArn: balancer.ref,
            port: 80,
            protocol: 'HTTP',
            defaultActions: [
              { type: 'redirect', redirectConfig: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } },
            ],
          }),
        )
      : undefined;
  const dnsRecord =
    secure && props.hostedZoneId
      ? owner._slot(
          'dnsRecord',
          new route53.CfnRecordSet(owner, 'DnsRecord', {
            hostedZoneId: props.hostedZoneId,
            name: `${choices.domainName}.`,
            type: 'A',
            aliasTarget: { dnsName: balancer.attrDnsName, hostedZoneId: balancer.attrCanonicalHostedZoneId },
          }),
        )
      : undefined;
  return {
    loadBalancer: balancer,
    loadBalancerSecurityGroup: securityGroup,
    listener,
    redirectListener,
    certificate,
    dnsRecord,
    accessLogBucket: bucket,
    accessLogBucketPolicy,
    ...(choices.webApplicationFirewall ? firewall(owner, balancer, choices) : {}),
  };
}

function certificateFor(owner: CapabilityConstruct, domainName: string, hostedZoneId: string): acm.CfnCertificate {
  return owner._slot(
    'certificate',
    new acm.CfnCertificate(owner, 'Certificate', {
      domainName,
      validationMethod: 'DNS',
      domainValidationOptions: [{ domainName, hostedZoneId }],
    }),
  );
}

/** Where the tasks of a service register. */
export function targetGroup(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  network: INetwork,
): elbv2.CfnTargetGroup {
  return owner._slot(
    'targetGroup',
    new elbv2.CfnTargetGroup(owner, upperFirst('targetGroup'), {
      targetType: 'ip',
      protocol: 'HTTP',
      protocolVersion: 'HTTP1',
      port: choices.port,
      vpcId: network.vpcId,
      healthCheckEnabled: true,
      healthCheckProtocol: 'HTTP',
      healthCheckPath: choices.healthCheckPath,
      healthCheckIntervalSeconds: choices.healthCheckIntervalSeconds,
      healthCheckTimeoutSeconds: choices.healthCheckTimeoutSeconds,
      healthyThresholdCount: choices.healthCheckSuccesses,
      unhealthyThresholdCount: choices.healthCheckRetries,
      matcher: { httpCode: choices.healthCheckCodes },
      targetGroupAttributes: attributes({
        'deregistration_delay.timeout_seconds': choices.drainSeconds,
        'load_balancing.algorithm.type': choices.balancing,
      }),
    }),
  );
}

/** A rule on a listener that many services share. */
export function sharedListenerRule(
  owner: CapabilityConstruct,
  shared: SharedLoadBalancerOptions,
  priority: number,
  target: elbv2.CfnTargetGroup,
): elbv2.CfnListenerRule {
  const { listenerArn, hostHeaders, pathPatterns } = shared;
  return owner._slot(
    'listenerRule',
    new elbv2.CfnListenerRule(owner, 'ListenerRule', {
      listenerArn,
      priority,
      conditions: [
        ...(hostHeaders?.length ? [{ field: 'host-header', hostHeaderConfig: { values: hostHeaders } }] : []),
        ...(pathPatterns?.length ? [{ field: 'path-pattern', pathPatternConfig: { values: pathPatterns } }] : []),
      ],
      actions: [{ type: 'forward', targetGroupArn: target.ref }],
    }),
  );
}

function attributes(values: { [key: string]: string | number | boolean }): { key: string; value: string }[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
}
