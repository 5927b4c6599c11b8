import { MetricProps } from './alarm';

/**
 * What the tasks of an ECS service show.
 *
 * @internal
 */
export class TaskMetrics {
  readonly cpu: MetricProps;
  readonly memory: MetricProps;
  /** Container insights have it, and nothing else. */
  readonly runningTasks: MetricProps;
  /** Container insights have it, and nothing else. */
  readonly desiredTasks: MetricProps;

  constructor(clusterName: string, serviceName: string) {
    const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
    const metric = (namespace: string, name: string) => ({ namespace, name, statistic: 'Average', dimensions });
    this.cpu = metric('AWS/ECS', 'CPUUtilization');
    this.memory = metric('AWS/ECS', 'MemoryUtilization');
    this.runningTasks = metric('ECS/ContainerInsights', 'RunningTaskCount');
    this.desiredTasks = metric('ECS/ContainerInsights', 'DesiredTaskCount');
  }
}
