import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';

/**
 * Makes the kinds of capacity that a cluster has. A resource of its own: in a new account the role of ECS is made with
 * the first cluster, and a cluster that names its kinds of capacity needs that role before it is there.
 *
 * @see https://github.com/aws/containers-roadmap/issues/818
 */
export function createCapacityProviders(
  owner: CapabilityConstruct,
  { ref: cluster }: ecs.CfnCluster,
  capacityProviders: string[],
): ecs.CfnClusterCapacityProviderAssociations {
  return owner._slot(
    'capacityProviders',
    new ecs.CfnClusterCapacityProviderAssociations(owner, 'CapacityProviders', {
      cluster,
      capacityProviders,
      // Each service has a strategy of its own.
      defaultCapacityProviderStrategy: [],
    }),
  );
}
