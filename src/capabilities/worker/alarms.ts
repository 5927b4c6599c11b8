import { WorkerChoices } from './decisions';
import { latency } from './scaling';
import { AlarmProps, minutes } from '../../parts/alarm/alarm';
import { QueueMetrics } from '../../parts/message-queue/metrics';

/**
 * The alarms on messages that wait. They refer to nothing of the ECS service, so they can roll its deployment back.
 */
export function messageAlarms(name: string, choices: WorkerChoices, queue: QueueMetrics) {
  // Where nobody wants alarms, a deployment may still look at them.
  const silent = !choices.alarms;
  const stalledAlarm: AlarmProps = {
    description:
      `${name}: messages wait, and none was finished for ${minutes(choices.alarmStalledMinutes)}. Look at the ` +
      'errors in the log group, and at what was deployed last.',
    metric: {
      terms: { waiting: queue.waiting, finished: queue.finished },
      expression: 'IF(waiting > 0 AND FILL(finished, 0) < 1, 1, 0)',
      label: 'messages wait and none is finished',
    },
    threshold: 1,
    periods: choices.alarmStalledMinutes,
    silent,
  };
  const latencyAlarm: AlarmProps = {
    description:
      `${name}: a message has waited for ${choices.alarmLatencySeconds} s or more, for ` +
      `${minutes(choices.alarmLatencyMinutes)}. Look at the greatest number of tasks, at the errors, and at what ` +
      'the worker waits for.',
    metric: latency(queue),
    threshold: choices.alarmLatencySeconds,
    periods: choices.alarmLatencyMinutes,
    silent,
  };
  return { stalledAlarm, latencyAlarm };
}
