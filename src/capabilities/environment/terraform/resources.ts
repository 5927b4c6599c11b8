import { Apigatewayv2VpcLink } from '@cdktf/provider-aws/lib/apigatewayv2-vpc-link';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';

/** Every resource that the services of an environment share. */
export interface SharedInfrastructureResources {
  /** The ECS cluster. */
  readonly cluster: EcsCluster;
  /** The kinds of capacity that the cluster has. */
  readonly capacityProviders: EcsClusterCapacityProviders;
  /** The way of HTTP APIs into the network. */
  readonly vpcLink?: Apigatewayv2VpcLink;
  /** The security group of the VPC link. Each service lets it reach its own load balancer. */
  readonly vpcLinkSecurityGroup?: SecurityGroup;
  /** The parameters by which apps find it. */
  readonly parameters: SsmParameter[];
}
