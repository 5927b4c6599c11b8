import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { UserAlarms } from './alarms';
import { IngressResources } from './ingress';
import { ScalingResources } from './scaling';
import { Observation } from '../../../parts/fargate-task/terraform/rendered-container';
import { TaskResources } from '../../../parts/fargate-task/terraform/task';

/** Every resource of a service, typed. A resource that the choices leave out is undefined. */
export interface GoldenPathServiceResources
  extends TaskResources, IngressResources, ScalingResources, Partial<UserAlarms>, Observation {
  /** The ECS service. */
  readonly service: EcsService;
  /** The security group of the tasks. */
  readonly securityGroup: SecurityGroup;
  /** The rule that lets the load balancer reach the tasks. */
  readonly taskIngress: VpcSecurityGroupIngressRule;
  /** The rule that lets the tasks call out. */
  readonly taskEgress: VpcSecurityGroupEgressRule;
}
