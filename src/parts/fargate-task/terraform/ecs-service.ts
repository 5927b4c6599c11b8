import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsService, EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { IResolvable, Lazy, Op, ref, TerraformStack } from 'cdktf';
import { Task } from './task';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { nameOf } from '../../../engines/terraform/names';
import { allowEgress } from '../../../engines/terraform/security-groups';
import { TaskDeploymentChoices } from '../choices';

/** Input of an ECS service. */
export interface EcsServiceProps {
  readonly choices: TaskDeploymentChoices;
  readonly network: INetwork;
  readonly task: Task;
  readonly securityGroup: SecurityGroup;
  /** The alarms that roll a deployment back. */
  readonly rollback: CloudwatchMetricAlarm[];
}

/**
 * The ECS service, deployed by ECS itself.
 *
 * @param own the arguments that differ from one capability to another
 */
export function renderEcsService(
  owner: CapabilityConstruct,
  { choices, network, task, securityGroup, rollback }: EcsServiceProps,
  own: Partial<EcsServiceConfig>,
): EcsService {
  const service: EcsService = new EcsService(owner, 'Resource', {
    name: nameOf(owner, 'service', 255),
    cluster: task.cluster.arn,
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
    // As CloudFormation does it: whoever deploys learns that the version does not run.
    waitForSteadyState: true,
    lifecycle: { ignoreChanges: ['desired_count'], postcondition: [runs(owner, () => service)] },
    tags: owner._tags,
    ...own,
  });
  owner._slot('service', service);
  return service;
}

const OWN_REVISION = 'self.task_definition';

/**
 * A service that was rolled back is steady too, on the version before: so what it runs is compared as well. Where
 * something else deploys, what runs is not ours to compare, and only that something does.
 */
function runs(owner: CapabilityConstruct, service: () => EcsService) {
  const running = ref(OWN_REVISION, TerraformStack.of(owner));
  const condition: IResolvable = Lazy.anyValue({
    // Terraform wants a condition that could fail.
    produce: () =>
      leavesRevision(service()) ? `\${${OWN_REVISION} != ""}` : Op.eq(running, service().taskDefinitionInput),
  });
  return {
    condition,
    errorMessage:
      `The deployment of ${owner.node.path} failed, and the version before it is back. Look at the service's ` +
      'events and at the log group, then apply again.',
  };
}

/** Whether a team has said that something else than Terraform deploys. */
function leavesRevision({ lifecycle }: EcsService): boolean {
  const ignored = lifecycle?.ignoreChanges;
  return ignored === 'all' || (Array.isArray(ignored) && ignored.includes('task_definition'));
}

/** Lets the tasks of a security group call out by HTTPS. */
export function renderTaskEgress(owner: CapabilityConstruct, { id }: SecurityGroup): VpcSecurityGroupEgressRule {
  const everywhere = { cidrIpv4: '0.0.0.0/0' };
  return allowEgress(owner, 'taskEgress', id, 443, everywhere, 'HTTPS: images, AWS, other services');
}
