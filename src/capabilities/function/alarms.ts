import { FunctionChoices } from './decisions';
import { FunctionMetrics } from './metrics';
import { EventSourceKind } from '../../binding/binding';
import { AlarmProps, minutes } from '../../parts/alarm/alarm';

/** The alarms about what callers notice: errors and slowness. A deployment is rolled back by them. */
export function callerAlarms(
  name: string,
  choices: FunctionChoices,
  { invocations, errors, duration }: FunctionMetrics,
) {
  // Where nobody wants alarms, a deployment may still look at them.
  const silent = !choices.alarms;
  const periods = choices.alarmMinutes;
  const errorAlarm: AlarmProps = {
    description:
      `${name}: ${choices.alarmErrorPercent} % of the calls or more failed, ${minutes(periods)} in a row. Look at ` +
      'the errors in the log group, and at what was deployed last.',
    metric: {
      terms: { invocations, errors },
      expression: '100 * FILL(errors, 0) / FILL(invocations, 0)',
      label: 'error rate, percent',
    },
    threshold: choices.alarmErrorPercent,
    periods,
    silent,
  };
  const durationAlarm: AlarmProps = {
    description:
      `${name}: one call in a hundred took ${choices.alarmDurationPercent} % of its timeout of ` +
      `${choices.timeoutSeconds} s or more, ${minutes(periods)} in a row. Look at what the function waits for.`,
    metric: duration,
    threshold: durationThreshold(choices),
    periods,
    silent,
  };
  return { errorAlarm, durationAlarm };
}

/** The alarms about calls and events that are lost, or wait. */
export function backlogAlarms(
  name: string,
  choices: FunctionChoices,
  { throttles, iteratorAge, deadLetters }: FunctionMetrics,
) {
  const periods = choices.alarmMinutes;
  const throttleAlarm: AlarmProps = {
    description:
      `${name}: calls were turned away, ${minutes(periods)} in a row, because nothing was free to run them. Look at ` +
      'reservedConcurrency, and at what else the account runs.',
    metric: throttles,
    threshold: choices.alarmThrottles,
    periods,
  };
  const iteratorAgeAlarm: AlarmProps = {
    description:
      `${name}: changes of a table are ${choices.alarmIteratorAgeSeconds} s old when they come. Look for errors, or ` +
      'raise streamParallelism.',
    metric: iteratorAge,
    threshold: choices.alarmIteratorAgeSeconds * 1000,
    periods,
  };
  const deadLetterAlarm: AlarmProps = {
    description:
      `${name}: something that nobody could work on is in the dead-letter queue. Look at it, correct what is wrong, ` +
      'and send it again.',
    metric: deadLetters,
    threshold: choices.alarmDeadLetters,
    periods: 1,
  };
  return {
    throttleAlarm,
    iteratorAgeAlarm: choices.eventSources.includes(EventSourceKind.STREAM) ? iteratorAgeAlarm : undefined,
    deadLetterAlarm,
  };
}

/** The duration of a call that is an alarm, in milliseconds. */
export function durationThreshold({ timeoutSeconds, alarmDurationPercent }: FunctionChoices): number {
  return timeoutSeconds * 10 * alarmDurationPercent;
}
