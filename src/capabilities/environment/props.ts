import { INetwork } from '../../binding/network';

/** The props of what the services of an environment share. */
export interface SharedInfrastructureProps {
  /**
   * The name of the environment, by which other apps find it: lower-case letters, digits and hyphens, at most 32
   * characters.
   */
  readonly environment: string;
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The network of the environment. It is published with the rest.
   *
   * @default - the network of the GoldenPath, else the default one of the stack
   */
  readonly network?: INetwork;
  /**
   * The ARN of the SNS topic that the alarms of its services tell.
   *
   * @default - none: they tell the topic of their own GoldenPath, if it has one
   */
  readonly alarmTopicArn?: string;
  /**
   * Whether there is a VPC link, by which the HTTP APIs of services come into the network. A region has ten of them.
   *
   * @default true
   */
  readonly vpcLink?: boolean;
}
