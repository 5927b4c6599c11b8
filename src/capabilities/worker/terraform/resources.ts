import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { MessageAlarms } from './alarms';
import { ScalingResources } from './scaling';
import { Observation } from '../../../parts/fargate-task/terraform/rendered-container';
import { TaskResources } from '../../../parts/fargate-task/terraform/task';

/** Every resource of a worker, typed. A resource that the choices leave out is undefined. */
export interface GoldenPathWorkerResources
  extends TaskResources, ScalingResources, Partial<MessageAlarms>, Observation {
  /** The ECS service. */
  readonly service: EcsService;
  /** The kinds of capacity that the cluster has, where it has one of its own. */
  readonly capacityProviders?: EcsClusterCapacityProviders;
  /** The security group of the tasks. It lets nobody in. */
  readonly securityGroup: SecurityGroup;
  /** The rule that lets the tasks call out. */
  readonly taskEgress: VpcSecurityGroupEgressRule;
}
