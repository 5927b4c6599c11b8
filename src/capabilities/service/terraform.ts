import { Construct } from 'constructs';
import { bindingTo, Entrance, isForPeople } from './binding';
import { definition } from './definition';
import { ExistingService, IService, ServiceAttributes } from './existing-service';
import { PAGE } from './page';
import { GoldenPathServiceProps } from './props';
import { checkIn } from './terraform/check';
import { renderService } from './terraform/render';
import { GoldenPathServiceResources } from './terraform/resources';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { ContainerCapability } from '../../parts/fargate-task/terraform/container-capability';
import { RenderedContainer } from '../../parts/fargate-task/terraform/rendered-container';
import { CalledApi } from '../../parts/http-api/authorization';
import { refusal } from '../../support/input';

export type { GoldenPathServiceResources } from './terraform/resources';
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

  /** Every resource, typed. To change one on the record, use `escape`. */
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

  public constructor(scope: Construct, id: string, props: GoldenPathServiceProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props, checkIn(scope, id));
    super(scope, id, planned);
    const { resources, container, url, entrance, api } = this._make(() => renderService(this, planned));
    this.resources = resources;
    this._container = container;
    this.url = url;
    this.entrance = entrance;
    this.api = api;
    this.peopleOnly = isForPeople(planned.choices);
  }

  /** The answer to a consumer: `URL`, the way to the port behind it, and the permission to call. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { url, entrance, api } = this;
    const { path } = this.node;
    return bindingTo({ id: identityId(this), path, url, entrance, api, peopleOnly: this.peopleOnly }, request);
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

  /** The id of the security group of the load balancer. A rule in it lets somebody in. */
  public get loadBalancerSecurityGroupId(): string {
    return this.ownLoadBalancer.loadBalancerSecurityGroup.id;
  }

  private get ownLoadBalancer() {
    const { loadBalancer, loadBalancerSecurityGroup } = this.resources;
    if (!loadBalancer || !loadBalancerSecurityGroup) {
      return refusal(this.node.path, PAGE)(
        'This service has no load balancer of its own.',
        'Use the shared one that its exposure names.',
      );
    }
    return { loadBalancer, loadBalancerSecurityGroup };
  }
}
