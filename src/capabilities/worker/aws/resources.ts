import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';

/** Every resource of a worker, as its L1. What a choice leaves out is undefined. */
export interface WorkerResources {
  /** The ECS service. */
  readonly service: ecs.CfnService;
  /** The ECS cluster. */
  readonly cluster: ecs.CfnCluster;
  /** The task definition; its container is named `app`. */
  readonly taskDefinition: ecs.CfnTaskDefinition;
  /** The role that starts the tasks. */
  readonly executionRole: iam.CfnRole;
  /** The role of the program. */
  readonly taskRole: iam.CfnRole;
  /** The security group of the tasks, which lets nobody in. */
  readonly securityGroup: ec2.CfnSecurityGroup;
  /** The log group of the program. */
  readonly logGroup: logs.CfnLogGroup;
  /** The key of the log group. */
  readonly logKey?: kms.CfnKey;
  /** The bounds of scaling. */
  readonly scalableTarget: scaling.CfnScalableTarget;
  /** Scaling by the backlog of each task. */
  readonly backlogScalingPolicy: scaling.CfnScalingPolicy;
  /** Scaling by the age of the oldest message. */
  readonly latencyScalingPolicy: scaling.CfnScalingPolicy;
  /** What sets it in motion. */
  readonly latencyScalingAlarm: cloudwatch.CfnAlarm;
  /** The start of the first task, where the least is none. */
  readonly wakeScalingPolicy?: scaling.CfnScalingPolicy;
  /** What sets it in motion. */
  readonly wakeScalingAlarm?: cloudwatch.CfnAlarm;
  /** Messages wait, and none is finished. */
  readonly stalledAlarm?: cloudwatch.CfnAlarm;
  /** Messages wait too long. */
  readonly latencyAlarm?: cloudwatch.CfnAlarm;
  /** Too busy. */
  readonly cpuAlarm?: cloudwatch.CfnAlarm;
  /** Nearly out of memory. */
  readonly memoryAlarm?: cloudwatch.CfnAlarm;
  /** Fewer tasks than wanted. */
  readonly runningTasksAlarm?: cloudwatch.CfnAlarm;
  /** A deployment that failed. */
  readonly deploymentFailedAlarm?: cloudwatch.CfnAlarm;
  /** What notices it. */
  readonly deploymentFailedRule?: events.CfnRule;
  /** The page for the person on call. */
  readonly dashboard?: cloudwatch.CfnDashboard;
}
