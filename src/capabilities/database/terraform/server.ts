import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { RdsCluster } from '@cdktf/provider-aws/lib/rds-cluster';
import { RdsClusterInstance } from '@cdktf/provider-aws/lib/rds-cluster-instance';
import { RdsClusterParameterGroup } from '@cdktf/provider-aws/lib/rds-cluster-parameter-group';

/** The server that runs a database: an Aurora cluster, or an instance. */
export interface RenderedServer {
  readonly cluster?: RdsCluster;
  readonly clusterParameterGroup?: RdsClusterParameterGroup;
  readonly parameterGroup?: DbParameterGroup;
  readonly writer: RdsClusterInstance | DbInstance;
  /** The readers of Aurora; an instance has none. */
  readonly readers: RdsClusterInstance[];
  readonly logGroups: CloudwatchLogGroup[];
  readonly endpoint: string;
  readonly readerEndpoint?: string;
  /** The port, read from the server itself: whoever gets it is made after the database is there. */
  readonly readyPort: string;
  readonly secretArn: string;
  /** The id that IAM tokens are granted on. */
  readonly resourceId: string;
}
