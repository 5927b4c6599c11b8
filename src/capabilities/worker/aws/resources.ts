import * as scaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';

/** Every resource of a worker, as its L1. A resource that the choices leave out is undefined. */
export interface GoldenPathWorkerResources {
  /** The ECS service. */
  readonly service: ecs.CfnService;
  /**
   * The ECS cluster.
   *
   * @default - the tasks run in that of their Environment
   */
  readonly cluster?: ecs.CfnCluster;
  /**
   * The kinds of capacity that the cluster has.
   *
   * @default - the cluster is that of their Environment
   */
  readonly capacityProviders?: ecs.CfnClusterCapacityProviderAssociations;
  /** The task definition; its container is named `app`. */
  readonly taskDefinition: ecs.CfnTaskDefinition;
  /** The role that starts the tasks. */
  readonly executionRole: iam.CfnRole;
  /** The role of the program. */
  readonly taskRole: iam.CfnRole;
  /** The security group of the tasks. It lets nobody in. */
  readonly securityGroup: ec2.CfnSecurityGroup;
  /** The log group of the program. */
  readonly logGroup: logs.CfnLogGroup;
  /** The key of the log group. */
  readonly logKey?: kms.CfnKey;
  /** The least and the greatest number of tasks. */
  readonly scalableTarget: scaling.CfnScalableTarget;
  /** The policy that scales by the backlog of each task. */
  readonly backlogScalingPolicy: scaling.CfnScalingPolicy;
  /** The policy that scales by the age of the oldest message. */
  readonly latencyScalingPolicy: scaling.CfnScalingPolicy;
  /** The alarm that runs this policy. */
  readonly latencyScalingAlarm: cloudwatch.CfnAlarm;
  /** The policy that starts the first task, where the least number of tasks is 0. */
  readonly wakeScalingPolicy?: scaling.CfnScalingPolicy;
  /** The alarm that runs this policy. */
  readonly wakeScalingAlarm?: cloudwatch.CfnAlarm;
  /** Rings when messages wait and none is finished. */
  readonly stalledAlarm?: cloudwatch.CfnAlarm;
  /** Rings when messages wait too long. */
  readonly latencyAlarm?: cloudwatch.CfnAlarm;
  /** Rings when the tasks use too much CPU. */
  readonly cpuAlarm?: cloudwatch.CfnAlarm;
  /** Rings when the tasks are nearly out of memory. */
  readonly memoryAlarm?: cloudwatch.CfnAlarm;
  /** Rings when fewer tasks run than should. */
  readonly runningTasksAlarm?: cloudwatch.CfnAlarm;
  /** Rings when a deployment has failed. */
  readonly deploymentFailedAlarm?: cloudwatch.CfnAlarm;
  /** The rule that notices a failed deployment. */
  readonly deploymentFailedRule?: events.CfnRule;
  /** The dashboard for the person on call. */
  readonly dashboard?: cloudwatch.CfnDashboard;
}
