import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { TerraformOutput } from 'cdktf';
import { renderUserAlarms, UserAlarms } from './alarms';
import { Ingress, renderIngress } from './ingress';
import { GoldenPathServiceResources } from './resources';
import { renderScaling } from './scaling';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { networkOf } from '../../../engines/terraform/default-network';
import { dependOn } from '../../../engines/terraform/role';
import { allowIngress as rule, createSecurityGroup } from '../../../engines/terraform/security-groups';
import { hostedZoneOf } from '../../../parts/domain/terraform';
import { APP } from '../../../parts/fargate-task/container';
import { ownVariables } from '../../../parts/fargate-task/telemetry';
import { renderEcsService, renderTaskEgress } from '../../../parts/fargate-task/terraform/ecs-service';
import {
  containerOf,
  Observation,
  RenderedContainer,
  renderObservation,
} from '../../../parts/fargate-task/terraform/rendered-container';
import { Task } from '../../../parts/fargate-task/terraform/task';
import { CalledApi } from '../../../parts/http-api/authorization';
import { LogRenderer } from '../../../parts/log-group/terraform';
import { Plan } from '../../../path/plan';
import { Entrance, entranceOf } from '../binding';
import { checkNetwork } from '../check-choices';
import { serviceDashboard } from '../dashboard';
import { ServiceChoices } from '../decisions';
import { exposureOf } from '../exposure';
import { ANY_PORT } from '../ingress';
import { UserMetrics } from '../metrics';
import { GoldenPathServiceProps } from '../props';

/** A service as it was made. */
export interface RenderedService {
  readonly resources: GoldenPathServiceResources;
  readonly container: RenderedContainer;
  readonly url: string;
  readonly entrance?: Entrance;
  /** The HTTP API, as its callers need it. */
  readonly api?: CalledApi;
}

/** The security group of the tasks, with its rules. */
interface GuardedTasks {
  readonly securityGroup: SecurityGroup;
  readonly taskIngress: VpcSecurityGroupIngressRule;
  readonly taskEgress: VpcSecurityGroupEgressRule;
}

/** What the ECS service is made of. */
interface Parts {
  readonly network: INetwork;
  readonly task: Task;
  readonly ingress: Ingress;
  readonly securityGroup: SecurityGroup;
}

/** The tasks with what runs them, and the users' side of them. */
interface Running {
  readonly container: RenderedContainer;
  readonly guarded: GuardedTasks;
  readonly users: UserMetrics;
  readonly alarms?: UserAlarms;
}

export function renderService(
  owner: CapabilityConstruct,
  { props, choices, refuse }: Plan<GoldenPathServiceProps, ServiceChoices>,
): RenderedService {
  const exposure = exposureOf(props);
  const network = networkOf(owner, props.network);
  // One that was made just now was not there to be checked before.
  checkNetwork(network, choices, refuse);
  const hostedZoneId = hostedZoneOf(owner, exposure.domain);
  const log = new LogRenderer(owner, choices);
  const task = renderTask(owner, props, choices, log);
  const tasks = createSecurityGroup(owner, 'securityGroup', `Tasks of ${owner.node.path}`, network);
  const ingress = renderIngress(owner, { choices, exposure, network, log, tasks, hostedZoneId });
  const running = renderRunning(owner, choices, { network, task, ingress, securityGroup: tasks });
  const { container, guarded, alarms } = running;
  const { service } = container;
  const scaling = renderScaling(owner, choices, {
    cluster: task.cluster,
    service,
    resourceLabel: `${ingress.loadBalancerFullName}/${ingress.resources.targetGroup.arnSuffix}`,
  });
  const observation = renderPage(owner, choices, running);
  const { url, resources: ingressResources } = ingress;
  const { httpApi } = ingressResources;
  new TerraformOutput(owner, 'Url', { value: url, description: `Where ${owner.node.path} answers.` });
  return {
    resources: { service, ...task.resources, ...guarded, ...ingressResources, ...scaling, ...alarms, ...observation },
    container,
    url,
    entrance: entranceOf(choices, ingress.securityGroupId),
    api: httpApi && {
      callers: choices.authorization!,
      tokens: exposure.authorization?.tokens,
      arn: httpApi.executionArn,
    },
  };
}

function renderTask(
  owner: CapabilityConstruct,
  props: GoldenPathServiceProps,
  choices: ServiceChoices,
  log: LogRenderer,
): Task {
  const { tier } = owner._ledger.path;
  const environment = { PORT: String(choices.port), ...ownVariables(props, choices, owner.node.id, tier) };
  return new Task(owner, { choices, source: props.source, environment, log });
}

/** The ECS service, behind its security group, and rolled back by the users' alarms. */
function renderRunning(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  { network, task, ingress, securityGroup }: Parts,
): Running {
  const { port } = choices;
  const { targetGroup, loadBalancer } = ingress.resources;
  const guarded = renderGuard(owner, securityGroup, ingress);
  const { taskIngress, taskEgress } = guarded;
  const users = new UserMetrics(ingress.loadBalancerFullName, targetGroup.arnSuffix, loadBalancer === undefined);
  const alarms = renderUserAlarms(owner, choices, users);
  const service = renderEcsService(
    owner,
    { choices, network, task, securityGroup: guarded.securityGroup, rollback: Object.values(alarms ?? {}) },
    {
      launchType: 'FARGATE',
      loadBalancer: [{ containerName: APP, containerPort: port, targetGroupArn: targetGroup.arn }],
      healthCheckGracePeriodSeconds: choices.healthCheckGraceSeconds,
    },
  );
  dependOn(service, ingress.forwarding, taskIngress, taskEgress);
  task.requiredBy(service);
  const container = containerOf(owner, { network, task, securityGroup: guarded.securityGroup, service });
  return { container, guarded, users, alarms };
}

function renderGuard(
  owner: CapabilityConstruct,
  group: SecurityGroup,
  { securityGroupId: referencedSecurityGroupId }: Ingress,
): GuardedTasks {
  const balancer = { referencedSecurityGroupId };
  const taskIngress = rule(owner, 'taskIngress', group.id, ANY_PORT, balancer, 'From the load balancer');
  return { securityGroup: group, taskIngress, taskEgress: renderTaskEgress(owner, group) };
}

function renderPage(
  owner: CapabilityConstruct,
  choices: ServiceChoices,
  { container, users, alarms }: Running,
): Observation {
  const { metrics: tasks } = container;
  const { alarmLatencyP99Seconds: latencyThreshold } = choices;
  return renderObservation(owner, {
    choices,
    container,
    alarms,
    page: subject => serviceDashboard({ ...subject, users, tasks, latencyThreshold }),
  });
}
