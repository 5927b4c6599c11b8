import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ssm from 'aws-cdk-lib/aws-ssm';

/** Every resource that the services of an environment share, as its L1. */
export interface SharedInfrastructureResources {
  /** The ECS cluster. */
  readonly cluster: ecs.CfnCluster;
  /** The kinds of capacity that the cluster has. */
  readonly capacityProviders: ecs.CfnClusterCapacityProviderAssociations;
  /**
   * The way of HTTP APIs into the network.
   *
   * @default - none
   */
  readonly vpcLink?: apigatewayv2.CfnVpcLink;
  /**
   * The security group of the VPC link. Each service lets it reach its own load balancer.
   *
   * @default - none
   */
  readonly vpcLinkSecurityGroup?: ec2.CfnSecurityGroup;
  /** The parameters by which apps find it. */
  readonly parameters: ssm.CfnParameter[];
}
