import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';

/** A rendered database, on Aurora or on an instance. */
export interface Rendered {
  readonly cluster?: rds.CfnDBCluster;
  readonly clusterParameterGroup?: rds.CfnDBClusterParameterGroup;
  readonly parameterGroup?: rds.CfnDBParameterGroup;
  readonly writer: rds.CfnDBInstance;
  /** Of Aurora; an instance has none. */
  readonly readers: rds.CfnDBInstance[];
  readonly logGroups: logs.CfnLogGroup[];
  readonly endpoint: string;
  readonly readerEndpoint?: string;
  /** The port, read from what answers on it: whoever gets it is made after the database is there. */
  readonly readyPort: string;
  readonly secretArn: string;
  /** What IAM users log in to. */
  readonly resourceId: string;
}
