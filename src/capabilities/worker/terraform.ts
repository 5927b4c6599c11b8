import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { messageAlarms } from './alarms';
import { checkChoices, checkPlace, checkProps, PAGE, warningsOf } from './check';
import { workerDashboard } from './dashboard';
import { decide } from './decisions';
import { GoldenPathWorkerProps } from './props';
import { CAPACITY_PROVIDERS, capacityShares } from './scaling';
import { WorkerResources } from './terraform/resources';
import { workerScaling } from './terraform/scaling';
import { Access, BindingPermission, IBindable, UsesOptions } from '../../binding/binding';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { TerraformConsumer } from '../../engines/terraform/consumer';
import { dashboardSubject, renderDashboard } from '../../parts/dashboard/terraform';
import { networkOf } from '../../engines/terraform/default-network';
import { ecsService } from '../../parts/fargate-task/terraform/ecs-service';
import { LogRenderer } from '../../parts/log-group/terraform';
import { dependOn } from '../../engines/terraform/role';
import { egress, securityGroup } from '../../engines/terraform/security-groups';
import { checkBuilt, Task } from '../../parts/fargate-task/terraform/task';
import { renderTaskAlarms } from '../../parts/fargate-task/terraform/alarms';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { alarm } from '../../parts/alarm/terraform';
import { checkTaskNetwork } from '../../parts/fargate-task/check';
import { TaskMetrics } from '../../parts/fargate-task/metrics';
import { SidecarOptions } from '../../parts/fargate-task/sidecar';
import { ownVariables } from '../../parts/fargate-task/telemetry';
import { QueueMetrics } from '../../parts/message-queue/metrics';
import { GoldenPath } from '../../path/golden-path';
import { ownerOf } from '../../path/owner';
import { Consumer } from '../../record/uses';
import { pathOf, refusal } from '../../support/input';

export type { WorkerResources } from './terraform/resources';

/**
 * A worker: a container on ECS Fargate that takes messages from a queue, with its logs, alarms, dashboard and scaling.
 * Nobody can reach it.
 *
 * @example
 * new GoldenPathWorker(stack, 'OrdersWorker', {
 *   owner: 'team-orders',
 *   source: ServiceSource.image('public.ecr.aws/acme/orders-worker:1.4.2'),
 *   queue: new ManagedQueue(stack, 'OrdersQueue'),
 * });
 */
export class GoldenPathWorker extends CapabilityConstruct {
  /** Every resource, typed. To change one on the record, use `escape`. */
  public readonly resources: WorkerResources;
  /** Where it runs. */
  public readonly network: INetwork;

  private readonly task: Task;
  private readonly consumer: Consumer;

  public constructor(scope: Construct, id: string, props: GoldenPathWorkerProps) {
    using _untraced = withoutTokenTraces();
    // What is refused here leaves the tree as it was.
    const where = pathOf(scope, id);
    const events = checkProps(props, where);
    checkBuilt(props.source, where);
    const owner = ownerOf(props.owner, GoldenPath.of(scope), 'worker', refusal(where, PAGE));
    super(scope, id, 'worker');
    this._ownedBy(owner);
    const choices = decide(props, this._ledger, events);
    const refuse = refusal(this.node.path, PAGE);
    checkChoices(choices, events, refuse);
    checkPlace(
      events,
      { region: GoldenPath.of(this)?.terraform?.region },
      { region: GoldenPath.of(props.queue)?.terraform?.region },
      refuse,
    );
    const network = (this.network = networkOf(this, props.network));
    checkTaskNetwork(network, refuse);
    for (const { text } of warningsOf(choices, events, props.queue.node.path)) Annotations.of(this).addWarning(text);

    const environment = ownVariables(props, choices, this.node.id, this._ledger.path.tier);
    const task = (this.task = new Task(this, choices, props.source, environment, new LogRenderer(this, choices)));
    const { cluster } = task.resources;
    const capacityProviders = this._slot(
      'capacityProviders',
      new EcsClusterCapacityProviders(this, 'CapacityProviders', {
        clusterName: cluster.name,
        capacityProviders: CAPACITY_PROVIDERS,
      }),
    );
    const group = securityGroup(this, 'securityGroup', `Tasks of ${this.node.path}`, network);
    const taskEgress = egress(
      this,
      'taskEgress',
      group.id,
      443,
      { cidrIpv4: '0.0.0.0/0' },
      'HTTPS: images, AWS, other services',
    );
    const queue = new QueueMetrics(events.name);
    const messageSide =
      choices.alarms || choices.rollbackOnAlarm
        ? this.alarmsOf(messageAlarms(this.node.path, choices, queue))
        : undefined;
    const service = ecsService(
      this,
      { choices, network, task, securityGroup: group, rollback: Object.values(messageSide ?? {}) },
      {
        capacityProviderStrategy: capacityShares(choices),
        // Without it Terraform would replace the service when the shares change.
        forceNewDeployment: true,
      },
    );
    dependOn(service, capacityProviders, taskEgress);
    task.requiredBy(service);

    const tasks = new TaskMetrics(cluster.name, service.name);
    const scaling = workerScaling(this, choices, cluster, service, queue, tasks);
    const taskSide = choices.alarms ? renderTaskAlarms(this, choices, tasks, service) : undefined;
    const dashboard = choices.dashboard
      ? renderDashboard(
          this,
          workerDashboard({
            ...dashboardSubject(this, { ...messageSide, ...taskSide }, task.resources.logGroup),
            queue,
            tasks,
            latencyThreshold: choices.alarmLatencySeconds,
          }),
        )
      : undefined;

    this.resources = {
      service,
      ...task.resources,
      capacityProviders,
      securityGroup: group,
      taskEgress,
      ...scaling,
      ...messageSide,
      ...taskSide,
      dashboard,
    };
    this.consumer = new Consumer(
      this,
      new TerraformConsumer(
        this,
        task.taskRole,
        () => group,
        variables => task.addVariables(variables),
      ),
      Object.keys(environment),
      this._uses,
    );
    this.consumer.use(props.queue, Access.CONSUME, {});
  }

  /**
   * Joins the worker to something that it uses: opens the network path, sets the variables, grants the permissions.
   * Everything
   * that this makes stands in the stack of the worker. Its own queue needs no more.
   *
   * @param resource what is used
   * @param access what the worker does with it; by default what is usual for the resource
   */
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): GoldenPathWorker {
    this.consumer.use(resource, access, options ?? {});
    return this;
  }

  /** Lets the worker's program do something more. Its tasks start after the permission is there. */
  public grant(permission: BindingPermission): GoldenPathWorker {
    this.task.taskRole.add(permission);
    return this;
  }

  /**
   * Adds a container beside the worker's own, with the same hardening and its own log stream. Its memory is taken from
   * the task's.
   */
  public addSidecar(options: SidecarOptions): GoldenPathWorker {
    this.task.addSidecar(options, refusal(this.node.path, 'guides/escape-hatch.md'));
    return this;
  }

  /** The ARN of the role that the worker's program has. */
  public get taskRoleArn(): string {
    return this.resources.taskRole.arn;
  }

  /** Its name, for `aws_iam_role_policy`. */
  public get taskRoleName(): string {
    return this.resources.taskRole.name;
  }

  /** The ARN of the role that starts the tasks. */
  public get executionRoleArn(): string {
    return this.resources.executionRole.arn;
  }

  /** The id of the security group of the tasks. */
  public get securityGroupId(): string {
    return this.resources.securityGroup.id;
  }

  /** The ARN of the ECS cluster. */
  public get clusterArn(): string {
    return this.resources.cluster.arn;
  }

  /** The name of the ECS cluster. */
  public get clusterName(): string {
    return this.resources.cluster.name;
  }

  /** The name of the ECS service. */
  public get serviceName(): string {
    return this.resources.service.name;
  }

  /** The name of the program's log group. */
  public get logGroupName(): string {
    return this.resources.logGroup.name;
  }

  private alarmsOf({ stalledAlarm, latencyAlarm }: ReturnType<typeof messageAlarms>) {
    return {
      stalledAlarm: alarm(this, 'stalledAlarm', stalledAlarm),
      latencyAlarm: alarm(this, 'latencyAlarm', latencyAlarm),
    };
  }
}
