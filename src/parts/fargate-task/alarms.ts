import { TaskAlarmChoices } from './choices';
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
  const { alarmTaskMinutes: periods, alarmCpuPercent, alarmMemoryPercent } = choices;
  const usage = (description: string, metric: MetricProps, threshold: number): AlarmProps => ({
    description: `${name}: ${description}`,
    metric,
    threshold,
    periods,
  });
  const used = (threshold: number) => `of ${threshold} % or more for ${minutes(periods)}`;
  const runningTasksAlarm: AlarmProps = {
    description:
      `${name}: fewer tasks run than should, for ${minutes(periods)}. Look at the service's events: an image that ` +
      'cannot be pulled, a task that stops, no room.',
    metric: {
      terms: { desired: desiredTasks, running: runningTasks },
      expression: 'desired - running',
      label: 'missing tasks',
    },
    threshold: 1,
    periods,
  };
  return {
    cpuAlarm: usage(
      `a CPU utilisation ${used(alarmCpuPercent)}. Scaling has not helped: look at the greatest number of tasks.`,
      cpu,
      alarmCpuPercent,
    ),
    memoryAlarm: usage(
      `a memory utilisation ${used(alarmMemoryPercent)}. Look for a leak, or give it a greater size.`,
      memory,
      alarmMemoryPercent,
    ),
    // Container insights count the tasks; without them there is no such metric.
    runningTasksAlarm: choices.containerInsights === 'disabled' ? undefined : runningTasksAlarm,
    deploymentFailedAlarm: {
      description:
        `${name}: a deployment failed, and the last version that worked is back. Look at the service's ` + 'events.',
      metric: deploymentFailed,
      threshold: 1,
      periods: 1,
    },
  };
}

/**
 * The event of a deployment that failed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
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
