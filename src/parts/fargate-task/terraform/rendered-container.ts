import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { renderTaskAlarms, TaskAlarms } from './alarms';
import { Task } from './task';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { TerraformConsumer } from '../../../engines/terraform/consumer';
import { Consumer } from '../../../record/uses';
import { DashboardSubject } from '../../dashboard/dashboard';
import { dashboardSubject, renderDashboard } from '../../dashboard/terraform';
import { TaskAlarmChoices } from '../choices';
import { TaskMetrics } from '../metrics';

/** The resources that a container capability is made of. */
export interface ContainerParts {
  readonly network: INetwork;
  readonly task: Task;
  readonly securityGroup: SecurityGroup;
  readonly service: EcsService;
}

/** A container capability as it was made. */
export interface RenderedContainer extends ContainerParts {
  readonly metrics: TaskMetrics;
  readonly consumer: Consumer;
}

/** Prepares what users do with a container capability later: they use resources, and look at metrics. */
export function containerOf(owner: CapabilityConstruct, parts: ContainerParts): RenderedContainer {
  const { task, securityGroup, service } = parts;
  const engine = new TerraformConsumer(owner, task.taskRole, () => securityGroup, task.program);
  return {
    ...parts,
    metrics: new TaskMetrics(task.cluster.name, service.name),
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
  readonly dashboard?: CloudwatchDashboard;
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
