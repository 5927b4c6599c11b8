import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { description } from '../../../support/names';
import { matchesOf } from '../../alarm/alarm';
import { createAlarm } from '../../alarm/aws';
import { deploymentFailedPattern, taskAlarms } from '../alarms';
import { TaskAlarmChoices } from '../choices';
import { TaskMetrics } from '../metrics';

/** The alarms on the tasks. */
export interface TaskAlarms {
  readonly cpuAlarm: cloudwatch.CfnAlarm;
  readonly memoryAlarm: cloudwatch.CfnAlarm;
  readonly runningTasksAlarm?: cloudwatch.CfnAlarm;
  readonly deploymentFailedAlarm: cloudwatch.CfnAlarm;
  readonly deploymentFailedRule: events.CfnRule;
}

export function renderTaskAlarms(
  owner: CapabilityConstruct,
  choices: TaskAlarmChoices,
  metrics: TaskMetrics,
  service: ecs.CfnService,
): TaskAlarms {
  const deploymentFailedRule = owner._slot(
    'deploymentFailedRule',
    new events.CfnRule(owner, 'DeploymentFailedRule', {
      description: description(`Deployments of ${owner.node.path} that failed`),
      eventPattern: deploymentFailedPattern(service.ref),
    }),
  );
  const { cpuAlarm, memoryAlarm, runningTasksAlarm, deploymentFailedAlarm } = taskAlarms(
    owner.node.path,
    choices,
    metrics,
    matchesOf(deploymentFailedRule.ref),
  );
  return {
    cpuAlarm: createAlarm(owner, 'cpuAlarm', cpuAlarm),
    memoryAlarm: createAlarm(owner, 'memoryAlarm', memoryAlarm),
    runningTasksAlarm: runningTasksAlarm && createAlarm(owner, 'runningTasksAlarm', runningTasksAlarm),
    deploymentFailedAlarm: createAlarm(owner, 'deploymentFailedAlarm', deploymentFailedAlarm),
    deploymentFailedRule,
  };
}
