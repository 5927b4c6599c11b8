import { ServiceChoices } from './decisions';
import { ExposureKind } from './exposure';
import { inContainer, taskCarriers } from '../../parts/fargate-task/places';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

/** The decisions that one of the engines does not carry. There are none. */
export const differences: string[] = [];

type When = (decided: ServiceChoices) => boolean;

const carrier = corresponding<ServiceChoices>;

/** What is an attribute in a list on CloudFormation, and an argument on Terraform. */
function attribute(
  decision: keyof ServiceChoices,
  slot: 'loadBalancer' | 'targetGroup',
  key: string,
  argument: string,
  read: Read,
  when?: When,
): Carrier {
  const list = slot === 'loadBalancer' ? 'LoadBalancerAttributes' : 'TargetGroupAttributes';
  return carrier(decision, slot, [`${list}[Key=${key}].Value`, argument], read, when);
}

/** A property of the rule of the access-log bucket's life. */
function inBucketLife(decision: keyof ServiceChoices, paths: Pair<string>): Carrier {
  return {
    decision,
    when: logsAccess,
    cloudformation: { slot: 'accessLogBucket', path: `LifecycleConfiguration.Rules[Id=expire].${paths[0]}` },
    terraform: { slot: 'accessLogBucketLifecycle', path: `rule[id=expire].${paths[1]}` },
  };
}

const IS_THERE: Pair<string> = ['', ''];
const TARGET: Pair<string> = [
  'TargetTrackingScalingPolicyConfiguration.TargetValue',
  'target_tracking_scaling_policy_configuration.target_value',
];
const IN: Pair<string> = [
  'TargetTrackingScalingPolicyConfiguration.ScaleInCooldown',
  'target_tracking_scaling_policy_configuration.scale_in_cooldown',
];
const OUT: Pair<string> = [
  'TargetTrackingScalingPolicyConfiguration.ScaleOutCooldown',
  'target_tracking_scaling_policy_configuration.scale_out_cooldown',
];
const THRESHOLD: Pair<string> = ['Threshold', 'threshold'];
const PERIODS: Pair<string> = ['EvaluationPeriods', 'evaluation_periods'];

const isSet: Read = value => value !== undefined;
const isTrue: Read = value => String(value) === 'true';
const whole: Read = value => Number(value);
const onceSet =
  (text: string): Read =>
  value =>
    isSet(value) ? text : undefined;
const names = (list: any[]) => list.map(each => each.Name ?? each.name);

const isShared: When = ({ exposure }) => exposure === ExposureKind.SHARED;
const hasOwnBalancer: When = decided => !isShared(decided);
const byBalancer: When = ({ tls }) => tls === 'load-balancer';
const byApi: When = ({ tls }) => tls === 'http-api';
const byNothing: When = ({ tls }) => tls === 'none';
const facesInternet: When = decided => byBalancer(decided) && decided.exposure === ExposureKind.PUBLIC;
const logsAccess: When = decided => hasOwnBalancer(decided) && decided.accessLogs;
const isGuarded: When = decided => hasOwnBalancer(decided) && decided.webApplicationFirewall;
const asksUsers: When = ({ alarms, rollbackOnAlarm }) => alarms || rollbackOnAlarm;

/** Where each decision is seen, on CloudFormation and on Terraform. */
export const carriers: Carrier[] = [
  ...taskCarriers(/^PORT$/),
  carrier('port', 'targetGroup', ['Port', 'port']),
  inContainer<ServiceChoices>('port', ['PortMappings[0].ContainerPort', 'portMappings[0].containerPort']),
  carrier('healthCheckPath', 'targetGroup', ['HealthCheckPath', 'health_check.path']),
  carrier('exposure', 'listenerRule', IS_THERE, onceSet(ExposureKind.SHARED), isShared),
  carrier('exposure', 'httpApi', IS_THERE, onceSet(ExposureKind.PUBLIC), byApi),
  carrier(
    'exposure',
    'loadBalancer',
    ['Scheme', 'internal'],
    [
      scheme => (scheme === 'internet-facing' ? ExposureKind.PUBLIC : ExposureKind.INTERNAL),
      internal => (internal === false ? ExposureKind.PUBLIC : ExposureKind.INTERNAL),
    ],
    decided => hasOwnBalancer(decided) && !byApi(decided),
  ),
  carrier('healthCheckIntervalSeconds', 'targetGroup', ['HealthCheckIntervalSeconds', 'health_check.interval']),
  carrier('healthCheckTimeoutSeconds', 'targetGroup', ['HealthCheckTimeoutSeconds', 'health_check.timeout']),
  carrier('healthCheckRetries', 'targetGroup', ['UnhealthyThresholdCount', 'health_check.unhealthy_threshold']),
  carrier('healthCheckSuccesses', 'targetGroup', ['HealthyThresholdCount', 'health_check.healthy_threshold']),
  carrier('healthCheckCodes', 'targetGroup', ['Matcher.HttpCode', 'health_check.matcher']),
  carrier('healthCheckGraceSeconds', 'service', ['HealthCheckGracePeriodSeconds', 'health_check_grace_period_seconds']),
  carrier('targetCpuPercent', 'cpuScalingPolicy', TARGET),
  carrier('targetRequestsPerTask', 'requestScalingPolicy', TARGET),
  ...['cpuScalingPolicy', 'requestScalingPolicy'].flatMap(slot => [
    carrier('scaleInCooldownSeconds', slot, IN),
    carrier('scaleOutCooldownSeconds', slot, OUT),
  ]),
  carrier(
    'domainName',
    'dnsRecord',
    IS_THERE,
    record => (record === undefined ? null : record),
    decided => decided.domainName === null,
  ),
  ...(['certificate', 'dnsRecord'] as const).map(slot =>
    carrier(
      'domainName',
      slot,
      slot === 'certificate' ? ['DomainName', 'domain_name'] : ['Name', 'name'],
      (name: string) => name.replace(/\.$/, ''),
      ({ certificate }) => certificate === 'issued',
    ),
  ),
  carrier('tls', 'listenerRule', IS_THERE, onceSet('shared'), isShared),
  carrier('tls', 'httpApi', IS_THERE, onceSet('http-api'), byApi),
  carrier(
    'tls',
    'listener',
    ['Protocol', 'protocol'],
    protocol => (protocol === 'HTTPS' ? 'load-balancer' : 'none'),
    decided => byBalancer(decided) || byNothing(decided),
  ),
  carrier('tlsPolicy', 'listener', ['SslPolicy', 'ssl_policy'], undefined, byBalancer),
  carrier('certificate', 'certificate', IS_THERE, onceSet('issued'), ({ certificate }) => certificate !== 'given'),
  carrier(
    'certificate',
    'listener',
    ['Certificates[0].CertificateArn', 'certificate_arn'],
    arn => (/^arn:/.test(arn) ? 'given' : undefined),
    ({ certificate }) => certificate === 'given',
  ),
  carrier('redirectHttp', 'redirectListener', IS_THERE, isSet, byBalancer),
  {
    decision: 'allowedCidrs',
    when: facesInternet,
    cloudformation: {
      slot: 'loadBalancerSecurityGroup',
      path: 'SecurityGroupIngress',
      read: (rules: any[]) => rules.filter(({ FromPort }) => FromPort === 443).map(({ CidrIp }) => CidrIp),
    },
    terraform: { slot: /^loadBalancerIngress443/, path: 'cidr_ipv4' },
  },
  attribute(
    'dropInvalidHeaders',
    'loadBalancer',
    'routing.http.drop_invalid_header_fields.enabled',
    'drop_invalid_header_fields',
    isTrue,
    hasOwnBalancer,
  ),
  attribute(
    'desyncMitigation',
    'loadBalancer',
    'routing.http.desync_mitigation_mode',
    'desync_mitigation_mode',
    String,
    hasOwnBalancer,
  ),
  attribute(
    'idleTimeoutSeconds',
    'loadBalancer',
    'idle_timeout.timeout_seconds',
    'idle_timeout',
    whole,
    hasOwnBalancer,
  ),
  attribute('balancing', 'targetGroup', 'load_balancing.algorithm.type', 'load_balancing_algorithm_type', String),
  attribute('drainSeconds', 'targetGroup', 'deregistration_delay.timeout_seconds', 'deregistration_delay', whole),
  attribute(
    'loadBalancerDeletionProtection',
    'loadBalancer',
    'deletion_protection.enabled',
    'enable_deletion_protection',
    isTrue,
    hasOwnBalancer,
  ),
  attribute('accessLogs', 'loadBalancer', 'access_logs.s3.enabled', 'access_logs.enabled', isTrue, hasOwnBalancer),
  inBucketLife('accessLogRetentionDays', ['ExpirationInDays', 'expiration[0].days']),
  inBucketLife('accessLogVersionDays', [
    'NoncurrentVersionExpiration.NoncurrentDays',
    'noncurrent_version_expiration[0].noncurrent_days',
  ]),
  inBucketLife('accessLogUploadDays', [
    'AbortIncompleteMultipartUpload.DaysAfterInitiation',
    'abort_incomplete_multipart_upload[0].days_after_initiation',
  ]),
  carrier('webApplicationFirewall', 'webAclAssociation', IS_THERE, isSet, hasOwnBalancer),
  carrier(
    'firewallRules',
    'webAcl',
    ['Rules', 'rule'],
    list => names(list).filter(name => name !== 'RateLimit'),
    isGuarded,
  ),
  carrier(
    'firewallRateLimit',
    'webAcl',
    [
      'Rules[Name=RateLimit].Statement.RateBasedStatement.Limit',
      'rule[name=RateLimit].statement.rate_based_statement.limit',
    ],
    undefined,
    isGuarded,
  ),
  carrier(
    'apiThrottleRate',
    'httpApiStage',
    ['DefaultRouteSettings.ThrottlingRateLimit', 'default_route_settings.throttling_rate_limit'],
    undefined,
    byApi,
  ),
  carrier(
    'apiThrottleBurst',
    'httpApiStage',
    ['DefaultRouteSettings.ThrottlingBurstLimit', 'default_route_settings.throttling_burst_limit'],
    undefined,
    byApi,
  ),
  carrier('logRetentionDays', 'httpApiLogGroup', ['RetentionInDays', 'retention_in_days'], undefined, byApi),
  ...['serverErrorAlarm', 'latencyAlarm', 'unhealthyTargetsAlarm'].map(slot =>
    carrier('alarmUserMinutes', slot, PERIODS, undefined, asksUsers),
  ),
  carrier('alarmServerErrorPercent', 'serverErrorAlarm', THRESHOLD, undefined, asksUsers),
  carrier('alarmLatencyP99Seconds', 'latencyAlarm', THRESHOLD, undefined, asksUsers),
];
