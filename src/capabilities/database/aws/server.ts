import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';

/** The server that runs a database: an Aurora cluster, or an instance. */
export interface RenderedServer {
  readonly cluster?: rds.CfnDBCluster;
  readonly clusterParameterGroup?: rds.CfnDBClusterParameterGroup;
  readonly parameterGroup?: rds.CfnDBParameterGroup;
  readonly writer: rds.CfnDBInstance;
  /** The readers of Aurora; an instance has none. */
  readonly readers: rds.CfnDBInstance[];
  readonly logGroups: logs.CfnLogGroup[];
  readonly endpoint: string;
  readonly readerEndpoint?: string;
  /** The port, read from the server itself: whoever gets it is made after the database is there. */
  readonly readyPort: string;
  readonly secretArn: string;
  /** The id that IAM tokens are granted on. */
  readonly resourceId: string;
}
