import { Construct } from 'constructs';
import { definition } from './definition';
import { GoldenPathWorkerProps } from './props';
import { checkIn } from './terraform/check';
import { renderWorker } from './terraform/render';
import { GoldenPathWorkerResources } from './terraform/resources';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { ContainerCapability } from '../../parts/fargate-task/terraform/container-capability';
import { RenderedContainer } from '../../parts/fargate-task/terraform/rendered-container';

export type { GoldenPathWorkerResources } from './terraform/resources';

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
  /** Every resource, typed. To change one on the record, use `escape`. */
  public readonly resources: GoldenPathWorkerResources;

  /**
   * The resources that every container capability has.
   *
   * @internal
   */
  protected readonly _container: RenderedContainer;

  public constructor(scope: Construct, id: string, props: GoldenPathWorkerProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props, checkIn(scope, id));
    super(scope, id, planned);
    const { resources, container } = this._make(() => renderWorker(this, planned));
    this.resources = resources;
    this._container = container;
  }
}
