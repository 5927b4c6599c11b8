/** A name for a service, and who answers for its certificate and its DNS records. */
export interface DomainOptions {
  /**
   * The service's name, for instance `orders.acme.com`.
   *
   * @default - none
   */
  readonly domainName?: string;
  /**
   * The Route 53 hosted zone that the DNS records go to; the certificate is validated in it too.
   *
   * @default - looked up as the parent of the domain name (of `acme.com` itself, `acme.com`), when the stack has a
   * concrete account and region
   */
  readonly hostedZoneId?: string;
  /**
   * A certificate of your own, in the region of the stack.
   *
   * @default - one is made, and validated by DNS
   */
  readonly certificateArn?: string;
}

/** How a service is reached from the internet. */
export interface PublicHttpsOptions extends DomainOptions {
  /**
   * IPv4 ranges that may reach it. Needs a domain name.
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
   * Host names that are this service's. Host names or path patterns are required.
   *
   * @default - any
   */
  readonly hostHeaders?: string[];
  /**
   * Path patterns that are this service's.
   *
   * @default - any
   */
  readonly pathPatterns?: string[];
  /**
   * The priority of the rule, 1 to 50000.
   *
   * @default - taken from a hash of the construct's path; unique within the app. Where several apps share a listener,
   * give
   * each app numbers of its own
   */
  readonly priority?: number;
}

/** The ways in which a service can be reached. */
export enum ExposureKind {
  /** From inside the network. */
  INTERNAL = 'internal',
  /** From the internet. */
  PUBLIC = 'public',
  /** Through a load balancer of the platform team's. */
  SHARED = 'shared',
}

/** Who can reach a service, and how. */
export class Exposure {
  /**
   * From inside the network, and there only by whom you let in: `service.loadBalancer.connections.allowFrom(...)`.
   * HTTPS with a domain name; without one, HTTP inside the network.
   */
  public static internal(options: DomainOptions = {}): Exposure {
    return new Exposure(ExposureKind.INTERNAL, options ?? {});
  }

  /**
   * From the internet, by HTTPS only. Without a domain name an HTTP API gives one of AWS's, with AWS's certificate
   * (30 s a request, 10 MB a body).
   */
  public static publicHttps(options: PublicHttpsOptions = {}): Exposure {
    return new Exposure(ExposureKind.PUBLIC, options ?? {}, undefined, options?.allowedCidrs, options?.redirectHttp);
  }

  /** Through a load balancer that the platform team runs for many services. */
  public static sharedLoadBalancer(options: SharedLoadBalancerOptions): Exposure {
    return new Exposure(ExposureKind.SHARED, {}, options);
  }

  private constructor(
    /** Which way it is. */
    public readonly kind: ExposureKind,
    /** The name, the zone and the certificate. */
    public readonly domain: DomainOptions,
    /** The shared load balancer. */
    public readonly shared?: SharedLoadBalancerOptions,
    /** IPv4 ranges that may reach it. */
    public readonly allowedCidrs?: string[],
    /** Whether port 80 redirects. */
    public readonly redirectHttp?: boolean,
  ) {}
}
