import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';

/** Every resource of a database, as its L1. */
export interface ManagedDatabaseResources {
  /**
   * The Aurora cluster.
   *
   * @default - it is an instance
   */
  readonly cluster?: rds.CfnDBCluster;
  /** The instance; on Aurora, the first writer. Its slot is `writer` on Aurora, `instance` otherwise. */
  readonly writer: rds.CfnDBInstance;
  /** The readers of an Aurora cluster: slots `reader1`, `reader2`... */
  readonly readers: rds.CfnDBInstance[];
  /** The subnets. */
  readonly subnetGroup: rds.CfnDBSubnetGroup;
  /** The security group, without rules of its own. */
  readonly securityGroup: ec2.CfnSecurityGroup;
  /**
   * The settings of an Aurora cluster.
   *
   * @default - it is an instance
   */
  readonly clusterParameterGroup?: rds.CfnDBClusterParameterGroup;
  /**
   * The settings of an instance.
   *
   * @default - it is an Aurora cluster
   */
  readonly parameterGroup?: rds.CfnDBParameterGroup;
  /**
   * The key of data, password, insights and logs.
   *
   * @default - the keys that AWS manages
   */
  readonly key?: kms.CfnKey;
  /**
   * The role of enhanced monitoring.
   *
   * @default - no enhanced monitoring
   */
  readonly monitoringRole?: iam.CfnRole;
  /**
   * The permissions of that role.
   *
   * @default - no enhanced monitoring
   */
  readonly monitoringRolePolicy?: iam.CfnRolePolicy;
  /** The log groups, in the order of `database.exportedLogs`. */
  readonly logGroups: logs.CfnLogGroup[];
  /**
   * The alarm for capacity: nearly all capacity units are used.
   *
   * @default - no alarm
   */
  readonly capacityAlarm?: cloudwatch.CfnAlarm;
  /**
   * The alarm for CPU: little is left.
   *
   * @default - no alarm
   */
  readonly cpuAlarm?: cloudwatch.CfnAlarm;
  /**
   * The alarm for memory: little is left.
   *
   * @default - no alarm
   */
  readonly memoryAlarm?: cloudwatch.CfnAlarm;
  /**
   * The alarm for connections: few are left.
   *
   * @default - no alarm
   */
  readonly connectionsAlarm?: cloudwatch.CfnAlarm;
  /**
   * The alarm for storage: little is left.
   *
   * @default - no alarm
   */
  readonly storageAlarm?: cloudwatch.CfnAlarm;
  /**
   * The alarm for readers: one is behind.
   *
   * @default - no alarm
   */
  readonly replicaLagAlarm?: cloudwatch.CfnAlarm;
}
