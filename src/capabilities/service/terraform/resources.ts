import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { UserAlarms } from './alarms';
import { HttpApiResources } from './http-api';
import { LoadBalancerResources } from './load-balancer';
import { ScalingResources } from './scaling';
import { TaskAlarms } from '../../../parts/fargate-task/terraform/alarms';
import { TaskResources } from '../../../parts/fargate-task/terraform/task';

/** Every resource of a service, typed. What a choice leaves out is undefined. */
export interface ServiceResources
  extends
    TaskResources,
    ScalingResources,
    Partial<LoadBalancerResources>,
    Partial<HttpApiResources>,
    Partial<UserAlarms>,
    Partial<TaskAlarms> {
  /** The ECS service. */
  readonly service: EcsService;
  /** The security group of the tasks. */
  readonly securityGroup: SecurityGroup;
  /** What lets the load balancer reach the tasks. */
  readonly taskIngress: VpcSecurityGroupIngressRule;
  /** What lets the tasks call out. */
  readonly taskEgress: VpcSecurityGroupEgressRule;
  /** Where the tasks register. */
  readonly targetGroup: LbTargetGroup;
  /** The rule on a shared listener. */
  readonly listenerRule?: LbListenerRule;
  /** The page for the person on call. */
  readonly dashboard?: CloudwatchDashboard;
}
