import { APP } from './container';
import { TaskAlarmChoices, TaskDeploymentChoices } from './decisions';
import { SIZES } from './size';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

/**
 * What a task and its ECS service are decided by, whatever they do.
 *
 * @internal
 */
export type CarriedByTasks = TaskDeploymentChoices & TaskAlarmChoices & { readonly maxTasks: number };

const carrier = corresponding<CarriedByTasks>;

/**
 * A property of the program's container, with the words of CloudFormation and of ECS.
 *
 * @internal
 */
export function inContainer<Choices extends { readonly [decision: string]: any }>(
  decision: keyof Choices & string,
  paths: Pair<string>,
  read?: Read | Pair<Read>,
  when?: (decided: Choices) => boolean,
): Carrier {
  return corresponding<Choices>(
    decision,
    'taskDefinition',
    [`ContainerDefinitions[Name=${APP}].${paths[0]}`, `container_definitions[name=${APP}].${paths[1]}`],
    read,
    when,
  );
}

const contained = inContainer<CarriedByTasks>;
const IS_THERE: Pair<string> = ['', ''];
const PROBE: Pair<string> = ['HealthCheck.Command', 'healthCheck.command'];
const THRESHOLD: Pair<string> = ['Threshold', 'threshold'];

const isSet: Read = value => value !== undefined;
const isTrue: Read = value => String(value) === 'true';
const isRetained: Read = value => value === 'Retain';
const lower: Read = (value: string) => value.toLowerCase();
const whole: Read = value => Number(value);
const names = (list: any[] = []) => list.map(each => each.Name ?? each.name);

const isProbed = ({ healthCheckCommand }: CarriedByTasks) => (healthCheckCommand ?? []).length > 0;
const hasKey = ({ logEncryption }: CarriedByTasks) => logEncryption === 'own-key';
const hasAlarms = ({ alarms }: CarriedByTasks) => alarms;

/**
 * Where the decisions are seen that every task shares, on CloudFormation and on Terraform.
 *
 * @param ownVariables the environment variables that nobody decides: `PORT`
 * @internal
 */
export function taskCarriers(ownVariables: RegExp): Carrier[] {
  return [
    carrier(
      'size',
      'taskDefinition',
      ['Cpu', 'cpu'],
      cpu => Object.entries(SIZES).find(([, size]) => size.cpu === Number(cpu))?.[0],
    ),
    carrier(
      'architecture',
      'taskDefinition',
      ['RuntimePlatform.CpuArchitecture', 'runtime_platform.cpu_architecture'],
      lower,
    ),
    carrier('execEnabled', 'service', ['EnableExecuteCommand', 'enable_execute_command']),
    carrier('cpuUnits', 'taskDefinition', ['Cpu', 'cpu'], whole),
    carrier('memoryMib', 'taskDefinition', ['Memory', 'memory'], whole),
    contained('memoryMib', ['Memory', 'memory']),
    contained('user', ['User', 'user']),
    contained('readonlyRootFilesystem', ['ReadonlyRootFilesystem', 'readonlyRootFilesystem']),
    contained('tmpMib', ['LinuxParameters.Tmpfs[0].Size', 'linuxParameters.tmpfs[0].size']),
    contained(
      'dropCapabilities',
      ['LinuxParameters.Capabilities.Drop[0]', 'linuxParameters.capabilities.drop[0]'],
      dropped => dropped === 'ALL',
    ),
    contained('initProcess', ['LinuxParameters.InitProcessEnabled', 'linuxParameters.initProcessEnabled']),
    contained('stopTimeoutSeconds', ['StopTimeout', 'stopTimeout']),
    contained(
      'healthCheckCommand',
      PROBE,
      ([first, ...words]: string[]) => (first === 'CMD' ? words : [first, ...words]),
      isProbed,
    ),
    contained(
      'healthCheckCommand',
      PROBE,
      command => command ?? [],
      ({ healthCheckCommand }) => healthCheckCommand?.length === 0,
    ),
    contained(
      'healthCheckCommand',
      PROBE,
      command => command ?? null,
      ({ healthCheckCommand }) => healthCheckCommand === null,
    ),
    contained('healthCheckIntervalSeconds', ['HealthCheck.Interval', 'healthCheck.interval'], undefined, isProbed),
    contained('healthCheckTimeoutSeconds', ['HealthCheck.Timeout', 'healthCheck.timeout'], undefined, isProbed),
    contained('healthCheckRetries', ['HealthCheck.Retries', 'healthCheck.retries'], undefined, isProbed),
    contained('healthCheckGraceSeconds', ['HealthCheck.StartPeriod', 'healthCheck.startPeriod'], undefined, isProbed),
    carrier('platformVersion', 'service', ['PlatformVersion', 'platform_version']),
    contained('environmentVariables', ['Environment', 'environment'], list =>
      names(list).filter(name => !/^OTEL_(SERVICE_NAME|RESOURCE_ATTRIBUTES)$/.test(name) && !ownVariables.test(name)),
    ),
    contained('telemetryAttributes', ['Environment', 'environment'], list =>
      names(list).includes('OTEL_RESOURCE_ATTRIBUTES'),
    ),
    carrier('minTasks', 'scalableTarget', ['MinCapacity', 'min_capacity']),
    carrier('maxTasks', 'scalableTarget', ['MaxCapacity', 'max_capacity']),
    carrier('minimumHealthyPercent', 'service', [
      'DeploymentConfiguration.MinimumHealthyPercent',
      'deployment_minimum_healthy_percent',
    ]),
    carrier('maximumPercent', 'service', ['DeploymentConfiguration.MaximumPercent', 'deployment_maximum_percent']),
    carrier('circuitBreaker', 'service', [
      'DeploymentConfiguration.DeploymentCircuitBreaker.Enable',
      'deployment_circuit_breaker.enable',
    ]),
    carrier('rollbackOnFailure', 'service', [
      'DeploymentConfiguration.DeploymentCircuitBreaker.Rollback',
      'deployment_circuit_breaker.rollback',
    ]),
    carrier('rollbackOnAlarm', 'service', ['DeploymentConfiguration.Alarms.Rollback', 'alarms.rollback'], isTrue),
    carrier(
      'zoneRebalancing',
      'service',
      ['AvailabilityZoneRebalancing', 'availability_zone_rebalancing'],
      value => value === 'ENABLED',
    ),
    carrier('containerInsights', 'cluster', [
      'ClusterSettings[Name=containerInsights].Value',
      'setting[name=containerInsights].value',
    ]),
    carrier('logRetentionDays', 'logGroup', ['RetentionInDays', 'retention_in_days']),
    carrier('logsKeptOnDeletion', 'logGroup', ['DeletionPolicy', 'skip_destroy'], [isRetained, isTrue]),
    carrier(
      'logsKeptOnDeletion',
      'logKey',
      ['DeletionPolicy', 'lifecycle.prevent_destroy'],
      [isRetained, isTrue],
      hasKey,
    ),
    carrier('logEncryption', 'logGroup', ['KmsKeyId', 'kms_key_id'], key => (isSet(key) ? 'own-key' : 'service-key')),
    carrier('logKeyRotation', 'logKey', ['EnableKeyRotation', 'enable_key_rotation'], undefined, hasKey),
    carrier('logKeyDeletionDays', 'logKey', ['PendingWindowInDays', 'deletion_window_in_days'], undefined, hasKey),
    contained(
      'logBufferMib',
      ['LogConfiguration.Options.max-buffer-size', 'logConfiguration.options.max-buffer-size'],
      (size: string) => Number(size.replace('m', '')),
    ),
    carrier('dashboard', 'dashboard', IS_THERE, isSet),
    carrier('alarms', 'cpuAlarm', IS_THERE, isSet),
    ...['cpuAlarm', 'memoryAlarm'].map(slot =>
      carrier('alarmTaskMinutes', slot, ['EvaluationPeriods', 'evaluation_periods'], undefined, hasAlarms),
    ),
    carrier('alarmCpuPercent', 'cpuAlarm', THRESHOLD, undefined, hasAlarms),
    carrier('alarmMemoryPercent', 'memoryAlarm', THRESHOLD, undefined, hasAlarms),
  ];
}
