import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  Access,
  Binding,
  BindingEvents,
  BindingRequest,
  environmentPrefixOf,
  EventSourceKind,
  IBindable,
} from '../../../src/binding/binding';
import { GoldenPathWorker } from '../../../src/capabilities/worker/aws';
import { GoldenPathWorkerProps } from '../../../src/capabilities/worker/props';
import { GoldenPathWorker as TerraformWorker } from '../../../src/capabilities/worker/terraform';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';
import {
  addressOf,
  configurationOf,
  decodedSlotsIn,
  expectTerraformSlotsComplete,
  terraformStackOn,
} from '../../fixtures/terraform';

export const IMAGE = ServiceSource.image('public.ecr.aws/acme/orders-worker:1.4.2');
export const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:123456789012:orders';

/** A queue of which this much is known. */
export class QueueStub extends Construct implements IBindable {
  public readonly requests: BindingRequest[] = [];

  constructor(
    scope: Construct,
    id = 'OrdersQueue',
    private readonly events: Partial<BindingEvents> = {},
  ) {
    super(scope, id);
  }

  public bind(request: BindingRequest): Binding {
    this.requests.push(request);
    return {
      capability: 'queue',
      resource: this.node.path,
      access: Access.CONSUME,
      environment: { URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders' },
      permissions: [{ actions: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'], resources: [QUEUE_ARN] }],
      ports: [],
      environmentPrefix: environmentPrefixOf(this.node.id),
      events: {
        kind: EventSourceKind.QUEUE,
        arn: QUEUE_ARN,
        name: 'orders',
        visibilityTimeoutSeconds: 180,
        maxReceiveCount: 5,
        ...this.events,
      },
    };
  }
}

/** Props with a queue of which this much is known. */
export interface Asked extends Partial<GoldenPathWorkerProps> {
  readonly events?: Partial<BindingEvents>;
}

function propsIn(scope: Construct, { events, ...props }: Asked): GoldenPathWorkerProps {
  const queue =
    props.queue ?? (scope.node.tryFindChild('OrdersQueue') as QueueStub) ?? new QueueStub(scope, 'OrdersQueue', events);
  return { owner: 'team-orders', source: IMAGE, ...props, queue };
}

/** A worker with the least props. */
export function workerIn(stack: Stack, props: Asked = {}, id = 'Worker'): GoldenPathWorker {
  return new GoldenPathWorker(stack, id, propsIn(stack, props));
}

/** A worker as it is written, in a stack of its own. */
export function rendered(props: Asked = {}, tier = EnvironmentTier.PRODUCTION, path: Partial<GoldenPathProps> = {}) {
  const stack = stackOn(tier, path, new App());
  const worker = workerIn(stack, props);
  const template = Template.fromStack(stack);
  expectSlotsComplete(worker);
  const idOf = (slot: string): string => stack.resolve(worker.resource(slot).logicalId);
  const resource = (slot: string) => template.toJSON().Resources[idOf(slot)];
  const properties = (slot: string) => resource(slot).Properties;
  const environment = () =>
    Object.fromEntries(
      properties('taskDefinition').ContainerDefinitions[0].Environment.map(({ Name, Value }: any) => [Name, Value]),
    );
  return { stack, worker, template, idOf, resource, properties, environment };
}

/** A worker with the least props. */
export function terraformWorkerIn(stack: TerraformStack, props: Asked = {}, id = 'Worker'): TerraformWorker {
  return new TerraformWorker(stack, id, propsIn(stack, props));
}

/** A worker as it is written, in a stack of its own. */
export function written(props: Asked = {}, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}) {
  const stack = terraformStackOn(tier, path);
  const worker = terraformWorkerIn(stack, props);
  const configuration = configurationOf(stack);
  expectTerraformSlotsComplete(worker);
  return {
    stack,
    worker,
    configuration,
    slots: decodedSlotsIn(configuration, worker),
    at: (slot: string) => addressOf(worker.resource(slot)),
  };
}
