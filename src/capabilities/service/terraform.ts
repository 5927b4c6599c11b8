import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Fn, TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { bindingTo, Entrance, entranceOf } from './binding';
import { checkProps, PAGE } from './check';
import { checkChoices, checkNetwork, needsLookup, zoneNameOf } from './check-choices';
import { serviceDashboard } from './dashboard';
import { decide, ServiceChoices } from './decisions';
import { ExistingService, IService, ServiceAttributes } from './existing-service';
import { Exposure, ExposureKind } from './exposure';
import { UserMetrics } from './metrics';
import { GoldenPathServiceProps } from './props';
import { claimPriority, sharedFullName, sharedUrl } from './shared-listener';
import { renderUserAlarms } from './terraform/alarms';
import { httpApi } from './terraform/http-api';
import { loadBalancer, LoadBalancerResources, sharedListenerRule, targetGroup } from './terraform/load-balancer';
import { ServiceResources } from './terraform/resources';
import { serviceScaling } from './terraform/scaling';
import { Access, Binding, BindingPermission, BindingRequest, IBindable, UsesOptions } from '../../binding/binding';
import { INetwork } from '../../binding/network';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { TerraformConsumer } from '../../engines/terraform/consumer';
import { dashboardSubject, renderDashboard } from '../../parts/dashboard/terraform';
import { networkOf } from '../../engines/terraform/default-network';
import { ecsService } from '../../parts/fargate-task/terraform/ecs-service';
import { LogRenderer } from '../../parts/log-group/terraform';
import { dependOn } from '../../engines/terraform/role';
import { egress, ingress, securityGroup } from '../../engines/terraform/security-groups';
import { checkBuilt, Task } from '../../parts/fargate-task/terraform/task';
import { renderTaskAlarms } from '../../parts/fargate-task/terraform/alarms';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { APP } from '../../parts/fargate-task/container';
import { TaskMetrics } from '../../parts/fargate-task/metrics';
import { SidecarOptions } from '../../parts/fargate-task/sidecar';
import { ownVariables } from '../../parts/fargate-task/telemetry';
import { GoldenPath } from '../../path/golden-path';
import { ownerOf } from '../../path/owner';
import { Consumer } from '../../record/uses';
import { InvalidInputError } from '../../support/errors';
import { pathOf, Refuse, refusal } from '../../support/input';
import { isToken } from '../../support/tokens';

export type { ServiceResources } from './terraform/resources';
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
export class GoldenPathService extends CapabilityConstruct implements IService {
  /** A service that was made elsewhere, for consumers to use. */
  public static fromServiceAttributes(scope: Construct, id: string, attributes: ServiceAttributes): IService {
    return new ExistingService(scope, id, attributes);
  }

  /** Every resource, typed. To change one on the record, use `escape`. */
  public readonly resources: ServiceResources;
  /** Where it runs. */
  public readonly network: INetwork;
  /** What a client calls, with the scheme: `https://orders.acme.com`. */
  public readonly url: string;

  private readonly choices: ServiceChoices;
  private readonly entrance?: Entrance;
  private readonly task: Task;
  private readonly consumer: Consumer;

  public constructor(scope: Construct, id: string, props: GoldenPathServiceProps) {
    // What is refused here leaves the tree as it was.
    const where = pathOf(scope, id);
    checkProps(props, where);
    checkBuilt(props.source, where);
    const owner = ownerOf(props.owner, GoldenPath.of(scope), 'service', refusal(where, PAGE));
    super(scope, id, 'service');
    using _untraced = withoutTokenTraces();
    this._ownedBy(owner);
    const choices = (this.choices = decide(props, this._ledger));
    const exposure = props.exposure ?? Exposure.internal();
    const refuse: Refuse = (what, hint) => this.refuse(what, hint);
    checkChoices(choices, exposure, refuse);
    const shared = choices.exposure === ExposureKind.SHARED ? exposure.shared! : undefined;
    const priority = shared && claimPriority(this, shared.listenerArn, shared, refuse);
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
    const balancer: Partial<LoadBalancerResources> = shared
      ? {}
      : loadBalancer(this, { choices, exposure, network, targetGroup: target, hostedZoneId });
    const listenerRule = shared && sharedListenerRule(this, shared, priority!, target);
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

    const group = securityGroup(this, 'securityGroup', `Tasks of ${this.node.path}`, network);
    const taskIngress = ingress(
      this,
      'taskIngress',
      group.id,
      choices.port,
      { referencedSecurityGroupId: balancer.loadBalancerSecurityGroup?.id ?? shared!.securityGroupId },
      'From the load balancer',
    );
    const taskEgress = egress(
      this,
      'taskEgress',
      group.id,
      443,
      { cidrIpv4: '0.0.0.0/0' },
      'HTTPS: images, AWS, other services',
    );
    const fullName =
      balancer.loadBalancer?.arnSuffix ?? sharedFullName(shared!, index => partOf(shared!.listenerArn, index));
    const users = new UserMetrics(fullName, target.arnSuffix, shared !== undefined);
    const rollback = choices.alarms || choices.rollbackOnAlarm ? renderUserAlarms(this, choices, users) : undefined;
    const rollbackAlarms = rollback
      ? [rollback.serverErrorAlarm, rollback.latencyAlarm, rollback.unhealthyTargetsAlarm]
      : [];
    const service = ecsService(
      this,
      { choices, network, task, securityGroup: group, rollback: rollbackAlarms },
      {
        launchType: 'FARGATE',
        loadBalancer: [{ containerName: APP, containerPort: choices.port, targetGroupArn: target.arn }],
        healthCheckGracePeriodSeconds: choices.healthCheckGraceSeconds,
      },
    );
    dependOn(service, listenerRule ?? balancer.listener!, taskIngress, taskEgress);
    task.requiredBy(service);

    const scaling = serviceScaling(this, choices, task.resources.cluster, service, `${fullName}/${target.arnSuffix}`);
    const tasks = new TaskMetrics(task.resources.cluster.name, service.name);
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
      securityGroup: group,
      taskIngress,
      taskEgress,
      ...balancer,
      listenerRule,
      ...api,
      ...scaling,
      ...rollback,
      ...taskSide,
      dashboard,
    };
    this.url = this.urlOf(exposure);
    this.entrance = entranceOf(choices, exposure, balancer.loadBalancerSecurityGroup?.id);
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
    new TerraformOutput(this, 'Url', { value: this.url, description: `Where ${this.node.path} answers.` });
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

  /** Lets the service's program do something more. Its tasks start after the permission is there. */
  public grant(permission: BindingPermission): GoldenPathService {
    this.task.taskRole.add(permission);
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

  /** The ARN of the role that the service's program has. */
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

  /** The ARN of the target group of the tasks. */
  public get targetGroupArn(): string {
    return this.resources.targetGroup.arn;
  }

  /** The ARN of the listener that forwards to the tasks: that of the service, or the shared one. */
  public get listenerArn(): string {
    const { listener, listenerRule } = this.resources;
    return listener?.arn ?? listenerRule!.listenerArn;
  }

  /** The ARN of the load balancer of the service. A service behind a shared one has none of its own. */
  public get loadBalancerArn(): string {
    return this.ownLoadBalancer.loadBalancer.arn;
  }

  /** The DNS name of the load balancer, for an alias. */
  public get loadBalancerDnsName(): string {
    return this.ownLoadBalancer.loadBalancer.dnsName;
  }

  /** The hosted zone that the DNS name of the load balancer is in, for an alias. */
  public get loadBalancerZoneId(): string {
    return this.ownLoadBalancer.loadBalancer.zoneId;
  }

  /** The id of the security group of the load balancer: whom to let in is a rule in it. */
  public get loadBalancerSecurityGroupId(): string {
    return this.ownLoadBalancer.loadBalancerSecurityGroup.id;
  }

  private get ownLoadBalancer() {
    const { loadBalancer: balancer, loadBalancerSecurityGroup } = this.resources;
    if (!balancer || !loadBalancerSecurityGroup) {
      return this.refuse(
        'This service has no load balancer of its own.',
        'Use the shared one that its exposure names.',
      );
    }
    return { loadBalancer: balancer, loadBalancerSecurityGroup };
  }

  private urlOf(exposure: Exposure): string {
    const { httpApi: api, loadBalancer: balancer } = this.resources;
    if (api) return api.apiEndpoint;
    if (this.choices.domainName) return `https://${this.choices.domainName}`;
    return balancer ? `http://${balancer.dnsName}` : sharedUrl(exposure.shared!);
  }

  /** The zone that was given, else the one that Route 53 has for the domain when Terraform plans. */
  private hostedZoneOf(exposure: Exposure): string | undefined {
    const { domainName, hostedZoneId } = exposure.domain;
    if (!needsLookup(exposure)) return hostedZoneId ?? undefined;
    if (isToken(domainName)) {
      this.refuse(
        'The hosted zone of a domain that is known at deployment only cannot be looked up.',
        'Give hostedZoneId, or certificateArn and a DNS record of your own.',
      );
    }
    return new DataAwsRoute53Zone(this, 'HostedZone', { name: zoneNameOf(domainName!) }).zoneId;
  }

  private refuse(what: string, hint: string, page = 'guides/service.md'): never {
    throw new InvalidInputError({ what, where: this.node.path, hint, page });
  }
}

/** A part of an ARN between slashes. */
function partOf(arn: string, index: number): string {
  return isToken(arn) ? Fn.element(Fn.split('/', arn), index) : arn.split('/')[index];
}
