import { GoldenPathFunctionResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { createAlarm } from '../../../parts/alarm/terraform';
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
    errorAlarm: createAlarm(owner, 'errorAlarm', errorAlarm),
    durationAlarm: createAlarm(owner, 'durationAlarm', durationAlarm),
  };
}

export function renderBacklogAlarms(
  owner: CapabilityConstruct,
  choices: FunctionChoices,
  metrics: FunctionMetrics,
): BacklogAlarms {
  const { throttleAlarm, iteratorAgeAlarm, deadLetterAlarm } = backlogAlarms(owner.node.path, choices, metrics);
  return {
    throttleAlarm: createAlarm(owner, 'throttleAlarm', throttleAlarm),
    iteratorAgeAlarm: iteratorAgeAlarm && createAlarm(owner, 'iteratorAgeAlarm', iteratorAgeAlarm),
    deadLetterAlarm: createAlarm(owner, 'deadLetterAlarm', deadLetterAlarm),
  };
}
