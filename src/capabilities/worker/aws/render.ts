import * as ecs from 'aws-cdk-lib/aws-ecs';
import { MessageAlarms, renderMessageAlarms } from './alarms';
import { GoldenPathWorkerResources } from './resources';
import { renderScaling } from './scaling';
import { Access } from '../../../binding/binding';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { networkOf } from '../../../engines/aws/default-network';
import { createCapacityProviders } from '../../../parts/fargate-task/aws/capacity-providers';
import { renderEcsService, renderTaskSecurityGroup } from '../../../parts/fargate-task/aws/ecs-service';
import { containerOf, RenderedContainer, renderObservation } from '../../../parts/fargate-task/aws/rendered-container';
import { Task } from '../../../parts/fargate-task/aws/task';
import { checkTaskNetwork } from '../../../parts/fargate-task/check';
import { ownVariables } from '../../../parts/fargate-task/telemetry';
import { LogRenderer } from '../../../parts/log-group/aws';
import { QueueMetrics } from '../../../parts/message-queue/metrics';
import { Plan } from '../../../path/plan';
import { workerDashboard } from '../dashboard';
import { WorkerChoices } from '../decisions';
import { GoldenPathWorkerProps } from '../props';
import { CAPACITY_PROVIDERS, capacityShares } from '../scaling';

/** A worker as it was made. */
export interface RenderedWorker {
  readonly resources: GoldenPathWorkerResources;
  readonly container: RenderedContainer;
  readonly queue: QueueMetrics;
}

/** The tasks with what runs them, and the alarms on their messages. */
interface Running {
  readonly container: RenderedContainer;
  readonly capacityProviders?: ecs.CfnClusterCapacityProviderAssociations;
  readonly alarms?: MessageAlarms;
}

export function renderWorker(
  owner: CapabilityConstruct,
  { props, choices, refuse }: Plan<GoldenPathWorkerProps, WorkerChoices>,
): RenderedWorker {
  const network = networkOf(owner, props.network);
  // One that was made just now was not there to be checked before.
  checkTaskNetwork(network, refuse);
  const task = renderTask(owner, props, choices);
  const queue = new QueueMetrics(choices.events!.name);
  const { container, capacityProviders, alarms } = renderRunning(owner, choices, { network, task, queue });
  const { service, securityGroup, metrics: tasks, consumer } = container;
  const { cluster } = task;
  const scaling = renderScaling(owner, choices, { cluster, service, metrics: { queue, tasks } });
  const { alarmLatencySeconds: latencyThreshold } = choices;
  const observation = renderObservation(owner, {
    choices,
    container,
    alarms,
    page: subject => workerDashboard({ ...subject, queue, tasks, latencyThreshold }),
  });
  consumer.use(props.queue, Access.CONSUME, {});
  const resources = {
    service,
    ...task.resources,
    capacityProviders,
    securityGroup,
    ...scaling,
    ...alarms,
    ...observation,
  };
  return { resources, container, queue };
}

function renderTask(owner: CapabilityConstruct, props: GoldenPathWorkerProps, choices: WorkerChoices): Task {
  return new Task(owner, {
    choices,
    source: props.source,
    environment: ownVariables(props, choices, owner.node.id, owner._ledger.path.tier),
    log: new LogRenderer(owner, choices),
  });
}

/** The ECS service, rolled back by the alarms on its messages. */
function renderRunning(
  owner: CapabilityConstruct,
  choices: WorkerChoices,
  { network, task, queue }: { network: INetwork; task: Task; queue: QueueMetrics },
): Running {
  const { cluster } = task.resources;
  const capacityProviders = cluster && createCapacityProviders(owner, cluster, CAPACITY_PROVIDERS);
  const securityGroup = renderTaskSecurityGroup(owner, network);
  const alarms = renderMessageAlarms(owner, choices, queue);
  const service = renderEcsService(
    owner,
    { choices, network, task, securityGroup, rollback: Object.values(alarms ?? {}) },
    { capacityProviderStrategy: capacityShares(choices) },
  );
  if (capacityProviders) service.addResourceDependency(capacityProviders);
  return { container: containerOf(owner, { network, task, securityGroup, service }), capacityProviders, alarms };
}
