import { GoldenPathFunctionResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { alarm } from '../../../parts/alarm/terraform';
import { backlogAlarms, callerAlarms } from '../alarms';
import { FunctionChoices } from '../decisions';
import { FunctionMetrics } from '../metrics';

/** The alarms about what callers notice. */
export type CallerAlarms = Required<Pick<GoldenPathFunctionResources, 'errorAlarm' | 'durationAlarm'>>;

/** The alarms about calls and events that are lost, or wait. */
export type BacklogAlarms = Pick<GoldenPathFunctionResources, 'throttleAlarm' | 'iteratorAgeAlarm' | 'deadLetterAlarm'>;

export function renderCallerAlarms(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  metrics: FunctionMetrics,
): CallerAlarms {
  const { errorAlarm, durationAlarm } = callerAlarms(owner.node.path, choices, metrics);
  return {
    errorAlarm: alarm(owner, 'errorAlarm', errorAlarm),
    durationAlarm: alarm(owner, 'durationAlarm', durationAlarm),
  };
}

export function renderBacklogAlarms(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  metrics: FunctionMetrics,
): BacklogAlarms {
  const { throttleAlarm, iteratorAgeAlarm, deadLetterAlarm } = backlogAlarms(owner.node.path, choices, metrics);
  return {
    throttleAlarm: alarm(owner, 'throttleAlarm', throttleAlarm),
    iteratorAgeAlarm: iteratorAgeAlarm && alarm(owner, 'iteratorAgeAlarm', iteratorAgeAlarm),
    deadLetterAlarm: alarm(owner, 'deadLetterAlarm', deadLetterAlarm),
  };
}
