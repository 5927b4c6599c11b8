import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { ScalingResources } from './scaling';
import { TaskAlarms } from '../../../parts/fargate-task/terraform/alarms';
import { TaskResources } from '../../../parts/fargate-task/terraform/task';

/** Every resource of a worker, typed. What a choice leaves out is undefined. */
export interface WorkerResources extends TaskResources, ScalingResources, Partial<TaskAlarms> {
  /** The ECS service. */
  readonly service: EcsService;
  /** What the cluster may run tasks on. */
  readonly capacityProviders: EcsClusterCapacityProviders;
  /** The security group of the tasks, which lets nobody in. */
  readonly securityGroup: SecurityGroup;
  /** What lets the tasks call out. */
  readonly taskEgress: VpcSecurityGroupEgressRule;
  /** Messages wait, and none is finished. */
  readonly stalledAlarm?: CloudwatchMetricAlarm;
  /** Messages wait too long. */
  readonly latencyAlarm?: CloudwatchMetricAlarm;
  /** The page for the person on call. */
  readonly dashboard?: CloudwatchDashboard;
}
