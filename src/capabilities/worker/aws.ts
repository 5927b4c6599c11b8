import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkIn } from './aws/check';
import { renderWorker } from './aws/render';
import { GoldenPathWorkerResources } from './aws/resources';
import { definition } from './definition';
import { GoldenPathWorkerProps } from './props';
import { Access, IBindable, UsesOptions } from '../../binding/binding';
import { ContainerCapability } from '../../parts/fargate-task/aws/container-capability';
import { RenderedContainer } from '../../parts/fargate-task/aws/rendered-container';
import { SidecarOptions } from '../../parts/fargate-task/sidecar';
import { QueueMetrics } from '../../parts/message-queue/metrics';
import { plan } from '../../path/plan';

export type { GoldenPathWorkerResources } from './aws/resources';

/**
 * A worker: a container on ECS Fargate that takes messages from a queue, with its logs, alarms, dashboard and scaling.
 * Nobody can reach it.
 *
 * @example
 * new GoldenPathWorker(stack, 'OrdersWorker', {
 *   owner: 'team-orders',
 *   source: ServiceSource.image('public.ecr.aws/acme/orders-worker:1.4.2'),
 *   queue: new ManagedQueue(stack, 'OrdersQueue'),
 * });
 */
export class GoldenPathWorker extends ContainerCapability {
  /** Every resource, as its L1. To change one on the record, use `escape`. */
  public readonly resources: GoldenPathWorkerResources;

  /**
   * The resources that every container capability has.
   *
   * @internal
   */
  protected readonly _container: RenderedContainer;
  private readonly queue: QueueMetrics;

  public constructor(scope: Construct, id: string, props: GoldenPathWorkerProps) {
    const planned = plan(definition, scope, id, props, checkIn(scope, id));
    super(scope, id, planned);
    const { resources, container, queue } = this._make(() => renderWorker(this, planned));
    this.resources = resources;
    this._container = container;
    this.queue = queue;
  }

  /**
   * Joins the worker to something that it uses: opens the network path, sets the variables, grants the permissions.
   * Everything that this makes stands in the stack of the worker. Its own queue needs no more.
   *
   * @param resource what is used
   * @param access what the worker does with it; by default what is usual for the resource
   */
  public uses(resource: IBindable, access?: Access, options?: UsesOptions): GoldenPathWorker {
    super.uses(resource, access, options);
    return this;
  }

  /**
   * Adds a container beside the worker's own, with the same hardening and its own log stream. Its memory is taken from
   * the task's.
   */
  public addSidecar(options: SidecarOptions): GoldenPathWorker {
    super.addSidecar(options);
    return this;
  }

  /** Messages that nobody works on, by default the most each minute. */
  public metricWaitingMessages(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this.queue.waiting, props);
  }

  /** Messages that a task works on, by default the most each minute. */
  public metricMessagesInWork(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this.queue.inWork, props);
  }

  /** How long the oldest message has been in the queue in seconds, by default the most each minute. */
  public metricOldestMessage(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._container.views.metric(this.queue.oldest, props);
  }
}
