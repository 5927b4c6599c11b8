import { ServiceChoices } from './decisions';
import { firewallCodecs, firewallPlaces } from './places/firewall';
import { signInCodecs, signInPlaces } from './places/sign-in';
import { PERIODS, THRESHOLD } from '../../parts/alarm/places';
import { domainCodecs, domainPlaces } from '../../parts/domain/places';
import { inContainer, taskCodecs, taskPlaces, variablesOfTeam } from '../../parts/fargate-task/places';
import { httpApiCodecs } from '../../parts/http-api/places';
import { Codecs } from '../../record/codecs';
import { Condition } from '../../record/condition';
import { Place, RESOURCE } from '../../record/place';

type ServicePlace = Place<ServiceChoices>;

/** The two engines show the same decisions. */
export const differences: string[] = [];

/** A value of the policy that keeps a metric at its target. */
const tracked = (cloudformation: string, terraform: string) => ({
  cloudformation: `TargetTrackingScalingPolicyConfiguration.${cloudformation}`,
  terraform: `target_tracking_scaling_policy_configuration.${terraform}`,
});
const TARGET = tracked('TargetValue', 'target_value');
const SCALE_IN = tracked('ScaleInCooldown', 'scale_in_cooldown');
const SCALE_OUT = tracked('ScaleOutCooldown', 'scale_out_cooldown');

/** A property of the health check by the load balancer. */
const healthCheck = (cloudformation: string, terraform: string) => ({
  slot: 'targetGroup',
  cloudformation,
  terraform: `health_check.${terraform}`,
});

/** An element of a list of attributes on CloudFormation. It is an argument on Terraform. */
const attribute = (slot: 'loadBalancer' | 'targetGroup', key: string, terraform: string) => ({
  slot,
  cloudformation: `${slot === 'loadBalancer' ? 'LoadBalancerAttributes' : 'TargetGroupAttributes'}[Key=${key}].Value`,
  terraform,
});

/** A property of the rule by which the access logs expire. */
const expiry = (cloudformation: string, terraform: string) => ({
  cloudformation: { slot: 'accessLogBucket', path: `LifecycleConfiguration.Rules[Id=expire].${cloudformation}` },
  terraform: { slot: 'accessLogBucketLifecycle', path: `rule[id=expire].${terraform}` },
});

const GRPC: Condition = { protocol: 'GRPC' };
const NOT_GRPC: Condition = { protocol: { not: ['GRPC'] } };
const SHARED: Condition = { exposure: 'shared' };
const OWN_BALANCER: Condition = { exposure: { not: ['shared'] } };
const TLS_AT_BALANCER: Condition = { tls: 'load-balancer' };
const TLS_AT_API: Condition = { tls: 'http-api' };
const ACCESS_LOGS: Condition = { ...OWN_BALANCER, accessLogs: true };
const USER_ALARMS: Condition[] = [{ alarms: true }, { rollbackOnAlarm: true }];

const healthPlaces: ServicePlace[] = [
  { decision: 'port', ...inContainer('PortMappings[0].ContainerPort', 'portMappings[0].containerPort') },
  { decision: 'protocol', slot: 'targetGroup', cloudformation: 'ProtocolVersion', terraform: 'protocol_version' },
  { decision: 'healthCheckPath', ...healthCheck('HealthCheckPath', 'path'), when: NOT_GRPC },
  { decision: 'grpcHealthCheckPath', ...healthCheck('HealthCheckPath', 'path'), when: GRPC },
  { decision: 'healthCheckIntervalSeconds', ...healthCheck('HealthCheckIntervalSeconds', 'interval') },
  { decision: 'healthCheckTimeoutSeconds', ...healthCheck('HealthCheckTimeoutSeconds', 'timeout') },
  { decision: 'healthCheckRetries', ...healthCheck('UnhealthyThresholdCount', 'unhealthy_threshold') },
  { decision: 'healthCheckSuccesses', ...healthCheck('HealthyThresholdCount', 'healthy_threshold') },
  { decision: 'healthCheckCodes', ...healthCheck('Matcher.HttpCode', 'matcher'), when: NOT_GRPC },
  { decision: 'grpcHealthCheckCodes', ...healthCheck('Matcher.GrpcCode', 'matcher'), when: GRPC },
  {
    decision: 'healthCheckGraceSeconds',
    slot: 'service',
    cloudformation: 'HealthCheckGracePeriodSeconds',
    terraform: 'health_check_grace_period_seconds',
  },
];

const scalingPlaces: ServicePlace[] = [
  { decision: 'targetCpuPercent', slot: 'cpuScalingPolicy', ...TARGET },
  { decision: 'targetRequestsPerTask', slot: 'requestScalingPolicy', ...TARGET },
  { decision: 'scaleInCooldownSeconds', slot: 'cpuScalingPolicy', ...SCALE_IN },
  { decision: 'scaleOutCooldownSeconds', slot: 'cpuScalingPolicy', ...SCALE_OUT },
  { decision: 'scaleInCooldownSeconds', slot: 'requestScalingPolicy', ...SCALE_IN },
  { decision: 'scaleOutCooldownSeconds', slot: 'requestScalingPolicy', ...SCALE_OUT },
];

const exposurePlaces: ServicePlace[] = [
  { decision: 'exposure', slot: 'listenerRule', ...RESOURCE, unit: 'shared', when: SHARED },
  { decision: 'exposure', slot: 'httpApi', ...RESOURCE, unit: 'public', when: TLS_AT_API },
  {
    decision: 'exposure',
    slot: 'loadBalancer',
    cloudformation: { path: 'Scheme', unit: 'exposure-of-scheme' },
    terraform: { path: 'internal', unit: 'exposure-unless-internal' },
    when: { ...OWN_BALANCER, tls: { not: ['http-api'] } },
  },
  {
    decision: 'authorization',
    slot: 'httpApiRoute',
    cloudformation: 'AuthorizationType',
    terraform: 'authorization_type',
    unit: 'callers-of-authorization',
    when: TLS_AT_API,
  },
  { decision: 'vpcLink', slot: 'vpcLink', ...RESOURCE, unit: 'own', when: { vpcLink: 'own' } },
  ...domainPlaces,
  { decision: 'tls', slot: 'listenerRule', ...RESOURCE, unit: 'shared', when: SHARED },
  { decision: 'tls', slot: 'httpApi', ...RESOURCE, unit: 'http-api', when: TLS_AT_API },
  {
    decision: 'tls',
    slot: 'listener',
    cloudformation: 'Protocol',
    terraform: 'protocol',
    unit: 'tls-of-protocol',
    when: { tls: { in: ['load-balancer', 'none'] } },
  },
  {
    decision: 'tlsPolicy',
    slot: 'listener',
    cloudformation: 'SslPolicy',
    terraform: 'ssl_policy',
    when: TLS_AT_BALANCER,
  },
  {
    decision: 'certificate',
    slot: 'listener',
    cloudformation: 'Certificates[0].CertificateArn',
    terraform: 'certificate_arn',
    unit: 'given',
    when: { certificate: 'given' },
  },
  { decision: 'redirectHttp', slot: 'redirectListener', ...RESOURCE, unit: 'present', when: TLS_AT_BALANCER },
  {
    decision: 'allowedCidrs',
    cloudformation: { slot: 'loadBalancerSecurityGroup', path: 'SecurityGroupIngress', unit: 'https-ranges' },
    terraform: { slots: '^loadBalancerIngress443', path: 'cidr_ipv4' },
    when: { ...TLS_AT_BALANCER, exposure: 'public' },
  },
];

const balancerPlaces: ServicePlace[] = [
  {
    decision: 'dropInvalidHeaders',
    ...attribute('loadBalancer', 'routing.http.drop_invalid_header_fields.enabled', 'drop_invalid_header_fields'),
    unit: 'true',
    when: OWN_BALANCER,
  },
  {
    decision: 'desyncMitigation',
    ...attribute('loadBalancer', 'routing.http.desync_mitigation_mode', 'desync_mitigation_mode'),
    when: OWN_BALANCER,
  },
  {
    decision: 'idleTimeoutSeconds',
    ...attribute('loadBalancer', 'idle_timeout.timeout_seconds', 'idle_timeout'),
    unit: 'number',
    when: OWN_BALANCER,
  },
  {
    decision: 'balancing',
    ...attribute('targetGroup', 'load_balancing.algorithm.type', 'load_balancing_algorithm_type'),
  },
  {
    decision: 'drainSeconds',
    ...attribute('targetGroup', 'deregistration_delay.timeout_seconds', 'deregistration_delay'),
    unit: 'number',
  },
  {
    decision: 'loadBalancerDeletionProtection',
    ...attribute('loadBalancer', 'deletion_protection.enabled', 'enable_deletion_protection'),
    unit: 'true',
    when: OWN_BALANCER,
  },
  {
    decision: 'accessLogs',
    ...attribute('loadBalancer', 'access_logs.s3.enabled', 'access_logs.enabled'),
    unit: 'true',
    when: OWN_BALANCER,
  },
  {
    decision: 'accessLogRetentionDays',
    ...expiry('ExpirationInDays', 'expiration[0].days'),
    when: ACCESS_LOGS,
  },
  {
    decision: 'accessLogVersionDays',
    ...expiry('NoncurrentVersionExpiration.NoncurrentDays', 'noncurrent_version_expiration[0].noncurrent_days'),
    when: ACCESS_LOGS,
  },
  {
    decision: 'accessLogUploadDays',
    ...expiry(
      'AbortIncompleteMultipartUpload.DaysAfterInitiation',
      'abort_incomplete_multipart_upload[0].days_after_initiation',
    ),
    when: ACCESS_LOGS,
  },
];

const alarmPlaces: ServicePlace[] = [
  {
    decision: 'logRetentionDays',
    slot: 'httpApiLogGroup',
    cloudformation: 'RetentionInDays',
    terraform: 'retention_in_days',
    when: TLS_AT_API,
  },
  { decision: 'alarmUserMinutes', slot: 'serverErrorAlarm', ...PERIODS, when: USER_ALARMS },
  { decision: 'alarmUserMinutes', slot: 'latencyAlarm', ...PERIODS, when: USER_ALARMS },
  { decision: 'alarmUserMinutes', slot: 'unhealthyTargetsAlarm', ...PERIODS, when: USER_ALARMS },
  { decision: 'alarmServerErrorPercent', slot: 'serverErrorAlarm', ...THRESHOLD, when: USER_ALARMS },
  { decision: 'alarmLatencyP99Seconds', slot: 'latencyAlarm', ...THRESHOLD, when: USER_ALARMS },
];

export const places: ServicePlace[] = [
  ...taskPlaces,
  ...healthPlaces,
  ...scalingPlaces,
  ...exposurePlaces,
  ...signInPlaces,
  ...balancerPlaces,
  ...firewallPlaces,
  ...alarmPlaces,
];

/** The value that a resource stands for, if it is there. */
const standsFor = (value: string) => (resource: unknown) => (resource === undefined ? undefined : value);

export const codecs: Codecs = {
  ...taskCodecs,
  'variables-of-team': variablesOfTeam(/^PORT$/),
  shared: standsFor('shared'),
  public: standsFor('public'),
  'http-api': standsFor('http-api'),
  'exposure-of-scheme': scheme => (scheme === 'internet-facing' ? 'public' : 'internal'),
  'exposure-unless-internal': internal => (internal === false ? 'public' : 'internal'),
  'tls-of-protocol': protocol => (protocol === 'HTTPS' ? 'load-balancer' : 'none'),
  'https-ranges': (rules: any[]) => rules.filter(({ FromPort }) => FromPort === 443).map(({ CidrIp }) => CidrIp),
  ...domainCodecs,
  ...httpApiCodecs,
  ...signInCodecs,
  ...firewallCodecs,
};
