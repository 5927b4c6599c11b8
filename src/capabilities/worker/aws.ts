import { Annotations, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { messageAlarms } from './alarms';
import { WorkerResources } from './aws/resources';
import { workerScaling } from './aws/scaling';
import { checkChoices, checkPlace, checkProps, PAGE, warningsOf } from './check';
import { workerDashboard } from './dashboard';
import { decide } from './decisions';
import { GoldenPathWorkerProps } from './props';
import { CAPACITY_PROVIDERS, capacityShares } from './scaling';
import { Access, IBindable, UsesOptions } from '../../binding/binding';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { CfnConsumer } from '../../engines/aws/consumer';
import { networkOf } from '../../engines/aws/default-network';
import { alarm } from '../../parts/alarm/aws';
import { dashboardSubject, renderDashboard } from '../../parts/dashboard/aws';
import { renderTaskAlarms } from '../../parts/fargate-task/aws/alarms';
import { checkDockerfile } from '../../parts/fargate-task/aws/check-dockerfile';
import { ecsService, taskSecurityGroup } from '../../parts/fargate-task/aws/ecs-service';
import { Task } from '../../parts/fargate-task/aws/task';
import { TaskViews } from '../../parts/fargate-task/aws/views';
import { checkTaskNetwork } from '../../parts/fargate-task/check';
import { TaskMetrics } from '../../parts/fargate-task/metrics';
import { SidecarOptions } from '../../parts/fargate-task/sidecar';
import { ownVariables } from '../../parts/fargate-task/telemetry';
import { LogRenderer } from '../../parts/log-group/aws';
import { GoldenPath } from '../../path/golden-path';
import { ownerOf } from '../../path/owner';
import { Consumer } from '../../record/uses';
import { pathOf, refusal } from '../../support/input';
import { QueueMetrics } from '../../parts/message-queue/metrics';

export type { WorkerResources } from './aws/resources';

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
export class GoldenPathWorker extends CapabilityConstruct implements ec2.IConnectable, iam.IGrantable {
  /** Every resource, as its L1. To change one on the record, use `escape`. */
  public readonly resources: WorkerResources;
  /** Where it runs. */
  public readonly network: INetwork;

  private readonly task: Task;
  private readonly consumer: Consumer;
  private readonly views: TaskViews;
  private readonly metrics: QueueMetrics & TaskMetrics;

  public constructor(scope: Construct, id: string, props: GoldenPathWorkerProps) {
    // What is refused here leaves the tree as it was.
    const where = pathOf(scope, id);
    const events = checkProps(props, where);
    const owner = ownerOf(props.owner, GoldenPath.of(scope), 'worker', refusal(where, PAGE));
    super(scope, id, 'worker');
    this._ownedBy(owner);
    const choices = decide(props, this._ledger, events);
    const refuse = refusal(this.node.path, PAGE);
    checkChoices(choices, events, refuse);
    checkPlace(events, Stack.of(this), Stack.of(props.queue), refuse);
    checkDockerfile(props.source, refuse);
    const network = (this.network = networkOf(this, props.network));
    checkTaskNetwork(network, refuse);
    for (const warning of warningsOf(choices, events, props.queue.node.path)) {
      Annotations.of(this).addWarningV2(warning.id, warning.text);
    }

    const environment = ownVariables(props, choices, this.node.id, this._ledger.path.tier);
    const task = (this.task = new Task(
      this,
      choices,
      props.source,
      environment,
      new LogRenderer(this, choices),
      CAPACITY_PROVIDERS,
    ));
    const securityGroup = taskSecurityGroup(this, network);
    const queue = new QueueMetrics(events.name);
    const messageSide =
      choices.alarms || choices.rollbackOnAlarm
        ? this.alarmsOf(messageAlarms(this.node.path, choices, queue))
        : undefined;
    const service = ecsService(
      this,
      { choices, network, task, securityGroup, rollback: Object.values(messageSide ?? {}) },
      { capacityProviderStrategy: capacityShares(choices) },
    );

    const tasks = new TaskMetrics(task.resources.cluster.ref, service.attrName);
    const scaling = workerScaling(this, choices, task.resources.cluster, service, queue, tasks);
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

    this.resources = { service, ...task.resources, securityGroup, ...scaling, ...messageSide, ...taskSide, dashboard };
    this.metrics = { ...queue, ...tasks };
    this.views = new TaskViews(this, { network, securityGroup, ...task.resources });
    this.consumer = new Consumer(
      this,
      new CfnConsumer(
        this,
        task.taskRole,
        () => securityGroup,
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

  /**
   * Adds a container beside the worker's own, with the same hardening and its own log stream. Its memory is taken from
   * the task's.
   */
  public addSidecar(options: SidecarOptions): GoldenPathWorker {
    this.task.addSidecar(options, refusal(this.node.path, 'guides/escape-hatch.md'));
    return this;
  }

  /** The role that the worker's program has. Grants of any L2 land in it. */
  public get taskRole(): iam.IRole {
    return this.task.taskRole;
  }

  /** The role that starts the tasks. */
  public get executionRole(): iam.IRole {
    return this.task.executionRole;
  }

  /** For grants: the task role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.task.taskRole;
  }

  /** The security group of the tasks. */
  public get securityGroup(): ec2.ISecurityGroup {
    return this.views.securityGroup;
  }

  /** The connections of the tasks, for what they call. */
  public get connections(): ec2.Connections {
    return this.views.connections;
  }

  /** The ECS cluster. */
  public get cluster(): ecs.ICluster {
    return this.views.cluster;
  }

  /** The log group of the program. */
  public get logGroup(): logs.ILogGroup {
    return this.views.logGroup;
  }

  /** Messages that nobody works on, by default the most each minute. */
  public metricWaitingMessages(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.waiting, props);
  }

  /** Messages that a task works on, by default the most each minute. */
  public metricMessagesInWork(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.inWork, props);
  }

  /** How long the oldest message has been in the queue in seconds, by default the most each minute. */
  public metricOldestMessage(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.oldest, props);
  }

  /** CPU utilisation of the tasks in percent, by default the mean. */
  public metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.cpu, props);
  }

  /** Memory utilisation of the tasks in percent, by default the mean. */
  public metricMemoryUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.memory, props);
  }

  private alarmsOf({ stalledAlarm, latencyAlarm }: ReturnType<typeof messageAlarms>) {
    return {
      stalledAlarm: alarm(this, 'stalledAlarm', stalledAlarm),
      latencyAlarm: alarm(this, 'latencyAlarm', latencyAlarm),
    };
  }
}
