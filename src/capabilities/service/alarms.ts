import { ServiceChoices } from './decisions';
import { TaskMetrics, UserMetrics } from './metrics';
import { AlarmProps, MetricProps } from '../../core/alarm';

const RATE = '100 * FILL(target, 0) / FILL(requests, 0)';
// What the load balancer refused itself reached no task, and is not among the requests of the target group.
const RATE_WITH_BALANCER = '100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))';

/** What users notice: errors, slowness, sick targets. They know nothing of the ECS service, so its deployment can be rolled back by them. */
export function userAlarms(name: string, choices: ServiceChoices, { requests, targetErrors, balancerErrors, latency, unhealthyTargets }: UserMetrics) {
  // Where nobody wants alarms, a deployment may still look at them.
  const silent = !choices.alarms;
  const users = minutes(choices.alarmUserMinutes);
  const serverErrorAlarm: AlarmProps = {
    description: `${name}: ${choices.alarmServerErrorPercent} % of the requests or more ended in a 5xx, ${users} in a row. Look at the errors in the log group, and at what was deployed last.`,
    metric: {
      terms: { requests, target: targetErrors, ...(balancerErrors ? { balancer: balancerErrors } : {}) },
      expression: balancerErrors ? RATE_WITH_BALANCER : RATE,
      label: '5xx rate, percent',
    },
    threshold: choices.alarmServerErrorPercent,
    periods: choices.alarmUserMinutes,
    silent,
  };
  const latencyAlarm: AlarmProps = {
    description: `${name}: one request in a hundred took ${choices.alarmLatencyP99Seconds} s or more, ${users} in a row. Look at the CPU, and at what the service waits for.`,
    metric: latency,
    threshold: choices.alarmLatencyP99Seconds,
    periods: choices.alarmUserMinutes,
    silent,
  };
  const unhealthyTargetsAlarm: AlarmProps = {
    description: `${name}: a task has failed its health check for ${users}. Look at its log stream.`,
    metric: unhealthyTargets,
    threshold: 1,
    periods: choices.alarmUserMinutes,
    silent,
  };
  return { serverErrorAlarm, latencyAlarm, unhealthyTargetsAlarm };
}

/** What the tasks show: load, memory, too few of them, a deployment that failed. */
export function taskAlarms(name: string, choices: ServiceChoices, { cpu, memory, desiredTasks, runningTasks }: TaskMetrics, deploymentFailed: MetricProps) {
  const tasks = minutes(choices.alarmTaskMinutes);
  const usage = (what: string, metric: MetricProps, threshold: number, advice: string): AlarmProps => ({
    description: `${name}: ${what} of ${threshold} % or more for ${tasks}. ${advice}`,
    metric,
    threshold,
    periods: choices.alarmTaskMinutes,
  });
  const runningTasksAlarm: AlarmProps = {
    description: `${name}: fewer tasks run than should, for ${tasks}. Look at the service's events: an image that cannot be pulled, a task that stops, no room.`,
    metric: { terms: { desired: desiredTasks, running: runningTasks }, expression: 'desired - running', label: 'missing tasks' },
    threshold: 1,
    periods: choices.alarmTaskMinutes,
  };
  const deploymentFailedAlarm: AlarmProps = {
    description: `${name}: a deployment failed, and the last version that worked is back. Look at the service's events.`,
    metric: deploymentFailed,
    threshold: 1,
    periods: 1,
  };
  return {
    cpuAlarm: usage('a CPU utilisation', cpu, choices.alarmCpuPercent, 'Scaling has not helped: look at the greatest number of tasks.'),
    memoryAlarm: usage('a memory utilisation', memory, choices.alarmMemoryPercent, 'Look for a leak, or give it a greater size.'),
    // Container insights count the tasks; without them there is no such metric.
    runningTasksAlarm: choices.containerInsights === 'disabled' ? undefined : runningTasksAlarm,
    deploymentFailedAlarm,
  };
}

function minutes(count: number): string {
  return count === 1 ? 'a minute' : `${count} minutes`;
}

/** The event of a deployment that failed. */
export function deploymentFailedPattern(serviceArn: string) {
  return {
    'source': ['aws.ecs'],
    'detail-type': ['ECS Deployment State Change'],
    'resources': [serviceArn],
    'detail': { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
  };
}

/** How often the rule that looks for it has matched. */
export function deploymentFailedMetric(ruleName: string): MetricProps {
  return { namespace: 'AWS/Events', name: 'TriggeredRules', statistic: 'Sum', dimensions: { RuleName: ruleName } };
}
