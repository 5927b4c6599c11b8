import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import { alarm } from '../../../aws/alarms';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { description } from '../../../core/words';
import { deploymentFailedMetric, deploymentFailedPattern, taskAlarms, userAlarms } from '../alarms';
import { ServiceChoices } from '../decisions';
import { TaskMetrics, UserMetrics } from '../metrics';

/** The alarms that look at the users' side. */
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

export function renderUserAlarms(owner: CapabilityConstruct, choices: ServiceChoices, metrics: UserMetrics): UserAlarms {
  const { serverErrorAlarm, latencyAlarm, unhealthyTargetsAlarm } = userAlarms(owner.node.path, choices, metrics);
  return {
    serverErrorAlarm: alarm(owner, 'serverErrorAlarm', serverErrorAlarm),
    latencyAlarm: alarm(owner, 'latencyAlarm', latencyAlarm),
    unhealthyTargetsAlarm: alarm(owner, 'unhealthyTargetsAlarm', unhealthyTargetsAlarm),
  };
}

export function renderTaskAlarms(owner: CapabilityConstruct, choices: ServiceChoices, metrics: TaskMetrics, service: ecs.CfnService): TaskAlarms {
  const deploymentFailedRule = owner._slot('deploymentFailedRule', new events.CfnRule(owner, 'DeploymentFailedRule', {
    description: description(`Deployments of ${owner.node.path} that failed`),
    eventPattern: deploymentFailedPattern(service.ref),
  }));
  const { cpuAlarm, memoryAlarm, runningTasksAlarm, deploymentFailedAlarm } = taskAlarms(owner.node.path, choices, metrics, deploymentFailedMetric(deploymentFailedRule.ref));
  return {
    cpuAlarm: alarm(owner, 'cpuAlarm', cpuAlarm),
    memoryAlarm: alarm(owner, 'memoryAlarm', memoryAlarm),
    runningTasksAlarm: runningTasksAlarm && alarm(owner, 'runningTasksAlarm', runningTasksAlarm),
    deploymentFailedAlarm: alarm(owner, 'deploymentFailedAlarm', deploymentFailedAlarm),
    deploymentFailedRule,
  };
}
