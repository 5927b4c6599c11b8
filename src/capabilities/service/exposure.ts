import { PAGE } from './page';
import { SignIn } from './sign-in';
import { DomainOptions } from '../../parts/domain/domain';
import { HttpAuthorization } from '../../parts/http-api/authorization';
import { refusal } from '../../support/input';
import { checkStruct } from '../../support/structs';

/** How a service is reached from the internet. */
export interface PublicHttpsOptions extends DomainOptions {
  /**
   * IPv4 ranges whose addresses may reach it, each once, from /0 to /32. Needs a domain name.
   *
   * @default - everybody
   */
  readonly allowedCidrs?: string[];
  /**
   * Whether port 80 is open and redirects to 443. Needs a domain name.
   *
   * @default false - port 80 is closed: browsers try HTTPS first, and API clients should never start without it
   */
  readonly redirectHttp?: boolean;
  /**
   * Without a domain name: the subnets of the network through which the HTTP API of AWS reaches the service, at least
   * one. In some regions a zone has no VPC links, and AWS refuses its subnets: leave out those.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
   * @default - all private subnets of the network
   */
  readonly apiSubnetIds?: string[];
  /**
   * Without a domain name: whether the HTTP API of AWS has a VPC link of its own. A region has ten of them. False needs
   * an Environment around the service.
   *
   * @default - in an Environment its VPC link, else one of its own; one of its own with `apiSubnetIds`
   */
  readonly ownVpcLink?: boolean;
  /**
   * Without a domain name: how the HTTP API of AWS checks who calls. Callers of the app get what they need for it by
   * `orders.uses(payments)`.
   *
   * @default - it lets in everybody: who may do what is the program's own business
   */
  readonly authorization?: HttpAuthorization;
  /**
   * With a domain name: who lets people in, before the load balancer forwards a request.
   *
   * @default - nobody: whom the program lets in is its own business
   */
  readonly signIn?: SignIn;
}

/** A listener of a load balancer that the platform team runs for many services. */
export interface SharedLoadBalancerOptions {
  /** The ARN of its HTTPS listener. */
  readonly listenerArn: string;
  /**
   * The security group of the load balancer. It must let traffic out to the tasks: this service opens its own side
   * only.
   */
  readonly securityGroupId: string;
  /**
   * The full name of the load balancer, `app/name/id`: the dimension of its metrics.
   *
   * @default - taken from the listener's ARN
   */
  readonly loadBalancerFullName?: string;
  /**
   * Host names of this service, each with a dot. Host names or path patterns are required, at most five of both
   * together, with at most six `*` and `?`.
   *
   * @default - any
   */
  readonly hostHeaders?: string[];
  /**
   * Path patterns of this service.
   *
   * @default - any
   */
  readonly pathPatterns?: string[];
  /**
   * The priority of the rule, 1 to 50000.
   *
   * @default - follows from the host names and paths: the more specific rule comes first, and no other service moves.
   * Where several apps share a listener, it may have to be given, when two rules get one number
   */
  readonly priority?: number;
  /**
   * Who lets people in, before the load balancer forwards a request. Its security group must let out HTTPS to the
   * identity provider. Open paths have a rule of their own, with the priority before.
   *
   * @default - nobody: whom the program lets in is its own business
   */
  readonly signIn?: SignIn;
}

/**
 * The ways in which a service can be reached.
 *
 * @internal
 */
export enum ExposureKind {
  /** From inside the network. */
  INTERNAL = 'internal',
  /** From the internet. */
  PUBLIC = 'public',
  /** Through a load balancer of the platform team's. */
  SHARED = 'shared',
}

/** All that is known of an exposure beside its kind. */
type ExposureDetails = Partial<
  Pick<
    Exposure,
    'domain' | 'shared' | 'allowedCidrs' | 'redirectHttp' | 'apiSubnetIds' | 'ownVpcLink' | 'authorization' | 'signIn'
  >
>;

/** Who can reach a service, and how. */
export class Exposure {
  /**
   * From inside the network, and only for those whom you let in: `service.loadBalancer.connections.allowFrom(...)`.
   * HTTPS with a domain name; without one, HTTP inside the network.
   */
  public static internal(options: DomainOptions = {}): Exposure {
    const domain = options ?? {};
    checkStruct('DomainOptions', domain, refusal('Exposure.internal', PAGE), 'options');
    return new Exposure(ExposureKind.INTERNAL, { domain });
  }

  /**
   * From the internet, by HTTPS only. Without a domain name, an HTTP API of AWS gives it a name and a certificate
   * (30 s a request, 10 MB a body).
   */
  public static publicHttps(options: PublicHttpsOptions = {}): Exposure {
    const domain = options ?? {};
    checkStruct('PublicHttpsOptions', domain, refusal('Exposure.publicHttps', PAGE), 'options');
    return new Exposure(ExposureKind.PUBLIC, { ...domain, domain });
  }

  /** Through a load balancer that the platform team runs for many services. */
  public static sharedLoadBalancer(options: SharedLoadBalancerOptions): Exposure {
    checkStruct('SharedLoadBalancerOptions', options, refusal('Exposure.sharedLoadBalancer', PAGE), 'options');
    return new Exposure(ExposureKind.SHARED, { shared: options });
  }

  /**
   * Which way it is.
   *
   * @internal
   */
  public readonly _kind: ExposureKind;
  /** The name, the zone and the certificate. */
  public readonly domain: DomainOptions;
  /** The shared load balancer. */
  public readonly shared?: SharedLoadBalancerOptions;
  /** IPv4 ranges whose addresses may reach it. */
  public readonly allowedCidrs?: string[];
  /** Whether port 80 redirects to 443. */
  public readonly redirectHttp?: boolean;
  /** The subnets through which an HTTP API reaches it. */
  public readonly apiSubnetIds?: string[];
  /** Whether its HTTP API has a VPC link of its own. */
  public readonly ownVpcLink?: boolean;
  /** How its HTTP API checks who calls. */
  public readonly authorization?: HttpAuthorization;
  /** Who lets people in. */
  public readonly signIn?: SignIn;

  private constructor(kind: ExposureKind, details: ExposureDetails) {
    this._kind = kind;
    this.domain = details.domain ?? {};
    this.shared = details.shared;
    this.allowedCidrs = details.allowedCidrs;
    this.redirectHttp = details.redirectHttp;
    this.apiSubnetIds = details.apiSubnetIds ?? undefined;
    this.ownVpcLink = details.ownVpcLink ?? undefined;
    this.authorization = details.authorization ?? undefined;
    this.signIn = details.signIn ?? details.shared?.signIn ?? undefined;
  }
}

/**
 * The exposure that was asked for. By default, a service is reached from inside the network.
 *
 * @internal
 */
export function exposureOf({ exposure }: { readonly exposure?: Exposure }): Exposure {
  return exposure ?? Exposure.internal();
}
