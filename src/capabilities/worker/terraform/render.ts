import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { MessageAlarms, renderMessageAlarms } from './alarms';
import { GoldenPathWorkerResources } from './resources';
import { renderScaling } from './scaling';
import { Access } from '../../../binding/binding';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { networkOf } from '../../../engines/terraform/default-network';
import { dependOn } from '../../../engines/terraform/role';
import { createSecurityGroup } from '../../../engines/terraform/security-groups';
import { checkTaskNetwork } from '../../../parts/fargate-task/check';
import { ownVariables } from '../../../parts/fargate-task/telemetry';
import { renderEcsService, renderTaskEgress } from '../../../parts/fargate-task/terraform/ecs-service';
import {
  containerOf,
  RenderedContainer,
  renderObservation,
} from '../../../parts/fargate-task/terraform/rendered-container';
import { Task } from '../../../parts/fargate-task/terraform/task';
import { LogRenderer } from '../../../parts/log-group/terraform';
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
}

/** The tasks with what runs them, and the alarms on their messages. */
interface Running {
  readonly container: RenderedContainer;
  readonly capacityProviders?: EcsClusterCapacityProviders;
  readonly taskEgress: VpcSecurityGroupEgressRule;
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
  const { container, alarms, ...running } = renderRunning(owner, choices, { network, task, queue });
  const { service, securityGroup: group, metrics: tasks, consumer } = container;
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
  return {
    resources: {
      service,
      ...task.resources,
      securityGroup: group,
      ...running,
      ...scaling,
      ...alarms,
      ...observation,
    },
    container,
  };
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
  const capacityProviders = cluster && renderCapacityProviders(owner, cluster);
  const group = createSecurityGroup(owner, 'securityGroup', `Tasks of ${owner.node.path}`, network);
  const taskEgress = renderTaskEgress(owner, group);
  const alarms = renderMessageAlarms(owner, choices, queue);
  const service = renderEcsService(
    owner,
    { choices, network, task, securityGroup: group, rollback: Object.values(alarms ?? {}) },
    {
      capacityProviderStrategy: capacityShares(choices),
      // Without it Terraform would replace the service when the shares change.
      forceNewDeployment: true,
    },
  );
  dependOn(service, ...(capacityProviders ? [capacityProviders] : []), taskEgress);
  task.requiredBy(service);
  const container = containerOf(owner, { network, task, securityGroup: group, service });
  return { container, capacityProviders, taskEgress, alarms };
}

function renderCapacityProviders(owner: CapabilityConstruct, cluster: EcsCluster): EcsClusterCapacityProviders {
  return owner._slot(
    'capacityProviders',
    new EcsClusterCapacityProviders(owner, 'CapacityProviders', {
      clusterName: cluster.name,
      capacityProviders: CAPACITY_PROVIDERS,
    }),
  );
}
