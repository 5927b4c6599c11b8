import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { renderTaskAlarms, TaskAlarms } from './alarms';
import { Task } from './task';
import { TaskViews } from './views';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { CfnConsumer } from '../../../engines/aws/consumer';
import { Consumer } from '../../../record/uses';
import { dashboardSubject, renderDashboard } from '../../dashboard/aws';
import { DashboardSubject } from '../../dashboard/dashboard';
import { TaskAlarmChoices } from '../choices';
import { TaskMetrics } from '../metrics';

/** The resources that a container capability is made of. */
export interface ContainerParts {
  readonly network: INetwork;
  readonly task: Task;
  readonly securityGroup: ec2.CfnSecurityGroup;
  readonly service: ecs.CfnService;
  /** The TCP port that the program listens on, where it does. */
  readonly port?: number;
}

/** A container capability as it was made. */
export interface RenderedContainer extends ContainerParts {
  readonly metrics: TaskMetrics;
  readonly views: TaskViews;
  readonly consumer: Consumer;
}

/** Prepares what users do with a container capability later: they use resources, and take views and metrics. */
export function containerOf(owner: CapabilityConstruct, parts: ContainerParts): RenderedContainer {
  const { network, task, securityGroup, service, port } = parts;
  const { cluster, taskRole, executionRole } = task;
  const { logGroup, taskDefinition } = task.resources;
  const engine = new CfnConsumer(owner, task.taskRole, () => securityGroup, task.program);
  return {
    ...parts,
    metrics: new TaskMetrics(cluster.name, service.attrName),
    views: new TaskViews(owner, {
      network,
      cluster,
      logGroup,
      securityGroup,
      port,
      service,
      taskDefinition,
      taskRole,
      executionRole,
    }),
    consumer: new Consumer(owner, engine, task.environment, owner._uses),
  };
}

/** Input of the observation: the tasks, and what a capability adds of its own. */
export interface ObservationProps {
  readonly choices: TaskAlarmChoices;
  readonly container: RenderedContainer;
  /** The alarms of its own, by slot. */
  readonly alarms?: object;
  /** The body of its dashboard. */
  readonly page: (subject: DashboardSubject) => object;
}

/** The alarms on the tasks, and the dashboard for the person on call. */
export interface Observation extends Partial<TaskAlarms> {
  readonly dashboard?: cloudwatch.CfnDashboard;
}

export function renderObservation(
  owner: CapabilityConstruct,
  { choices, container, alarms, page }: ObservationProps,
): Observation {
  const { task, metrics, service } = container;
  const taskAlarms = choices.alarms ? renderTaskAlarms(owner, choices, metrics, service) : undefined;
  const subject = () => dashboardSubject(owner, { ...alarms, ...taskAlarms }, task.resources.logGroup);
  const dashboard = choices.dashboard ? renderDashboard(owner, page(subject())) : undefined;
  return { ...taskAlarms, dashboard };
}
