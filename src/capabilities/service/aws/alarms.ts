import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import { TaskMetrics, UserMetrics } from './metrics';
import { alarm, MetricProps, term } from '../../../aws/alarms';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { description } from '../../../aws/description';
import { ServiceChoices } from '../decisions';

/** The alarms that look at the users' side. They know nothing of the ECS service, so its deployment can be rolled back by them. */
export interface UserAlarms {
  readonly serverErrorAlarm: cloudwatch.CfnAlarm;
  readonly latencyAlarm: cloudwatch.CfnAlarm;
  readonly unhealthyTargetsAlarm: cloudwatch.CfnAlarm;
}

/** The alarms that look at the tasks' side. */
export interface TaskAlarms {
  readonly cpuAlarm: cloudwatch.CfnAlarm;
  readonly memoryAlarm: cloudwatch.CfnAlarm;
  readonly runningTasksAlarm?: cloudwatch.CfnAlarm;
  readonly deploymentFailedAlarm: cloudwatch.CfnAlarm;
  readonly deploymentFailedRule: events.CfnRule;
}

const RATE = '100 * FILL(target, 0) / FILL(requests, 0)';
// What the load balancer refused itself reached no task, and is not among the requests of the target group.
const RATE_WITH_BALANCER = '100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))';

/** What users notice: errors, slowness, sick targets. */
export function userAlarms(owner: CapabilityConstruct, choices: ServiceChoices, metrics: UserMetrics): UserAlarms {
  // Where nobody wants alarms, a deployment may still look at them.
  const silent = !choices.alarms;
  return {
    serverErrorAlarm: alarm(owner, 'serverErrorAlarm', {
      description: `${owner.node.path}: ${choices.alarmServerErrorPercent} % of the requests or more ended in a 5xx, five minutes in a row. Look at the errors in the log group, and at what was deployed last.`,
      metrics: [
        term('requests', metrics.requests),
        term('target', metrics.targetErrors),
        ...(metrics.balancerErrors ? [term('balancer', metrics.balancerErrors)] : []),
        { id: 'rate', expression: metrics.balancerErrors ? RATE_WITH_BALANCER : RATE, label: '5xx rate, percent', returnData: true },
      ],
      threshold: choices.alarmServerErrorPercent,
      periods: 5,
      silent,
    }),
    latencyAlarm: alarm(owner, 'latencyAlarm', {
      description: `${owner.node.path}: one request in a hundred took ${choices.alarmLatencyP99Seconds} s or more, five minutes in a row. Look at the CPU, and at what the service waits for.`,
      metric: metrics.latency,
      threshold: choices.alarmLatencyP99Seconds,
      periods: 5,
      silent,
    }),
    unhealthyTargetsAlarm: alarm(owner, 'unhealthyTargetsAlarm', {
      description: `${owner.node.path}: a task has failed its health check for five minutes. Look at its log stream.`,
      metric: metrics.unhealthyTargets,
      threshold: 1,
      periods: 5,
      silent,
    }),
  };
}

/** What the tasks show: load, memory, too few of them, a deployment that failed. */
export function taskAlarms(owner: CapabilityConstruct, choices: ServiceChoices, metrics: TaskMetrics, service: ecs.CfnService): TaskAlarms {
  const usage = (slot: string, what: string, metric: MetricProps, threshold: number, advice: string) => alarm(owner, slot, {
    description: `${owner.node.path}: ${what} of ${threshold} % or more for ten minutes. ${advice}`,
    metric,
    threshold,
    periods: 10,
  });
  const deploymentFailedRule = owner._slot('deploymentFailedRule', new events.CfnRule(owner, 'DeploymentFailedRule', {
    description: description(`Deployments of ${owner.node.path} that failed`),
    eventPattern: {
      'source': ['aws.ecs'],
      'detail-type': ['ECS Deployment State Change'],
      'resources': [service.ref],
      'detail': { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    },
  }));
  return {
    cpuAlarm: usage('cpuAlarm', 'a CPU utilisation', metrics.cpu, choices.alarmCpuPercent, 'Scaling has not helped: look at the greatest number of tasks.'),
    memoryAlarm: usage('memoryAlarm', 'a memory utilisation', metrics.memory, choices.alarmMemoryPercent, 'Look for a leak, or give it a greater size.'),
    // Container insights count the tasks; without them there is no such metric.
    runningTasksAlarm: choices.containerInsights === 'disabled' ? undefined : alarm(owner, 'runningTasksAlarm', {
      description: `${owner.node.path}: fewer tasks run than should, for ten minutes. Look at the service's events: an image that cannot be pulled, a task that stops, no room.`,
      metrics: [
        term('desired', metrics.desiredTasks),
        term('running', metrics.runningTasks),
        { id: 'missing', expression: 'desired - running', label: 'missing tasks', returnData: true },
      ],
      threshold: 1,
      periods: 10,
    }),
    deploymentFailedAlarm: alarm(owner, 'deploymentFailedAlarm', {
      description: `${owner.node.path}: a deployment failed, and the last version that worked is back. Look at the service's events.`,
      metric: { namespace: 'AWS/Events', name: 'TriggeredRules', statistic: 'Sum', dimensions: { RuleName: deploymentFailedRule.ref } },
      threshold: 1,
      periods: 1,
    }),
    deploymentFailedRule,
  };
}
