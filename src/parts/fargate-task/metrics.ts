import { MetricProps } from '../alarm/alarm';

/**
 * The metrics of the tasks of an ECS service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @internal
 */
export class TaskMetrics {
  /** Percent, by default the mean. */
  readonly cpu: MetricProps;
  /** Percent, by default the mean. */
  readonly memory: MetricProps;
  /** Only container insights report it. */
  readonly runningTasks: MetricProps;
  /** Only container insights report it. */
  readonly desiredTasks: MetricProps;
  /**
   * As many as tasks run, without container insights: each task sends one sample a minute. There is none while no task
   * runs.
   */
  readonly samples: MetricProps;

  constructor(clusterName: string, serviceName: string) {
    const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
    const metric = (namespace: string, name: string) => ({ namespace, name, statistic: 'Average', dimensions });
    this.cpu = metric('AWS/ECS', 'CPUUtilization');
    this.samples = { ...this.cpu, statistic: 'SampleCount' };
    this.memory = metric('AWS/ECS', 'MemoryUtilization');
    this.runningTasks = metric('ECS/ContainerInsights', 'RunningTaskCount');
    this.desiredTasks = metric('ECS/ContainerInsights', 'DesiredTaskCount');
  }
}
