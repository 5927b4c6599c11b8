import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { description } from '../../../support/names';
import { matchesOf } from '../../alarm/alarm';
import { createAlarm } from '../../alarm/terraform';
import { deploymentFailedPattern, taskAlarms } from '../alarms';
import { TaskAlarmChoices } from '../choices';
import { TaskMetrics } from '../metrics';

/** The alarms on the tasks. */
export interface TaskAlarms {
  readonly cpuAlarm: CloudwatchMetricAlarm;
  readonly memoryAlarm: CloudwatchMetricAlarm;
  readonly runningTasksAlarm?: CloudwatchMetricAlarm;
  readonly deploymentFailedAlarm: CloudwatchMetricAlarm;
  readonly deploymentFailedRule: CloudwatchEventRule;
}

export function renderTaskAlarms(
  owner: CapabilityConstruct,
  choices: TaskAlarmChoices,
  metrics: TaskMetrics,
  service: EcsService,
): TaskAlarms {
  const deploymentFailedRule = owner._slot(
    'deploymentFailedRule',
    new CloudwatchEventRule(owner, 'DeploymentFailedRule', {
      description: description(`Deployments of ${owner.node.path} that failed`),
      eventPattern: json(deploymentFailedPattern(service.id)),
      tags: owner._tags,
    }),
  );
  const { cpuAlarm, memoryAlarm, runningTasksAlarm, deploymentFailedAlarm } = taskAlarms(
    owner.node.path,
    choices,
    metrics,
    matchesOf(deploymentFailedRule.name),
  );
  return {
    cpuAlarm: createAlarm(owner, 'cpuAlarm', cpuAlarm),
    memoryAlarm: createAlarm(owner, 'memoryAlarm', memoryAlarm),
    runningTasksAlarm: runningTasksAlarm && createAlarm(owner, 'runningTasksAlarm', runningTasksAlarm),
    deploymentFailedAlarm: createAlarm(owner, 'deploymentFailedAlarm', deploymentFailedAlarm),
    deploymentFailedRule,
  };
}
