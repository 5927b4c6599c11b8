import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';

/** Every resource of a database. */
export interface ManagedDatabaseResources {
  /** The Aurora cluster, unless it is an instance. */
  readonly cluster?: RdsCluster;
  /** The instance; on Aurora, the first writer. Its slot is `writer` on Aurora, `instance` otherwise. */
  readonly writer: RdsClusterInstance | DbInstance;
  /** The readers of an Aurora cluster: slots `reader1`, `reader2`... */
  readonly readers: RdsClusterInstance[];
  /** The subnets. */
  readonly subnetGroup: DbSubnetGroup;
  /** The security group, without rules of its own. */
  readonly securityGroup: SecurityGroup;
  /** The settings of an Aurora cluster. */
  readonly clusterParameterGroup?: RdsClusterParameterGroup;
  /** The settings of an instance. */
  readonly parameterGroup?: DbParameterGroup;
  /** The key of data, password, insights and logs, where the keys that AWS manages are not enough. */
  readonly key?: KmsKey;
  /** The role of enhanced monitoring. */
  readonly monitoringRole?: IamRole;
  /** The permissions of that role. */
  readonly monitoringRolePolicy?: IamRolePolicy;
  /** The log groups, in the order of `database.exportedLogs`. */
  readonly logGroups: CloudwatchLogGroup[];
  /** The alarm for capacity: nearly all capacity units are used. */
  readonly capacityAlarm?: CloudwatchMetricAlarm;
  /** The alarm for CPU: little is left. */
  readonly cpuAlarm?: CloudwatchMetricAlarm;
  /** The alarm for memory: little is left. */
  readonly memoryAlarm?: CloudwatchMetricAlarm;
  /** The alarm for connections: few are left. */
  readonly connectionsAlarm?: CloudwatchMetricAlarm;
  /** The alarm for storage: little is left. */
  readonly storageAlarm?: CloudwatchMetricAlarm;
  /** The alarm for readers: one is behind. */
  readonly replicaLagAlarm?: CloudwatchMetricAlarm;
}
