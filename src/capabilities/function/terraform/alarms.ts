import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { alarm } from '../../../parts/alarm/terraform';
import { backlogAlarms, callerAlarms } from '../alarms';
import { FunctionChoices } from '../decisions';
import { FunctionMetrics } from '../metrics';

/** The alarms of what callers notice. */
export interface CallerAlarms {
  readonly errorAlarm: CloudwatchMetricAlarm;
  readonly durationAlarm: CloudwatchMetricAlarm;
}

/** The alarms of what is lost, or held up. */
export interface BacklogAlarms {
  readonly throttleAlarm: CloudwatchMetricAlarm;
  readonly iteratorAgeAlarm?: CloudwatchMetricAlarm;
  readonly deadLetterAlarm: CloudwatchMetricAlarm;
}

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
