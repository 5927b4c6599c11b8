import { MetricProps } from '../../parts/alarm/alarm';

/** The identifiers of a database: of its cluster, or of its instance. */
export interface DatabaseIdentifiers {
  readonly cluster?: string;
  readonly instance?: string;
}

/**
 * The metrics of a database: those of its writer, and of Aurora's replication.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
export class DatabaseMetrics {
  readonly cpu: MetricProps;
  readonly freeMemory: MetricProps;
  readonly connections: MetricProps;
  /** Percent of the greatest capacity. Aurora only. */
  readonly capacityUsed?: MetricProps;
  /** Capacity units. Aurora only. */
  readonly capacity?: MetricProps;
  /** Milliseconds, of the reader that is furthest behind. Aurora only. */
  readonly replicaLag?: MetricProps;
  /** Bytes. An instance only: storage of Aurora grows by itself. */
  readonly freeStorage?: MetricProps;

  constructor({ cluster, instance }: DatabaseIdentifiers) {
    // The writer, whichever node that is: after a failover it is another one.
    const writer: MetricProps['dimensions'] = cluster
      ? { DBClusterIdentifier: cluster, Role: 'WRITER' }
      : { DBInstanceIdentifier: instance! };
    const metric = (name: string, statistic: string, dimensions = writer): MetricProps => ({
      namespace: 'AWS/RDS',
      name,
      dimensions,
      statistic,
    });
    this.cpu = metric('CPUUtilization', 'Average');
    this.freeMemory = metric('FreeableMemory', 'Minimum');
    this.connections = metric('DatabaseConnections', 'Maximum');
    if (cluster) {
      this.capacityUsed = metric('ACUUtilization', 'Maximum');
      this.capacity = metric('ServerlessDatabaseCapacity', 'Average');
      this.replicaLag = metric('AuroraReplicaLagMaximum', 'Maximum', { DBClusterIdentifier: cluster });
    } else {
      this.freeStorage = metric('FreeStorageSpace', 'Minimum');
    }
  }
}
