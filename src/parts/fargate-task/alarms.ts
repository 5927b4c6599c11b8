import { TaskAlarmChoices } from './decisions';
import { TaskMetrics } from './metrics';
import { AlarmProps, MetricProps, minutes } from '../alarm/alarm';

/**
 * The alarms of what the tasks show: load, memory, too few of them, a deployment that failed.
 *
 * @internal
 */
export function taskAlarms(
  name: string,
  choices: TaskAlarmChoices,
  { cpu, memory, desiredTasks, runningTasks }: TaskMetrics,
  deploymentFailed: MetricProps,
) {
  const tasks = minutes(choices.alarmTaskMinutes);
  const usage = (what: string, metric: MetricProps, threshold: number, advice: string): AlarmProps => ({
    description: `${name}: ${what} of ${threshold} % or more for ${tasks}. ${advice}`,
    metric,
    threshold,
    periods: choices.alarmTaskMinutes,
  });
  const runningTasksAlarm: AlarmProps = {
    description:
      `${name}: fewer tasks run than should, for ${tasks}. Look at the service's events: an image that ` +
      'cannot be ' +
      'pulled, a task that stops, no room.',
    metric: {
      terms: { desired: desiredTasks, running: runningTasks },
      expression: 'desired - running',
      label: 'missing tasks',
    },
    threshold: 1,
    periods: choices.alarmTaskMinutes,
  };
  const deploymentFailedAlarm: AlarmProps = {
    description:
      `${name}: a deployment failed, and the last version that worked is back. Look at the service's ` + 'events.',
    metric: deploymentFailed,
    threshold: 1,
    periods: 1,
  };
  return {
    cpuAlarm: usage(
      'a CPU utilisation',
      cpu,
      choices.alarmCpuPercent,
      'Scaling has not helped: look at the greatest number of tasks.',
    ),
    memoryAlarm: usage(
      'a memory utilisation',
      memory,
      choices.alarmMemoryPercent,
      'Look for a leak, or give it a greater size.',
    ),
    // Container insights count the tasks; without them there is no such metric.
    runningTasksAlarm: choices.containerInsights === 'disabled' ? undefined : runningTasksAlarm,
    deploymentFailedAlarm,
  };
}

/**
 * The event of a deployment that failed.
 *
 * @internal
 */
export function deploymentFailedPattern(serviceArn: string) {
  return {
    source: ['aws.ecs'],
    'detail-type': ['ECS Deployment State Change'],
    resources: [serviceArn],
    detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
  };
}
