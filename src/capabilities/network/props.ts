/** The props of a network. All of them may be left out. */
export interface NetworkProps {
  /**
   * The IPv4 range, from `/16` to `/24`, as a literal: the ranges of the subnets are computed from it. A change
   * replaces the VPC, so choose a range that no network has to which this one may be connected.
   *
   * @default '10.0.0.0/16'
   */
  readonly cidrBlock?: string;
  /**
   * The number of availability zones that have subnets: 2 or 3. Some regions have 2 only, and refuse 3 at deployment.
   *
   * @default - 3 in production, 2 below
   */
  readonly maxZones?: number;
  /**
   * The names of the zones, for instance `eu-west-1a`: 2 or 3 of them. They tie the stack to a region.
   *
   * @default - the first zones of the region in which the stack is deployed
   */
  readonly availabilityZones?: string[];
  /**
   * The number of NAT gateways, up to one per zone. With 0 nothing in the private subnets can open a connection to the
   * internet, and AWS services are reached through endpoints.
   *
   * @default - one per zone in production, 1 below; 0 without public subnets
   */
  readonly natGateways?: number;
  /**
   * Whether there are public subnets and an internet gateway. Without them there is no way in or out.
   *
   * @default true
   */
  readonly publicSubnets?: boolean;
  /**
   * The AWS services to reach through interface endpoints, by the last part of the endpoint's name: `ecr.api`, `logs`,
   * `sqs`. Each costs about 7.30 USD a month and zone.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   *
   * @default - none where there is a NAT gateway, else what a container needs to start: ECR, CloudWatch Logs and
   * Secrets Manager
   */
  readonly interfaceEndpoints?: string[];
  /**
   * Publishes the network as SSM parameters below this prefix, for instance `/platform/production/network`. Other apps
   * find it by `Network.fromParameters`, and Terraform by `aws_ssm_parameter`.
   *
   * @default - not published
   */
  readonly publishTo?: string;
  /**
   * The team that owns the network.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The ARN of a KMS key that stands already, for the flow log: `key.keyArn` of plain CDK. Refused is an alias, and a
   * key of another region than that of the stack. Its policy must let in CloudWatch Logs: the path does not change it.
   *
   * @default - in staging and production the path makes one, in development AWS has one
   */
  readonly encryptionKeyArn?: string;
  /**
   * The ARNs of roles that are made elsewhere, by the slots of the roles that the path would make:
   * `{ flowLogRole: role.roleArn }`. The path then makes neither the role nor its policy, and
   * `goldenpath explain --roles` says what it must allow.
   * Refused are roles of another account, and names of roles that nothing here runs with.
   *
   * @default - the path makes each role, with the least permissions
   */
  readonly roleArns?: { readonly [role: string]: string };
}

/** A network that exists, by the ids of its parts. */
export interface NetworkAttributes {
  /** The id of the VPC. */
  readonly vpcId: string;
  /** The IPv4 range of the VPC. */
  readonly cidrBlock: string;
  /** The zones of the subnets. Each list of subnets has one for each zone, in this order. */
  readonly availabilityZones: string[];
  /**
   * Subnets with a route to an internet gateway.
   *
   * @default - none
   */
  readonly publicSubnetIds?: string[];
  /** Subnets for tasks and functions. */
  readonly privateSubnetIds: string[];
  /**
   * Subnets for data. An empty list: there are none, and no database can stand here.
   *
   * @default - the private ones
   */
  readonly isolatedSubnetIds?: string[];
}

/** The options of a look-up: an id, a name or tags, at least one of them. Exactly one VPC must fit. */
export interface NetworkLookupOptions {
  /**
   * The id of the VPC.
   *
   * @default - any
   */
  readonly vpcId?: string;
  /**
   * The `Name` tag of the VPC.
   *
   * @default - any
   */
  readonly vpcName?: string;
  /**
   * Tags of the VPC.
   *
   * @default - any
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The number of its zones to use: 2 or 3.
   *
   * @default - all of them; on Terraform, which looks up when it plans, the path's number of zones: 3 in production, 2
   * below
   */
  readonly zones?: number;
  /**
   * Whether to use its public subnets.
   *
   * @default - if it has any; on Terraform, true
   */
  readonly publicSubnets?: boolean;
}

/** The prefix under which an existing network was published, and how much of it to use. */
export interface NetworkParametersOptions {
  /** The prefix that the network was published with, for instance `/platform/production/network`. */
  readonly prefix: string;
  /**
   * The number of its zones to use: 2 or 3. More than it has fails at deployment, before anything is made.
   *
   * @default - the path's number of zones: 3 in production, 2 below
   */
  readonly zones?: number;
  /**
   * Whether it has public subnets.
   *
   * @default true
   */
  readonly publicSubnets?: boolean;
}
