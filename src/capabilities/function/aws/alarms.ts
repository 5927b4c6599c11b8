import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { alarm } from '../../../parts/alarm/aws';
import { backlogAlarms, callerAlarms } from '../alarms';
import { FunctionChoices } from '../decisions';
import { FunctionMetrics } from '../metrics';

/** The alarms that a deployment looks at. */
export interface CallerAlarms {
  readonly errorAlarm: cloudwatch.CfnAlarm;
  readonly durationAlarm: cloudwatch.CfnAlarm;
}

/** The alarms of what is lost, or held up. */
export interface BacklogAlarms {
  readonly throttleAlarm: cloudwatch.CfnAlarm;
  readonly iteratorAgeAlarm?: cloudwatch.CfnAlarm;
  readonly deadLetterAlarm: cloudwatch.CfnAlarm;
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
