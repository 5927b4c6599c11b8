import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { IResolvable, Lazy, Op, ref, TerraformStack } from 'cdktf';
import { UserAlarms } from './alarms';
import { Task } from './task';
import { INetwork } from '../../../core/network';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { nameOf } from '../../../terraform/names';
import { APP } from '../containers';
import { ServiceChoices } from '../decisions';

/** What an ECS service is made from. */
export interface EcsServiceProps {
  readonly choices: ServiceChoices;
  readonly network: INetwork;
  readonly task: Task;
  readonly targetGroup: LbTargetGroup;
  readonly securityGroup: SecurityGroup;
  /** The alarms that roll a deployment back. */
  readonly rollback?: UserAlarms;
}

/** The ECS service, deployed by ECS itself. */
export function ecsService(owner: CapabilityConstruct, { choices, network, task, targetGroup, securityGroup, rollback }: EcsServiceProps): EcsService {
  const taskDefinition: IResolvable = Lazy.anyValue({ produce: () => service.taskDefinitionInput });
  const deployed = Op.eq(ref('self.task_definition', TerraformStack.of(owner)), taskDefinition);
  const service: EcsService = new EcsService(owner, 'Resource', {
    name: nameOf(owner, 'service', 255),
    cluster: task.resources.cluster.arn,
    taskDefinition: task.resources.taskDefinition.arn,
    launchType: 'FARGATE',
    platformVersion: choices.platformVersion,
    // To start with. From then on scaling decides.
    desiredCount: choices.minTasks,
    networkConfiguration: { subnets: network.privateSubnetIds, securityGroups: [securityGroup.id], assignPublicIp: false },
    loadBalancer: [{ containerName: APP, containerPort: choices.port, targetGroupArn: targetGroup.arn }],
    healthCheckGracePeriodSeconds: choices.healthCheckGraceSeconds,
    deploymentController: { type: 'ECS' },
    deploymentMinimumHealthyPercent: choices.minimumHealthyPercent,
    deploymentMaximumPercent: choices.maximumPercent,
    deploymentCircuitBreaker: { enable: choices.circuitBreaker, rollback: choices.rollbackOnFailure },
    alarms: rollback && choices.rollbackOnAlarm
      ? { enable: true, rollback: true, alarmNames: [rollback.serverErrorAlarm, rollback.latencyAlarm, rollback.unhealthyTargetsAlarm].map(({ alarmName }) => alarmName) }
      : undefined,
    availabilityZoneRebalancing: choices.zoneRebalancing ? 'ENABLED' : 'DISABLED',
    enableExecuteCommand: choices.execEnabled,
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    // As CloudFormation does it: whoever deploys learns that the version does not run. A service that was rolled back is steady too,
    // on the version before, so what it runs is compared as well.
    waitForSteadyState: true,
    lifecycle: {
      ignoreChanges: ['desired_count'],
      postcondition: [{
        condition: deployed,
        errorMessage: `The deployment of ${owner.node.path} failed, and the version before it is back. Look at the service's events and at the log group, then apply again.`,
      }],
    },
    tags: owner._tags,
  });
  return owner._slot('service', service);
}
