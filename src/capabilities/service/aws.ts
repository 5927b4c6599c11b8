import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { checkIn } from './aws/check';
import { renderService } from './aws/render';
import { GoldenPathServiceResources } from './aws/resources';
import { bindingTo, Entrance, isForPeople } from './binding';
import { definition } from './definition';
import { ExistingService, IService, ServiceAttributes } from './existing-service';
import { UserMetrics } from './metrics';
import { PAGE } from './page';
import { GoldenPathServiceProps } from './props';
import { Access, Binding, BindingRequest, IBindable, UsesOptions } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { vpcOf } from '../../engines/aws/network-view';
import { ContainerCapability } from '../../parts/fargate-task/aws/container-capability';
import { RenderedContainer } from '../../parts/fargate-task/aws/rendered-container';
import { SidecarOptions } from '../../parts/fargate-task/sidecar';
import { CalledApi } from '../../parts/http-api/authorization';
import { httpApiView } from '../../parts/http-api/aws';
import { plan } from '../../path/plan';
import { refusal } from '../../support/input';

export type { GoldenPathServiceResources } from './aws/resources';
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
export class GoldenPathService extends ContainerCapability implements IService {
  /** A service that was made elsewhere, for consumers to use. */
  public static fromServiceAttributes(scope: Construct, id: string, attributes: ServiceAttributes): IService {
    return new ExistingService(scope, id, attributes);
  }

  /** Every resource, as its L1. To change one on the record, use `escape`. */
  public readonly resources: GoldenPathServiceResources;
  /** The URL that clients call, with the scheme: `https://orders.acme.com`. */
  public readonly url: string;

  /**
   * The resources that every container capability has.
   *
   * @internal
   */
  protected readonly _container: RenderedContainer;
  private readonly entrance?: Entrance;
  private readonly api?: CalledApi;
  private readonly peopleOnly: boolean;
  private readonly users: UserMetrics;

  public constructor(scope: Construct, id: string, props: GoldenPathServiceProps) {
    const planned = plan(definition, scope, id, props, checkIn(scope, id));
    super(scope, id, planned);
    const { resources, container, users, url, entrance, api } = this._make(() => renderService(this, planned));
    this.resources = resources;
    this._container = container;
    this.users = users;
    this.url = url;
    this.entrance = entrance;
    this.api = api;
    this.peopleOnly = isForPeople(planned.choices);
  }

  /**
   * Joins the service to something that it uses: opens the network path, sets the variables, grants the permissions.
   * Everything that this makes stands in the stack of the service.
   *
   * @param resource what is used
   * @param access what the service does with it; by default what is usual for the resource
   */
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): GoldenPathService {
    super.uses(resource, access, options);
    return this;
  }

  /**
   * Adds a container beside the service's own, with the same hardening and its own log stream. Its memory is taken from
   * the task's.
   */
  public addSidecar(options: SidecarOptions): GoldenPathService {
    super.addSidecar(options);
    return this;
  }

  /** The answer to a consumer: `URL`, the way to the port behind it, and the permission to call. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { url, entrance, api } = this;
    const { path } = this.node;
    return bindingTo({ id: identityId(this), path, url, entrance, api, peopleOnly: this.peopleOnly }, request);
  }

  /** The load balancer of the service. A service behind a shared one has none of its own. */
  public get loadBalancer(): elbv2.IApplicationLoadBalancer {
    const { loadBalancer: balancer, loadBalancerSecurityGroup } = this.resources;
    if (!balancer || !loadBalancerSecurityGroup) {
      return refusal(this.node.path, PAGE)(
        'This service has no load balancer of its own.',
        'Use the shared one that its exposure names.',
      );
    }
    return this._container.views.view('loadBalancer', () =>
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

  /**
   * The listener that forwards to the tasks, for further rules and certificates. What other rules forward to is added
   * with a priority and conditions.
   */
  public get listener(): elbv2.IApplicationListener {
    const { loadBalancer } = this;
    const { listener } = this.resources;
    return this._container.views.view('listener', () =>
      elbv2.ApplicationListener.fromApplicationListenerAttributes(this, 'ListenerView', {
        listenerArn: listener!.ref,
        // One view of the group for both: the same rule twice would be refused by AWS.
        securityGroup: loadBalancer.connections.securityGroups[0],
        defaultPort: listener!.port,
      }),
    );
  }

  /** The HTTP API of a public service without a domain, for further routes. */
  public get httpApi(): apigatewayv2.IHttpApi {
    const { httpApi: api } = this.resources;
    if (!api) {
      return refusal(this.node.path, PAGE)(
        'This service has no HTTP API.',
        'A public one without a domain has: Exposure.publicHttps().',
      );
    }
    return this._container.views.view('httpApi', () => httpApiView(this, api, api.attrApiEndpoint));
  }

  /** The target group of the tasks. */
  public get targetGroup(): elbv2.IApplicationTargetGroup {
    const { targetGroup: target, loadBalancer: balancer } = this.resources;
    return this._container.views.view('targetGroup', () =>
      elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(this, 'TargetGroupView', {
        targetGroupArn: target.ref,
        loadBalancerArns: balancer?.ref,
      }),
    );
  }

  /** Requests, by default their sum each minute. */
  public metricRequestCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this.users.requests, props);
  }

  /** Responses of the service with a status of 500 or more, by default their sum each minute. */
  public metricServerErrors(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this.users.targetErrors, props);
  }

  /** Seconds from request to response, by default the 99th percentile. */
  public metricResponseTime(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this.users.latency, props);
  }
}
