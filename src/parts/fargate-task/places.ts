import { TaskAlarmChoices, TaskDeploymentChoices } from './choices';
import { APP } from './container';
import { SIZES } from './size';
import { Codec, Codecs } from '../../record/codecs';
import { Condition } from '../../record/condition';
import { Place, PRESENCE, RESOURCE } from '../../record/place';
import { ALARM_PERIODS, ALARM_THRESHOLD } from '../alarm/places';
import { broughtKeyPlace } from '../data-key/brought';

/**
 * The decisions that every task and its ECS service share.
 *
 * @internal
 */
export type SharedTaskChoices = TaskDeploymentChoices & TaskAlarmChoices & { readonly maxTasks: number };

/**
 * A property of the program's container, by its path in CloudFormation and in the JSON of ECS.
 *
 * @internal
 */
export function inContainer(cloudformation: string, ecs: string) {
  return {
    slot: 'taskDefinition',
    cloudformation: `ContainerDefinitions[Name=${APP}].${cloudformation}`,
    terraform: `container_definitions[name=${APP}].${ecs}`,
  };
}

const CPU = { slot: 'taskDefinition', cloudformation: 'Cpu', terraform: 'cpu' };
const PROBE = inContainer('HealthCheck.Command', 'healthCheck.command');

const WITH_PROBE = { healthCheckCommand: { not: [[], null] } };
const WITH_KEY = { logEncryption: 'own-key', broughtKey: null };
const LOG_KEY = { slot: 'logGroup', cloudformation: 'KmsKeyId', terraform: 'kms_key_id' };

const taskDefinitionPlaces: Place<SharedTaskChoices>[] = [
  { decision: 'size', ...CPU, unit: 'size-of-cpu' },
  {
    decision: 'architecture',
    slot: 'taskDefinition',
    cloudformation: 'RuntimePlatform.CpuArchitecture',
    terraform: 'runtime_platform.cpu_architecture',
    unit: 'lower-case',
  },
  {
    decision: 'execEnabled',
    slot: 'service',
    cloudformation: 'EnableExecuteCommand',
    terraform: 'enable_execute_command',
  },
  { decision: 'cpuUnits', ...CPU, unit: 'number' },
  { decision: 'memoryMib', slot: 'taskDefinition', cloudformation: 'Memory', terraform: 'memory', unit: 'number' },
  { decision: 'memoryMib', ...inContainer('Memory', 'memory') },
  { decision: 'user', ...inContainer('User', 'user') },
  { decision: 'readonlyRootFilesystem', ...inContainer('ReadonlyRootFilesystem', 'readonlyRootFilesystem') },
  { decision: 'tmpMib', ...inContainer('LinuxParameters.Tmpfs[0].Size', 'linuxParameters.tmpfs[0].size') },
  {
    decision: 'dropCapabilities',
    ...inContainer('LinuxParameters.Capabilities.Drop[0]', 'linuxParameters.capabilities.drop[0]'),
    unit: 'all-capabilities',
  },
  {
    decision: 'initProcess',
    ...inContainer('LinuxParameters.InitProcessEnabled', 'linuxParameters.initProcessEnabled'),
  },
  { decision: 'stopTimeoutSeconds', ...inContainer('StopTimeout', 'stopTimeout') },
  { decision: 'healthCheckCommand', ...PROBE, unit: 'words-of-command', when: WITH_PROBE },
  { decision: 'healthCheckCommand', ...PROBE, unit: 'list', when: { healthCheckCommand: { in: [[]] } } },
  { decision: 'healthCheckCommand', ...PROBE, when: { healthCheckCommand: null } },
  {
    decision: 'healthCheckIntervalSeconds',
    ...inContainer('HealthCheck.Interval', 'healthCheck.interval'),
    when: WITH_PROBE,
  },
  {
    decision: 'healthCheckTimeoutSeconds',
    ...inContainer('HealthCheck.Timeout', 'healthCheck.timeout'),
    when: WITH_PROBE,
  },
  { decision: 'healthCheckRetries', ...inContainer('HealthCheck.Retries', 'healthCheck.retries'), when: WITH_PROBE },
  {
    decision: 'healthCheckGraceSeconds',
    ...inContainer('HealthCheck.StartPeriod', 'healthCheck.startPeriod'),
    when: WITH_PROBE,
  },
  { decision: 'platformVersion', slot: 'service', cloudformation: 'PlatformVersion', terraform: 'platform_version' },
  { decision: 'environmentVariables', ...inContainer('Environment', 'environment'), unit: 'variables-of-team' },
  {
    decision: 'telemetryAttributes',
    ...inContainer('Environment[Name=OTEL_RESOURCE_ATTRIBUTES]', 'environment[name=OTEL_RESOURCE_ATTRIBUTES]'),
    unit: 'present',
  },
];

const deploymentPlaces: Place<SharedTaskChoices>[] = [
  { decision: 'minTasks', slot: 'scalableTarget', cloudformation: 'MinCapacity', terraform: 'min_capacity' },
  { decision: 'maxTasks', slot: 'scalableTarget', cloudformation: 'MaxCapacity', terraform: 'max_capacity' },
  {
    decision: 'minimumHealthyPercent',
    slot: 'service',
    cloudformation: 'DeploymentConfiguration.MinimumHealthyPercent',
    terraform: 'deployment_minimum_healthy_percent',
  },
  {
    decision: 'maximumPercent',
    slot: 'service',
    cloudformation: 'DeploymentConfiguration.MaximumPercent',
    terraform: 'deployment_maximum_percent',
  },
  {
    decision: 'circuitBreaker',
    slot: 'service',
    cloudformation: 'DeploymentConfiguration.DeploymentCircuitBreaker.Enable',
    terraform: 'deployment_circuit_breaker.enable',
  },
  {
    decision: 'rollbackOnFailure',
    slot: 'service',
    cloudformation: 'DeploymentConfiguration.DeploymentCircuitBreaker.Rollback',
    terraform: 'deployment_circuit_breaker.rollback',
  },
  {
    decision: 'rollbackOnAlarm',
    slot: 'service',
    cloudformation: 'DeploymentConfiguration.Alarms.Rollback',
    terraform: 'alarms.rollback',
    unit: 'true',
  },
  {
    decision: 'zoneRebalancing',
    slot: 'service',
    cloudformation: 'AvailabilityZoneRebalancing',
    terraform: 'availability_zone_rebalancing',
    unit: 'enabled',
  },
];

const OWN_CLUSTER: Condition = { cluster: 'own' };

const observationPlaces: Place<SharedTaskChoices>[] = [
  { decision: 'cluster', slot: 'cluster', ...RESOURCE, unit: 'own', when: OWN_CLUSTER },
  {
    decision: 'containerInsights',
    slot: 'cluster',
    when: OWN_CLUSTER,
    cloudformation: 'ClusterSettings[Name=containerInsights].Value',
    terraform: 'setting[name=containerInsights].value',
  },
  { decision: 'logRetentionDays', slot: 'logGroup', cloudformation: 'RetentionInDays', terraform: 'retention_in_days' },
  {
    decision: 'logsKeptOnDeletion',
    slot: 'logGroup',
    cloudformation: 'DeletionPolicy',
    terraform: 'skip_destroy',
    unit: 'kept',
  },
  {
    decision: 'logsKeptOnDeletion',
    slot: 'logKey',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'kept',
    when: WITH_KEY,
  },
  { decision: 'logEncryption', ...LOG_KEY, unit: 'whose-key' },
  broughtKeyPlace(LOG_KEY),
  {
    decision: 'logKeyRotation',
    slot: 'logKey',
    cloudformation: 'EnableKeyRotation',
    terraform: 'enable_key_rotation',
    when: WITH_KEY,
  },
  {
    decision: 'logKeyDeletionDays',
    slot: 'logKey',
    cloudformation: 'PendingWindowInDays',
    terraform: 'deletion_window_in_days',
    when: WITH_KEY,
  },
  {
    decision: 'logBufferMib',
    ...inContainer('LogConfiguration.Options.max-buffer-size', 'logConfiguration.options.max-buffer-size'),
    unit: 'mib',
  },
  { decision: 'dashboard', slot: 'dashboard', ...PRESENCE },
  { decision: 'alarms', slot: 'cpuAlarm', ...PRESENCE },
  { decision: 'alarmTaskMinutes', slot: 'cpuAlarm', ...ALARM_PERIODS },
  { decision: 'alarmTaskMinutes', slot: 'memoryAlarm', ...ALARM_PERIODS },
  { decision: 'alarmCpuPercent', slot: 'cpuAlarm', ...ALARM_THRESHOLD },
  { decision: 'alarmMemoryPercent', slot: 'memoryAlarm', ...ALARM_THRESHOLD },
];

/**
 * The places of the decisions that every task shares. Their codecs are `taskCodecs`, and `variables-of-team`, which
 * each capability has of its own.
 *
 * @internal
 */
export const taskPlaces: Place<SharedTaskChoices>[] = [
  ...taskDefinitionPlaces,
  ...deploymentPlaces,
  ...observationPlaces,
];

/** @internal */
export const taskCodecs: Codecs = {
  own: cluster => (cluster === undefined ? undefined : 'own'),
  'size-of-cpu': cpu => Object.entries(SIZES).find(([, size]) => size.cpu === Number(cpu))?.[0],
  'lower-case': (written: string) => written.toLowerCase(),
  'all-capabilities': written => written === 'ALL',
  'words-of-command': ([first, ...words]: string[]) => (first === 'CMD' ? words : [first, ...words]),
  list: written => written ?? [],
  mib: (written: string) => Number(written.replace('m', '')),
};

const TELEMETRY = /^OTEL_(SERVICE_NAME|RESOURCE_ATTRIBUTES)$/;

/**
 * The codec for the names of the variables that the team gives its program.
 *
 * @param own the variables that the capability gives: `PORT`
 * @internal
 */
export function variablesOfTeam(own: RegExp): Codec {
  return (variables: any[]) =>
    variables.map(({ Name, name }) => Name ?? name).filter(name => !TELEMETRY.test(name) && !own.test(name));
}
