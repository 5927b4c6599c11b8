import { FunctionChoices, SIZES } from './decisions';
import { FunctionHttpKind } from './http';
import { EventSourceKind } from '../../binding/binding';
import { Carrier, corresponding, Pair, Read } from '../../record/place';

/** The decisions that one of the engines does not carry, each with its reason in the README. */
export const differences: string[] = ['minify', 'awsSdk', 'versionsKept', 'trafficShift', 'rollbackOnAlarm'];

type When = (decided: FunctionChoices) => boolean;

const carrier = corresponding<FunctionChoices>;
/** A property of the function. */
const inFunction = (decision: keyof FunctionChoices, paths: Pair<string>, read?: Read | Pair<Read>, when?: When) =>
  carrier(decision, 'function', paths, read, when);

const IS_THERE: Pair<string> = ['', ''];
const THRESHOLD: Pair<string> = ['Threshold', 'threshold'];
const VARIABLES: Pair<string> = ['Environment.Variables', 'environment.variables'];
const SOURCES = /(EventSource|Rule|[sS]chedule)$/;

const isSet: Read = value => value !== undefined;
const isTrue: Read = value => value === true;
const isRetained: Read = value => value === 'Retain';
const first: Read = list => list?.[0];
const names: Read = variables => Object.keys(variables ?? {});
const has =
  (name: string): Read =>
  variables =>
    isSet(variables?.[name]);
const OWN_VARIABLES = ['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES', 'NODE_OPTIONS', 'AWS_LAMBDA_EXEC_WRAPPER'];
const AUTHORIZATION: { [type: string]: FunctionHttpKind } = {
  AWS_IAM: FunctionHttpKind.IAM,
  JWT: FunctionHttpKind.JWT,
  NONE: FunctionHttpKind.OPEN,
};
const START: { [position: string]: string } = { TRIM_HORIZON: 'oldest', LATEST: 'newest' };
/** All the same, as one value. */
const only: Read = (values: any[]) => (new Set(values).size === 1 ? values[0] : values);
const seconds: Read = milliseconds => milliseconds / 1000;
/** The alarm is in milliseconds, and says of which timeout. */
const timeoutSaid: Read = (text: string) => Number(/timeout of (\d+) s/.exec(text)![1]);

const byHttp: When = ({ http }) => http !== null;
const called =
  (kind: string): When =>
  ({ eventSources }) =>
    eventSources.includes(kind);
const byQueue = called(EventSourceKind.QUEUE);
const byStream = called(EventSourceKind.STREAM);
const byBucket = called(EventSourceKind.BUCKET);
const bySchedule = called('schedule');
const hasKey: When = ({ ownKey }) => ownKey;
const hasAlarms: When = ({ alarms }) => alarms;

/** What is polled, told apart by what only a stream has. */
function polled(decision: keyof FunctionChoices, when: When, stream: boolean, read: Pair<Read>): Carrier {
  return carrier(
    decision,
    /EventSource$/,
    IS_THERE,
    read.map(
      (of): Read =>
        (mappings: any[]) =>
          only(mappings.filter(each => isSet(each.StartingPosition ?? each.starting_position) === stream).map(of)),
    ) as [Read, Read],
    when,
  );
}

/** What both say of a queue, in the words of each. */
const queue = (decision: keyof FunctionChoices, ...read: Pair<Read>) => polled(decision, byQueue, false, read);
const stream = (decision: keyof FunctionChoices, ...read: Pair<Read>) => polled(decision, byStream, true, read);

/** Which kind of source a resource stands for. */
const sourceOf: Pair<Read> = [
  each =>
    isSet(each.ScheduleExpression)
      ? 'schedule'
      : isSet(each.EventPattern)
        ? EventSourceKind.BUCKET
        : isSet(each.StartingPosition)
          ? EventSourceKind.STREAM
          : EventSourceKind.QUEUE,
  each =>
    isSet(each.schedule_expression)
      ? 'schedule'
      : isSet(each.event_pattern)
        ? EventSourceKind.BUCKET
        : isSet(each.starting_position)
          ? EventSourceKind.STREAM
          : EventSourceKind.QUEUE,
];

/** What is not handed over, by rules and by schedules. */
function delivery(decision: keyof FunctionChoices, property: Pair<string>): Carrier[] {
  return [
    {
      decision,
      when: byBucket as Carrier['when'],
      cloudformation: { slot: /Rule$/, path: `Targets[Id=function].RetryPolicy.${property[0]}`, read: only },
      terraform: { slot: /RuleTarget$/, path: `retry_policy.${property[1]}`, read: only },
    },
    carrier(
      decision,
      /[sS]chedule$/,
      [`Target.RetryPolicy.${property[0]}`, `target.retry_policy.${property[1]}`],
      only,
      bySchedule,
    ),
  ];
}

/** Where each decision is seen, on CloudFormation and on Terraform. */
export const carriers: Carrier[] = [
  inFunction(
    'size',
    ['MemorySize', 'memory_size'],
    memory => Object.entries(SIZES).find(([, size]) => size === memory)?.[0],
    ({ memoryMib, size }) => SIZES[size] === memoryMib,
  ),
  inFunction('architecture', ['Architectures', 'architectures'], first),
  inFunction('runtime', ['Runtime', 'runtime']),
  inFunction('timeoutSeconds', ['Timeout', 'timeout']),
  carrier('http', 'httpApiRoute', ['AuthorizationType', 'authorization_type'], type => AUTHORIZATION[type] ?? null),
  carrier(
    'eventSources',
    SOURCES,
    IS_THERE,
    sourceOf.map(
      (of): Read =>
        (all: any[]) =>
          all.map(of).sort(),
    ) as [Read, Read],
    ({ eventSources }) => [...eventSources].sort().join() === eventSources.join(),
  ),
  inFunction('memoryMib', ['MemorySize', 'memory_size']),
  inFunction('tmpMib', ['EphemeralStorage.Size', 'ephemeral_storage.size']),
  inFunction('environmentVariables', VARIABLES, variables =>
    names(variables).filter((name: string) => !OWN_VARIABLES.includes(name) && !name.endsWith('_NAME')),
  ),
  inFunction('telemetryAttributes', VARIABLES, has('OTEL_RESOURCE_ATTRIBUTES')),
  inFunction('tracing', ['TracingConfig.Mode', 'tracing_config.mode'], mode =>
    mode === 'Active' ? 'active' : 'pass-through',
  ),
  inFunction('telemetryLayer', ['Layers', 'layers'], first),
  inFunction('codeSigning', ['CodeSigningConfigArn', 'code_signing_config_arn']),
  inFunction('sourceMaps', VARIABLES, has('NODE_OPTIONS')),
  inFunction('reservedConcurrency', ['ReservedConcurrentExecutions', 'reserved_concurrent_executions']),
  carrier('aliasName', 'alias', ['Name', 'name']),
  queue(
    'queueBatchSize',
    each => each.BatchSize,
    each => each.batch_size,
  ),
  queue(
    'queueBatchWindowSeconds',
    each => each.MaximumBatchingWindowInSeconds,
    each => each.maximum_batching_window_in_seconds,
  ),
  queue(
    'queueMaxConcurrency',
    each => each.ScalingConfig.MaximumConcurrency,
    each => each.scaling_config.maximum_concurrency,
  ),
  queue(
    'partialBatchResponses',
    each => isSet(each.FunctionResponseTypes),
    each => isSet(each.function_response_types),
  ),
  stream(
    'partialBatchResponses',
    each => isSet(each.FunctionResponseTypes),
    each => isSet(each.function_response_types),
  ),
  stream(
    'streamBatchSize',
    each => each.BatchSize,
    each => each.batch_size,
  ),
  stream(
    'streamBatchWindowSeconds',
    each => each.MaximumBatchingWindowInSeconds,
    each => each.maximum_batching_window_in_seconds,
  ),
  stream(
    'streamStart',
    each => START[each.StartingPosition],
    each => START[each.starting_position],
  ),
  stream(
    'streamRetries',
    each => each.MaximumRetryAttempts,
    each => each.maximum_retry_attempts,
  ),
  stream(
    'streamBisect',
    each => each.BisectBatchOnFunctionError,
    each => each.bisect_batch_on_function_error,
  ),
  stream(
    'streamParallelism',
    each => each.ParallelizationFactor,
    each => each.parallelization_factor,
  ),
  carrier(
    'scheduleTimeZone',
    /[sS]chedule$/,
    ['ScheduleExpressionTimezone', 'schedule_expression_timezone'],
    only,
    bySchedule,
  ),
  ...delivery('deliveryRetries', ['MaximumRetryAttempts', 'maximum_retry_attempts']),
  ...delivery('deliveryMaxAgeSeconds', ['MaximumEventAgeInSeconds', 'maximum_event_age_in_seconds']),
  carrier(
    'apiThrottleRate',
    'httpApiStage',
    ['DefaultRouteSettings.ThrottlingRateLimit', 'default_route_settings.throttling_rate_limit'],
    undefined,
    byHttp,
  ),
  carrier(
    'apiThrottleBurst',
    'httpApiStage',
    ['DefaultRouteSettings.ThrottlingBurstLimit', 'default_route_settings.throttling_burst_limit'],
    undefined,
    byHttp,
  ),
  carrier(
    'deadLetterRetentionDays',
    'deadLetterQueue',
    ['MessageRetentionPeriod', 'message_retention_seconds'],
    value => value / 86_400,
  ),
  carrier(
    'onRemoval',
    'deadLetterQueue',
    ['DeletionPolicy', 'lifecycle.prevent_destroy'],
    [policy => (isRetained(policy) ? 'retain' : 'delete'), prevented => (prevented ? 'retain' : 'delete')],
  ),
  inFunction('ownKey', ['KmsKeyArn', 'kms_key_arn'], isSet),
  carrier('ownKey', 'deadLetterQueue', ['KmsMasterKeyId', 'kms_master_key_id'], isSet),
  carrier('ownKey', /[sS]chedule$/, ['KmsKeyArn', 'kms_key_arn'], values => only(values.map(isSet)), bySchedule),
  carrier('keyRotation', 'key', ['EnableKeyRotation', 'enable_key_rotation'], undefined, hasKey),
  carrier('keyDeletionDays', 'key', ['PendingWindowInDays', 'deletion_window_in_days'], undefined, hasKey),
  inFunction('logFormat', ['LoggingConfig.LogFormat', 'logging_config.log_format']),
  inFunction('logLevel', ['LoggingConfig.ApplicationLogLevel', 'logging_config.application_log_level']),
  inFunction('systemLogLevel', ['LoggingConfig.SystemLogLevel', 'logging_config.system_log_level']),
  carrier('logRetentionDays', 'logGroup', ['RetentionInDays', 'retention_in_days']),
  carrier('logRetentionDays', 'httpApiLogGroup', ['RetentionInDays', 'retention_in_days'], undefined, byHttp),
  carrier('logsKeptOnDeletion', 'logGroup', ['DeletionPolicy', 'skip_destroy'], [isRetained, isTrue]),
  carrier('logEncryption', 'logGroup', ['KmsKeyId', 'kms_key_id'], key => (isSet(key) ? 'own-key' : 'service-key')),
  carrier('dashboard', 'dashboard', IS_THERE, isSet),
  carrier('alarms', 'throttleAlarm', IS_THERE, isSet),
  carrier('alarmMinutes', 'errorAlarm', ['EvaluationPeriods', 'evaluation_periods'], undefined, hasAlarms),
  carrier('alarmErrorPercent', 'errorAlarm', THRESHOLD, undefined, hasAlarms),
  carrier('alarmThrottles', 'throttleAlarm', THRESHOLD, undefined, hasAlarms),
  carrier(
    'alarmDurationPercent',
    'durationAlarm',
    IS_THERE,
    [
      alarm => alarm.Threshold / 10 / timeoutSaid(alarm.AlarmDescription),
      alarm => alarm.threshold / 10 / timeoutSaid(alarm.alarm_description),
    ],
    hasAlarms,
  ),
  carrier(
    'alarmIteratorAgeSeconds',
    'iteratorAgeAlarm',
    THRESHOLD,
    seconds,
    decided => hasAlarms(decided) && byStream(decided),
  ),
  carrier('alarmDeadLetters', 'deadLetterAlarm', THRESHOLD, undefined, hasAlarms),
];
