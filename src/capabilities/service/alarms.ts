import { ServiceChoices } from './decisions';
import { UserMetrics } from './metrics';
import { AlarmProps, minutes } from '../../parts/alarm/alarm';

const RATE = '100 * FILL(target, 0) / FILL(requests, 0)';
// A request that the load balancer itself refused reached no task: the target group does not count it.
const RATE_WITH_BALANCER = '100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))';

/**
 * The alarms on what users notice: errors, slowness, sick targets. They refer to nothing of the ECS service, so they
 * can roll its deployment back.
 */
export function userAlarms(
  name: string,
  choices: ServiceChoices,
  { requests, targetErrors, balancerErrors, latency, unhealthyTargets }: UserMetrics,
) {
  // Where nobody wants alarms, a deployment may still look at them.
  const silent = !choices.alarms;
  const users = minutes(choices.alarmUserMinutes);
  const serverErrorAlarm: AlarmProps = {
    description:
      `${name}: ${choices.alarmServerErrorPercent} % of the requests or more ended in a 5xx, ${users} in a row. ` +
      'Look at the errors in the log group, and at what was deployed last.',
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
    description:
      `${name}: one request in a hundred took ${choices.alarmLatencyP99Seconds} s or more, ${users} in a row. ` +
      'Look at the CPU, and at what the service waits for.',
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
