import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Task } from './task';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { lastingDescription } from '../../../engines/aws/identity';
import { afterWaysOut } from '../../../engines/aws/network-view';
import { TaskDeploymentChoices } from '../choices';

/** Input of an ECS service. */
export interface EcsServiceProps {
  readonly choices: TaskDeploymentChoices;
  readonly network: INetwork;
  readonly task: Task;
  readonly securityGroup: ec2.CfnSecurityGroup;
  /** The alarms that roll a deployment back. */
  readonly rollback: cloudwatch.CfnAlarm[];
}

/**
 * The ECS service, deployed by ECS itself. It has no desired count: a deployment would reset it.
 *
 * @param own the properties that differ from one capability to another
 */
export function renderEcsService(
  owner: CapabilityConstruct,
  { choices, network, task, securityGroup, rollback }: EcsServiceProps,
  own: Partial<ecs.CfnServiceProps>,
): ecs.CfnService {
  const service = owner._slot(
    'service',
    new ecs.CfnService(owner, 'Resource', {
      cluster: task.cluster.arn,
      taskDefinition: task.resources.taskDefinition.ref,
      platformVersion: choices.platformVersion,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: network.privateSubnetIds,
          securityGroups: [securityGroup.attrGroupId],
          assignPublicIp: 'DISABLED',
        },
      },
      deploymentController: { type: 'ECS' },
      deploymentConfiguration: {
        minimumHealthyPercent: choices.minimumHealthyPercent,
        maximumPercent: choices.maximumPercent,
        deploymentCircuitBreaker: { enable: choices.circuitBreaker, rollback: choices.rollbackOnFailure },
        alarms: choices.rollbackOnAlarm
          ? { enable: true, rollback: true, alarmNames: rollback.map(({ ref }) => ref) }
          : undefined,
      },
      availabilityZoneRebalancing: choices.zoneRebalancing ? 'ENABLED' : 'DISABLED',
      enableExecuteCommand: choices.execEnabled,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      ...own,
    }),
  );
  afterWaysOut(service, network);
  // Tasks that start before their permissions are there fail, and the circuit breaker counts them.
  service.node.addDependency(task.taskRole.dependable, task.executionRole.dependable);
  return service;
}

/** The security group of the tasks: out by HTTPS. Whoever lets somebody in makes a rule of its own. */
export function renderTaskSecurityGroup(owner: CapabilityConstruct, network: INetwork): ec2.CfnSecurityGroup {
  return owner._slot(
    'securityGroup',
    new ec2.CfnSecurityGroup(owner, 'SecurityGroup', {
      groupDescription: lastingDescription(owner, `Tasks of ${owner.node.path}`),
      vpcId: network.vpcId,
      securityGroupEgress: [
        {
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          cidrIp: '0.0.0.0/0',
          description: 'HTTPS: images, AWS, other services',
        },
      ],
    }),
  );
}
