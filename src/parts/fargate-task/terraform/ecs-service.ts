import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsService, EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { IResolvable, Lazy, Op, ref, TerraformStack } from 'cdktf';
import { Task } from './task';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { nameOf } from '../../../engines/terraform/names';
import { TaskDeploymentChoices } from '../decisions';

/** What an ECS service is made from. */
export interface EcsServiceProps {
  readonly choices: TaskDeploymentChoices;
  readonly network: INetwork;
  readonly task: Task;
  readonly securityGroup: SecurityGroup;
  /** The alarms that roll a deployment back. */
  readonly rollback: CloudwatchMetricAlarm[];
}

/** The ECS service, deployed by ECS itself. `own` is what differs from one capability to another. */
export function ecsService(
  owner: CapabilityConstruct,
  { choices, network, task, securityGroup, rollback }: EcsServiceProps,
  own: Partial<EcsServiceConfig>,
): EcsService {
  const taskDefinition: IResolvable = Lazy.anyValue({ produce: () => service.taskDefinitionInput });
  const deployed = Op.eq(ref('self.task_definition', TerraformStack.of(owner)), taskDefinition);
  const service: EcsService = new EcsService(owner, 'Resource', {
    name: nameOf(owner, 'service', 255),
    cluster: task.resources.cluster.arn,
    taskDefinition: task.resources.taskDefinition.arn,
    platformVersion: choices.platformVersion,
    // To start with. From then on scaling decides.
    desiredCount: choices.minTasks,
    networkConfiguration: {
      subnets: network.privateSubnetIds,
      securityGroups: [securityGroup.id],
      assignPublicIp: false,
    },
    deploymentController: { type: 'ECS' },
    deploymentMinimumHealthyPercent: choices.minimumHealthyPercent,
    deploymentMaximumPercent: choices.maximumPercent,
    deploymentCircuitBreaker: { enable: choices.circuitBreaker, rollback: choices.rollbackOnFailure },
    alarms: choices.rollbackOnAlarm
      ? { enable: true, rollback: true, alarmNames: rollback.map(({ alarmName }) => alarmName) }
      : undefined,
    availabilityZoneRebalancing: choices.zoneRebalancing ? 'ENABLED' : 'DISABLED',
    enableExecuteCommand: choices.execEnabled,
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    // As CloudFormation does it: whoever deploys learns that the version does not run. A service that was rolled back
    // is steady too,
    // on the version before, so what it runs is compared as well.
    waitForSteadyState: true,
    lifecycle: {
      ignoreChanges: ['desired_count'],
      postcondition: [
        {
          condition: deployed,
          errorMessage:
            `The deployment of ${owner.node.path} failed, and the version before it is back. Look at the ` +
            "service's " +
            'events and at the log group, then apply again.',
        },
      ],
    },
    tags: owner._tags,
    ...own,
  });
  owner._slot('service', service);
  return service;
}
