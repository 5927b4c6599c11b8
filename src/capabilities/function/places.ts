import { FunctionChoices } from './decisions';
import { eventPlaces } from './places/events';
import { programPlaces } from './places/program';
import { watchingPlaces } from './places/watching';
import { SIZES } from './size';
import { broughtKeyPlace } from '../../parts/data-key/brought';
import { keyPlaces } from '../../parts/data-key/places';
import { domainCodecs } from '../../parts/domain/places';
import { apiDomainPlaces, corsPlaces, httpApiCodecs, httpApiPlaces, WITH_CORS } from '../../parts/http-api/places';
import { Codecs } from '../../record/codecs';
import { Place } from '../../record/place';

const FUNCTION_KEY = { cloudformation: 'KmsKeyArn', terraform: 'kms_key_arn' };
const QUEUE_KEY = { cloudformation: 'KmsMasterKeyId', terraform: 'kms_master_key_id' };
const LOG_KEY = { cloudformation: 'KmsKeyId', terraform: 'kms_key_id' };
const WITH_HTTP = { http: { not: [null] } };
const WITH_SCHEDULE = { eventSources: { has: ['schedule'] } };
const LOG_DAYS = { cloudformation: 'RetentionInDays', terraform: 'retention_in_days' };

export const places: Place<FunctionChoices>[] = [
  ...programPlaces,
  {
    decision: 'http',
    slot: 'httpApiRoute',
    cloudformation: 'AuthorizationType',
    terraform: 'authorization_type',
    unit: 'callers-of-authorization',
    when: { corsOrigins: null },
  },
  {
    decision: 'http',
    slots: '^httpApi[A-Z]\\w+Route$',
    gather: 'alike',
    cloudformation: 'AuthorizationType',
    terraform: 'authorization_type',
    unit: 'callers-of-authorization',
    when: WITH_CORS,
  },
  ...eventPlaces,
  ...httpApiPlaces(WITH_HTTP),
  ...corsPlaces,
  ...apiDomainPlaces,
  {
    decision: 'deadLetterRetentionDays',
    slot: 'deadLetterQueue',
    cloudformation: 'MessageRetentionPeriod',
    terraform: 'message_retention_seconds',
    unit: 'days-in-seconds',
  },
  {
    decision: 'onRemoval',
    slot: 'deadLetterQueue',
    cloudformation: 'DeletionPolicy',
    terraform: 'lifecycle.prevent_destroy',
    unit: 'on-removal',
  },
  { decision: 'ownKey', slot: 'function', ...FUNCTION_KEY, unit: 'present' },
  {
    decision: 'ownKey',
    slot: 'deadLetterQueue',
    ...QUEUE_KEY,
    unit: 'present',
  },
  {
    decision: 'ownKey',
    slots: '[sS]chedule$',
    gather: 'alike',
    ...FUNCTION_KEY,
    unit: 'present',
    when: WITH_SCHEDULE,
  },
  broughtKeyPlace({ slot: 'function', ...FUNCTION_KEY }),
  broughtKeyPlace({ slot: 'deadLetterQueue', ...QUEUE_KEY }),
  broughtKeyPlace({ slot: 'logGroup', ...LOG_KEY }),
  broughtKeyPlace({ slots: '[sS]chedule$', gather: 'alike', ...FUNCTION_KEY }, WITH_SCHEDULE),
  ...keyPlaces,
  { decision: 'logRetentionDays', slot: 'logGroup', ...LOG_DAYS },
  { decision: 'logRetentionDays', slot: 'httpApiLogGroup', ...LOG_DAYS, when: WITH_HTTP },
  {
    decision: 'logsKeptOnDeletion',
    slot: 'logGroup',
    cloudformation: 'DeletionPolicy',
    terraform: 'skip_destroy',
    unit: 'kept',
  },
  {
    decision: 'logEncryption',
    slot: 'logGroup',
    ...LOG_KEY,
    unit: 'whose-key',
  },
  ...watchingPlaces,
];

/** The decisions that one of the engines does not show. The README has the reason for each. */
export const differences: string[] = ['minify', 'awsSdk', 'versionsKept', 'trafficShift', 'rollbackOnAlarm'];

/** Those of the path, and those of event sources. */
const NOT_OF_TEAM = /^(OTEL_SERVICE_NAME|OTEL_RESOURCE_ATTRIBUTES|NODE_OPTIONS|AWS_LAMBDA_EXEC_WRAPPER)$|_(NAME|URL)$/;
const STARTS: { readonly [position: string]: string } = { TRIM_HORIZON: 'oldest', LATEST: 'newest' };

export const codecs: Codecs = {
  ...domainCodecs,
  ...httpApiCodecs,
  'size-of-memory': (memory: number) => Object.entries(SIZES).find(([, size]) => size === memory)?.[0],
  'variables-of-team': (variables: object = {}) => Object.keys(variables).filter(name => !NOT_OF_TEAM.test(name)),
  'tracing-mode': (mode: string) => (mode === 'Active' ? 'active' : 'pass-through'),
  /** The kind of source that a resource stands for. */
  'kind-of-source': (resource: any) => {
    const has = (cloudformation: string, terraform: string) =>
      (resource[cloudformation] ?? resource[terraform]) !== undefined;
    if (has('ScheduleExpression', 'schedule_expression')) return 'schedule';
    if (has('EventPattern', 'event_pattern')) return 'bucket';
    if (has('TopicArn', 'topic_arn')) return 'topic';
    return has('StartingPosition', 'starting_position') ? 'stream' : 'queue';
  },
  'start-of-position': (position: string) => STARTS[position],
  /** The alarm is in milliseconds, and says of which timeout. */
  'percent-of-timeout': (alarm: any) => {
    const [, timeout] = /timeout of (\d+) s/.exec(alarm.AlarmDescription ?? alarm.alarm_description)!;
    return (alarm.Threshold ?? alarm.threshold) / 10 / Number(timeout);
  },
};

export const conditions = {
  'memory-of-size': ({ memoryMib, size }: FunctionChoices) => SIZES[size] === memoryMib,
  /** Their resources do not show the order in which a team named them. */
  'sources-in-order': ({ eventSources }: FunctionChoices) => [...eventSources].sort().join() === eventSources.join(),
};
