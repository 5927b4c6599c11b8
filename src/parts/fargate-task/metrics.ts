import { MetricProps } from '../alarm/alarm';

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
