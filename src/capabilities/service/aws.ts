import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { renderUserAlarms } from './aws/alarms';
import { checkZone } from './aws/check-zone';
import { httpApi } from './aws/http-api';
import { loadBalancer, LoadBalancerResources, sharedListenerRule, targetGroup } from './aws/load-balancer';
import { ServiceResources } from './aws/resources';
import { serviceScaling } from './aws/scaling';
import { bindingTo, Entrance, entranceOf } from './binding';
import { checkProps, PAGE } from './check';
import { checkChoices, checkNetwork, isInternetFacing, needsLookup, zoneNameOf } from './check-choices';
import { serviceDashboard } from './dashboard';
import { decide, ServiceChoices } from './decisions';
import { ExistingService, IService, ServiceAttributes } from './existing-service';
import { Exposure, ExposureKind } from './exposure';
import { UserMetrics } from './metrics';
import { GoldenPathServiceProps } from './props';
import { claimPriority, sharedFullName, sharedUrl } from './shared-listener';
import { Access, Binding, BindingRequest, IBindable, UsesOptions } from '../../binding/binding';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { CfnConsumer } from '../../engines/aws/consumer';
import { networkOf } from '../../engines/aws/default-network';
import { vpcOf } from '../../engines/aws/network-view';
import { dashboardSubject, renderDashboard } from '../../parts/dashboard/aws';
import { renderTaskAlarms } from '../../parts/fargate-task/aws/alarms';
import { checkDockerfile } from '../../parts/fargate-task/aws/check-dockerfile';
import { ecsService, taskSecurityGroup } from '../../parts/fargate-task/aws/ecs-service';
import { Task } from '../../parts/fargate-task/aws/task';
import { TaskViews } from '../../parts/fargate-task/aws/views';
import { APP } from '../../parts/fargate-task/container';
import { TaskMetrics } from '../../parts/fargate-task/metrics';
import { SidecarOptions } from '../../parts/fargate-task/sidecar';
import { ownVariables } from '../../parts/fargate-task/telemetry';
import { LogRenderer } from '../../parts/log-group/aws';
import { GoldenPath } from '../../path/golden-path';
import { ownerOf } from '../../path/owner';
import { Consumer } from '../../record/uses';
import { InvalidInputError } from '../../support/errors';
import { pathOf, Refuse, refusal } from '../../support/input';

export type { ServiceResources } from './aws/resources';
export type { IService, ServiceAttributes } from './existing-service';

/**
 * A web service: a container on ECS Fargate behind a load balancer, with its logs, alarms, dashboard and scaling.
 *
 * @example
 * new GoldenPathService(stack, 'Orders', {
 *   owner: 'team-orders',
 *   source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'),
 *   exposure: Exposure.publicHttps(),
 * });
 */
export class GoldenPathService extends CapabilityConstruct implements IService, ec2.IConnectable, iam.IGrantable {
  /** A service that was made elsewhere, for consumers to use. */
  public static fromServiceAttributes(scope: Construct, id: string, attributes: ServiceAttributes): IService {
    return new ExistingService(scope, id, attributes);
  }

  /** Every resource, as its L1. To change one on the record, use `escape`. */
  public readonly resources: ServiceResources;
  /** Where it runs. */
  public readonly network: INetwork;
  /** What a client calls, with the scheme: `https://orders.acme.com`. */
  public readonly url: string;

  private readonly choices: ServiceChoices;
  private readonly entrance?: Entrance;
  private readonly task: Task;
  private readonly consumer: Consumer;
  private readonly views: TaskViews;
  private readonly metrics: UserMetrics & TaskMetrics;

  public constructor(scope: Construct, id: string, props: GoldenPathServiceProps) {
    // What is refused here leaves the tree as it was.
    const where = pathOf(scope, id);
    checkProps(props, where);
    const owner = ownerOf(props.owner, GoldenPath.of(scope), 'service', refusal(where, PAGE));
    super(scope, id, 'service');
    this._ownedBy(owner);
    const choices = (this.choices = decide(props, this._ledger));
    const exposure = props.exposure ?? Exposure.internal();
    const refuse: Refuse = (what, hint) => this.refuse(what, hint);
    checkChoices(choices, exposure, refuse);
    checkDockerfile(props.source, refuse);
    checkZone(Stack.of(this), exposure, refuse);
    const priority =
      choices.exposure === ExposureKind.SHARED
        ? claimPriority(
            this,
            JSON.stringify(Stack.of(this).resolve(exposure.shared!.listenerArn)),
            exposure.shared!,
            refuse,
          )
        : undefined;
    const network = (this.network = networkOf(this, props.network));
    checkNetwork(network, choices, refuse);
    const hostedZoneId = this.hostedZoneOf(exposure);

    const environment = {
      PORT: String(choices.port),
      ...ownVariables(props, choices, this.node.id, this._ledger.path.tier),
    };
    const log = new LogRenderer(this, choices);
    const task = (this.task = new Task(this, choices, props.source, environment, log));
    const target = targetGroup(this, choices, network);
    const internetFacing = isInternetFacing(choices);
    const shared = choices.exposure === ExposureKind.SHARED;
    const balancer: Partial<LoadBalancerResources> = shared
      ? {}
      : loadBalancer(this, { choices, exposure, network, targetGroup: target, hostedZoneId, internetFacing });
    const listenerRule =
      priority === undefined ? undefined : sharedListenerRule(this, exposure.shared!, priority, target);
    const api =
      choices.tls === 'http-api'
        ? httpApi(this, {
            choices,
            network,
            listener: balancer.listener!,
            loadBalancerSecurityGroup: balancer.loadBalancerSecurityGroup!,
            log,
          })
        : undefined;

    const balancerGroupId = balancer.loadBalancerSecurityGroup?.attrGroupId ?? exposure.shared!.securityGroupId;
    const securityGroup = taskSecurityGroup(this, network, [
      {
        ipProtocol: 'tcp',
        fromPort: choices.port,
        toPort: choices.port,
        sourceSecurityGroupId: balancerGroupId,
        description: 'From the load balancer',
      },
    ]);
    const fullName =
      balancer.loadBalancer?.attrLoadBalancerFullName ??
      sharedFullName(exposure.shared!, index => Fn.select(index, Fn.split('/', exposure.shared!.listenerArn)));
    const users = new UserMetrics(fullName, target.attrTargetGroupFullName, shared);
    const rollback = choices.alarms || choices.rollbackOnAlarm ? renderUserAlarms(this, choices, users) : undefined;
    const rollbackAlarms = rollback
      ? [rollback.serverErrorAlarm, rollback.latencyAlarm, rollback.unhealthyTargetsAlarm]
      : [];
    const service = ecsService(
      this,
      { choices, network, task, securityGroup, rollback: rollbackAlarms },
      {
        launchType: 'FARGATE',
        loadBalancers: [{ containerName: APP, containerPort: choices.port, targetGroupArn: target.ref }],
        healthCheckGracePeriodSeconds: choices.healthCheckGraceSeconds,
      },
    );
    service.addResourceDependency(listenerRule ?? balancer.listener!);

    const scaling = serviceScaling(
      this,
      choices,
      task.resources.cluster,
      service,
      Fn.join('/', [fullName, target.attrTargetGroupFullName]),
    );
    const tasks = new TaskMetrics(task.resources.cluster.ref, service.attrName);
    const taskSide = choices.alarms ? renderTaskAlarms(this, choices, tasks, service) : undefined;
    const dashboard = choices.dashboard
      ? renderDashboard(
          this,
          serviceDashboard({
            ...dashboardSubject(this, { ...rollback, ...taskSide }, task.resources.logGroup),
            users,
            tasks,
            latencyThreshold: choices.alarmLatencyP99Seconds,
          }),
        )
      : undefined;

    this.resources = {
      service,
      ...task.resources,
      targetGroup: target,
      securityGroup,
      ...balancer,
      listenerRule,
      ...api,
      ...scaling,
      ...rollback,
      ...taskSide,
      dashboard,
    };
    this.url = this.urlOf(exposure);
    this.entrance = entranceOf(choices, exposure, balancer.loadBalancerSecurityGroup?.attrGroupId);
    this.metrics = { ...users, ...tasks };
    this.views = new TaskViews(this, { network, securityGroup, port: choices.port, ...task.resources });
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
    new CfnOutput(this, 'Url', { value: this.url, description: `Where ${this.node.path} answers.` });
  }

  /**
   * Joins the service to something that it uses: opens the network path, sets the variables, grants the permissions.
   * Everything
   * that this makes stands in the stack of the service.
   *
   * @param resource what is used
   * @param access what the service does with it; by default what is usual for the resource
   */
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): GoldenPathService {
    this.consumer.use(resource, access, options ?? {});
    return this;
  }

  /** What a consumer gets: `URL`, and the way to the port behind it. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { id, path } = this.node;
    return bindingTo({ id, path, url: this.url, entrance: this.entrance }, request);
  }

  /**
   * Adds a container beside the service's own, with the same hardening and its own log stream. Its memory is taken from
   * the task's.
   */
  public addSidecar(options: SidecarOptions): GoldenPathService {
    this.task.addSidecar(options, (what, hint) => this.refuse(what, hint, 'guides/escape-hatch.md'));
    return this;
  }

  /** The role that the service's program has. Grants of any L2 land in it. */
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

  /** The connections of the tasks. Who calls the service connects to its load balancer: `loadBalancer.connections`. */
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

  /** The load balancer of the service. A service behind a shared one has none of its own. */
  public get loadBalancer(): elbv2.IApplicationLoadBalancer {
    const { loadBalancer: balancer, loadBalancerSecurityGroup } = this.resources;
    if (!balancer || !loadBalancerSecurityGroup) {
      return this.refuse(
        'This service has no load balancer of its own.',
        'Use the shared one that its exposure names.',
      );
    }
    return this.views.view('loadBalancer', () =>
      elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(this, 'LoadBalancerView', {
        loadBalancerArn: balancer.ref,
        loadBalancerDnsName: balancer.attrDnsName,
        loadBalancerCanonicalHostedZoneId: balancer.attrCanonicalHostedZoneId,
        securityGroupId: loadBalancerSecurityGroup.attrGroupId,
        securityGroupAllowsAllOutbound: false,
        vpc: vpcOf(this, this.network),
      }),
    );
  }

  /** The target group of the tasks. */
  public get targetGroup(): elbv2.IApplicationTargetGroup {
    const { targetGroup: target, loadBalancer: balancer } = this.resources;
    return this.views.view('targetGroup', () =>
      elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(this, 'TargetGroupView', {
        targetGroupArn: target.ref,
        loadBalancerArns: balancer?.ref,
      }),
    );
  }

  /** Requests, by default their sum each minute. */
  public metricRequestCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.requests, props);
  }

  /** Responses of the service with a status of 500 or more, by default their sum each minute. */
  public metricServerErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.targetErrors, props);
  }

  /** Seconds from request to response, by default the 99th percentile. */
  public metricResponseTime(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.latency, props);
  }

  /** CPU utilisation of the tasks in percent, by default the mean. */
  public metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.cpu, props);
  }

  /** Memory utilisation of the tasks in percent, by default the mean. */
  public metricMemoryUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.views.metric(this.metrics.memory, props);
  }

  private urlOf(exposure: Exposure): string {
    const { httpApi: api, loadBalancer: balancer } = this.resources;
    if (api) return api.attrApiEndpoint;
    if (this.choices.domainName) return `https://${this.choices.domainName}`;
    if (balancer) return `http://${balancer.attrDnsName}`;
    return sharedUrl(exposure.shared!);
  }

  /** The zone that was given, else the one that Route 53 has for the domain. */
  private hostedZoneOf(exposure: Exposure): string | undefined {
    const { domainName, hostedZoneId } = exposure.domain;
    if (!needsLookup(exposure)) return hostedZoneId ?? undefined;
    return route53.HostedZone.fromLookup(this, 'HostedZone', { domainName: zoneNameOf(domainName!) }).hostedZoneId;
  }

  private refuse(what: string, hint: string, page = 'guides/service.md'): never {
    throw new InvalidInputError({ what, where: this.node.path, hint, page });
  }
}
