import { NetworkAttributes, NetworkProps } from '../capabilities/network/props';
import { EnvironmentTier } from '../path/tier';

/** The props of an environment. */
export interface EnvironmentProps {
  /**
   * The name, by which apps find it: lower-case letters, digits and hyphens, at most 32 characters. The same name may
   * be in several accounts and regions.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /** The tier: which defaults hold in it. */
  readonly tier: EnvironmentTier;
  /** The AWS account, 12 digits. Production has one to itself, unless `sharedAccountReason` is given. */
  readonly account: string;
  /** The AWS region, for instance `eu-west-1`. */
  readonly region: string;
  /**
   * The network to make.
   *
   * @default - the network of the GoldenPath, else one by the path's defaults
   */
  readonly network?: NetworkProps;
  /**
   * A network that stands already, instead of one that is made.
   *
   * @default - one is made
   */
  readonly existingNetwork?: NetworkAttributes;
  /**
   * Why production and another environment are in one account. Their roles do not divide it: whoever may deploy one
   * environment may deploy the other.
   *
   * @default - none: it is refused
   */
  readonly sharedAccountReason?: string;
}

/** Where an environment is that another app published, and what must be known of it. */
export interface ExistingEnvironmentProps {
  /**
   * The name that it was published with.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * The AWS account, 12 digits.
   *
   * @default - the account of the credentials with which the CDK CLI runs
   */
  readonly account?: string;
  /**
   * The AWS region.
   *
   * @default - the region that is set where the CDK CLI runs
   */
  readonly region?: string;
  /**
   * The tier. Where it is given, nothing is looked up: the app is synthesised without credentials, and uses as many
   * zones of the network as the path has in this tier, the cluster, the VPC link and the topic of the alarms.
   *
   * @default - looked up with the rest of what must be known, and remembered in `cdk.context.json`
   */
  readonly tier?: EnvironmentTier;
}
