import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { description } from '../../../core/words';
import { alarm } from '../../../terraform/alarms';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { json } from '../../../terraform/json';
import { deploymentFailedMetric, deploymentFailedPattern, taskAlarms, userAlarms } from '../alarms';
import { ServiceChoices } from '../decisions';
import { TaskMetrics, UserMetrics } from '../metrics';

/** The alarms that look at the users' side. */
export interface UserAlarms {
  readonly serverErrorAlarm: CloudwatchMetricAlarm;
  readonly latencyAlarm: CloudwatchMetricAlarm;
  readonly unhealthyTargetsAlarm: CloudwatchMetricAlarm;
}

/** The alarms that look at the tasks' side. */
export interface TaskAlarms {
  readonly cpuAlarm: CloudwatchMetricAlarm;
  readonly memoryAlarm: CloudwatchMetricAlarm;
  readonly runningTasksAlarm?: CloudwatchMetricAlarm;
  readonly deploymentFailedAlarm: CloudwatchMetricAlarm;
  readonly deploymentFailedRule: CloudwatchEventRule;
}

export function renderUserAlarms(owner: CapabilityConstruct, choices: ServiceChoices, metrics: UserMetrics): UserAlarms {
  const { serverErrorAlarm, latencyAlarm, unhealthyTargetsAlarm } = userAlarms(owner.node.path, choices, metrics);
  return {
    serverErrorAlarm: alarm(owner, 'serverErrorAlarm', serverErrorAlarm),
    latencyAlarm: alarm(owner, 'latencyAlarm', latencyAlarm),
    unhealthyTargetsAlarm: alarm(owner, 'unhealthyTargetsAlarm', unhealthyTargetsAlarm),
  };
}

export function renderTaskAlarms(owner: CapabilityConstruct, choices: ServiceChoices, metrics: TaskMetrics, service: EcsService): TaskAlarms {
  const deploymentFailedRule = owner._slot('deploymentFailedRule', new CloudwatchEventRule(owner, 'DeploymentFailedRule', {
    description: description(`Deployments of ${owner.node.path} that failed`),
    eventPattern: json(deploymentFailedPattern(service.id)),
    tags: owner._tags,
  }));
  const { cpuAlarm, memoryAlarm, runningTasksAlarm, deploymentFailedAlarm } = taskAlarms(owner.node.path, choices, metrics, deploymentFailedMetric(deploymentFailedRule.name));
  return {
    cpuAlarm: alarm(owner, 'cpuAlarm', cpuAlarm),
    memoryAlarm: alarm(owner, 'memoryAlarm', memoryAlarm),
    runningTasksAlarm: runningTasksAlarm && alarm(owner, 'runningTasksAlarm', runningTasksAlarm),
    deploymentFailedAlarm: alarm(owner, 'deploymentFailedAlarm', deploymentFailedAlarm),
    deploymentFailedRule,
  };
}
