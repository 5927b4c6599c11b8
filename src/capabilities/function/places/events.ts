import { Place } from '../../../record/place';
import { FunctionChoices } from '../decisions';

type Decision = keyof FunctionChoices & string;

const calledBy = (kind: string) => ({ eventSources: { has: [kind] } });

/** Of all queues. Only the mapping of a stream has a position to start from. */
const ofQueues = (decision: Decision, cloudformation: string, terraform: string): Place<FunctionChoices> => ({
  decision,
  slots: 'EventSource$',
  gather: 'alike',
  cloudformation: { path: cloudformation, lacking: 'StartingPosition' },
  terraform: { path: terraform, lacking: 'starting_position' },
  when: calledBy('queue'),
});

/** Of all tables. */
const ofStreams = (decision: Decision, cloudformation: string, terraform: string): Place<FunctionChoices> => ({
  decision,
  slots: 'EventSource$',
  gather: 'alike',
  cloudformation: { path: cloudformation, having: 'StartingPosition' },
  terraform: { path: terraform, having: 'starting_position' },
  when: calledBy('stream'),
});

/** Of all schedules. */
const ofSchedules = (decision: Decision, cloudformation: string, terraform: string): Place<FunctionChoices> => ({
  decision,
  slots: '[sS]chedule$',
  gather: 'alike',
  cloudformation,
  terraform,
  when: calledBy('schedule'),
});

/** Of the rules of all buckets, which Terraform has targets of their own for; and of all schedules. */
const ofDelivery = (decision: Decision, cloudformation: string, terraform: string): Place<FunctionChoices>[] => [
  {
    decision,
    gather: 'alike',
    cloudformation: { slots: 'Rule$', path: `Targets[Id=function].RetryPolicy.${cloudformation}` },
    terraform: { slots: 'RuleTarget$', path: `retry_policy.${terraform}` },
    when: calledBy('bucket'),
  },
  ofSchedules(decision, `Target.RetryPolicy.${cloudformation}`, `target.retry_policy.${terraform}`),
];

const ANSWERS = ['FunctionResponseTypes', 'function_response_types'] as const;

/** Where the decisions about event sources are seen. */
export const eventPlaces: Place<FunctionChoices>[] = [
  {
    decision: 'eventSources',
    slots: '(EventSource|Rule|[sS]chedule|TopicSubscription)$',
    gather: 'sorted',
    cloudformation: '',
    terraform: '',
    unit: 'kind-of-source',
    provided: 'sources-in-order',
  },
  ofQueues('queueBatchSize', 'BatchSize', 'batch_size'),
  ofQueues('queueBatchWindowSeconds', 'MaximumBatchingWindowInSeconds', 'maximum_batching_window_in_seconds'),
  ofQueues('queueMaxConcurrency', 'ScalingConfig.MaximumConcurrency', 'scaling_config.maximum_concurrency'),
  { ...ofQueues('partialBatchResponses', ...ANSWERS), unit: 'present' },
  { ...ofStreams('partialBatchResponses', ...ANSWERS), unit: 'present' },
  ofStreams('streamBatchSize', 'BatchSize', 'batch_size'),
  ofStreams('streamBatchWindowSeconds', 'MaximumBatchingWindowInSeconds', 'maximum_batching_window_in_seconds'),
  { ...ofStreams('streamStart', 'StartingPosition', 'starting_position'), unit: 'start-of-position' },
  ofStreams('streamRetries', 'MaximumRetryAttempts', 'maximum_retry_attempts'),
  ofStreams('streamBisect', 'BisectBatchOnFunctionError', 'bisect_batch_on_function_error'),
  ofStreams('streamParallelism', 'ParallelizationFactor', 'parallelization_factor'),
  ofSchedules('scheduleTimeZone', 'ScheduleExpressionTimezone', 'schedule_expression_timezone'),
  ...ofDelivery('deliveryRetries', 'MaximumRetryAttempts', 'maximum_retry_attempts'),
  ...ofDelivery('deliveryMaxAgeSeconds', 'MaximumEventAgeInSeconds', 'maximum_event_age_in_seconds'),
];
