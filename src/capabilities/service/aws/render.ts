import { CfnOutput, Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { renderUserAlarms, UserAlarms } from './alarms';
import { Ingress, renderIngress } from './ingress';
import { GoldenPathServiceResources } from './resources';
import { renderScaling } from './scaling';
import { INetwork } from '../../../binding/network';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { networkOf } from '../../../engines/aws/default-network';
import { hostedZoneOf } from '../../../parts/domain/aws';
import { renderEcsService, renderTaskSecurityGroup } from '../../../parts/fargate-task/aws/ecs-service';
import {
  containerOf,
  Observation,
  RenderedContainer,
  renderObservation,
} from '../../../parts/fargate-task/aws/rendered-container';
import { Task } from '../../../parts/fargate-task/aws/task';
import { APP } from '../../../parts/fargate-task/container';
import { ownVariables } from '../../../parts/fargate-task/telemetry';
import { CalledApi } from '../../../parts/http-api/authorization';
import { executeApiArn } from '../../../parts/http-api/aws/authorization';
import { LogRenderer } from '../../../parts/log-group/aws';
import { Plan } from '../../../path/plan';
import { Entrance, entranceOf } from '../binding';
import { checkNetwork } from '../check-choices';
import { serviceDashboard } from '../dashboard';
import { ServiceChoices } from '../decisions';
import { exposureOf } from '../exposure';
import { UserMetrics } from '../metrics';
import { GoldenPathServiceProps } from '../props';

/** A service as it was made. */
export interface RenderedService {
  readonly resources: GoldenPathServiceResources;
  readonly container: RenderedContainer;
  readonly users: UserMetrics;
  readonly url: string;
  readonly entrance?: Entrance;
  /** The HTTP API, as its callers need it. */
  readonly api?: CalledApi;
}

/** What the ECS service is made of. */
interface Parts {
  readonly network: INetwork;
  readonly task: Task;
  readonly ingress: Ingress;
  readonly securityGroup: ec2.CfnSecurityGroup;
}

/** The tasks with what runs them, and the users' side of them. */
interface Running {
  readonly container: RenderedContainer;
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
  const tasks = renderTaskSecurityGroup(owner, network);
  const ingress = renderIngress(owner, { choices, exposure, network, log, tasks, hostedZoneId });
  const running = renderRunning(owner, choices, { network, task, ingress, securityGroup: tasks });
  const { container, users, alarms } = running;
  const { service, securityGroup } = container;
  const scaling = renderScaling(owner, choices, {
    cluster: task.cluster,
    service,
    resourceLabel: Fn.join('/', [ingress.loadBalancerFullName, ingress.resources.targetGroup.attrTargetGroupFullName]),
  });
  const observation = renderPage(owner, choices, running);
  const { url, resources: ingressResources } = ingress;
  const { httpApi } = ingressResources;
  new CfnOutput(owner, 'Url', { value: url, description: `Where ${owner.node.path} answers.` });
  return {
    resources: {
      service,
      ...task.resources,
      securityGroup,
      ...ingressResources,
      ...scaling,
      ...alarms,
      ...observation,
    },
    container,
    users,
    url,
    entrance: entranceOf(choices, ingress.securityGroupId),
    api: httpApi && {
      callers: choices.authorization!,
      tokens: exposure.authorization?.tokens,
      arn: executeApiArn(owner, httpApi),
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
  const { targetGroup, loadBalancer, taskIngress } = ingress.resources;
  const users = new UserMetrics(
    ingress.loadBalancerFullName,
    targetGroup.attrTargetGroupFullName,
    loadBalancer === undefined,
  );
  const alarms = renderUserAlarms(owner, choices, users);
  const service = renderEcsService(
    owner,
    { choices, network, task, securityGroup, rollback: Object.values(alarms ?? {}) },
    {
      launchType: 'FARGATE',
      loadBalancers: [{ containerName: APP, containerPort: port, targetGroupArn: targetGroup.ref }],
      healthCheckGracePeriodSeconds: choices.healthCheckGraceSeconds,
    },
  );
  service.addResourceDependency(ingress.forwarding);
  service.addResourceDependency(taskIngress);
  return { container: containerOf(owner, { network, task, securityGroup, service, port }), users, alarms };
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
