import { QueueAttributes } from './attributes';
import { PAGE } from './page';
import { accessIn } from '../../binding/access';
import {
  Access,
  Binding,
  BindingPermission,
  BindingRequest,
  environmentPrefixOf,
  EventSourceKind,
  IBindable,
} from '../../binding/binding';
import { throughService } from '../../parts/data-key/policies';
import { BindingError } from '../../support/errors';

/** A queue that consumers can use: a ManagedQueue, or one that was made elsewhere. */
export interface IQueue extends IBindable {
  /** The ARN. */
  readonly queueArn: string;
  /** The URL, which senders and consumers call. */
  readonly queueUrl: string;
  /** The name. */
  readonly queueName: string;
}

/** The facts about a queue that its consumers need, made here or elsewhere. */
export interface QueueAddress {
  readonly id: string;
  readonly path: string;
  readonly arn: string;
  readonly name: string;
  readonly url: string;
  readonly keyArn?: string;
  /** The conditions under which a consumer may use the key. */
  readonly keyConditions: { readonly [operator: string]: any };
  readonly fifo: boolean;
  readonly visibilityTimeoutSeconds?: number;
  readonly maxReceiveCount?: number;
}

// What the key is needed for:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
const ACTIONS: { [access: string]: { readonly queue: string[]; readonly key: string[] } } = {
  [Access.PUBLISH]: { queue: ['sqs:SendMessage'], key: ['kms:Decrypt', 'kms:GenerateDataKey'] },
  [Access.CONSUME]: {
    queue: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    key: ['kms:Decrypt'],
  },
};

/** Turns a request into what the consumer gets. Nothing is made, and nothing of the queue is touched. */
export function bindingTo(queue: QueueAddress, request: BindingRequest): Binding {
  const access = accessIn(request, Access.PUBLISH, queue.path);
  if (!Object.hasOwn(ACTIONS, access)) {
    throw new BindingError({
      what: `A queue has no data to ${access}: messages are sent, or taken.`,
      where: `${request.consumer} uses ${queue.path}`,
      hint: 'Give Access.PUBLISH or Access.CONSUME; one use for each, if it does both.',
      page: PAGE,
    });
  }
  const { arn, name, fifo, visibilityTimeoutSeconds, maxReceiveCount } = queue;
  return {
    capability: 'queue',
    resource: queue.path,
    access,
    environmentPrefix: environmentPrefixOf(queue.id),
    environment: { URL: queue.url },
    permissions: permissions(queue, access),
    ports: [],
    ...(access === Access.CONSUME
      ? { events: { kind: EventSourceKind.QUEUE, arn, name, visibilityTimeoutSeconds, maxReceiveCount, fifo } }
      : {}),
  };
}

/** The same for a queue that was made elsewhere, of which no more is known than its attributes. */
export function bindingToExisting(
  { node, queueArn, queueName, queueUrl }: IQueue,
  attributes: QueueAttributes,
  region: string,
  request: BindingRequest,
): Binding {
  const { kmsKeyArn, fifo, visibilityTimeoutSeconds, maxReceiveCount } = attributes;
  return bindingTo(
    {
      id: node.id,
      path: node.path,
      arn: queueArn,
      name: queueName,
      url: queueUrl,
      keyArn: kmsKeyArn,
      keyConditions: throughService('sqs', region),
      fifo: fifo ?? queueName.endsWith('.fifo'),
      visibilityTimeoutSeconds: visibilityTimeoutSeconds ?? undefined,
      maxReceiveCount: maxReceiveCount ?? undefined,
    },
    request,
  );
}

function permissions({ arn, keyArn, keyConditions }: QueueAddress, access: Access): BindingPermission[] {
  const { queue, key } = ACTIONS[access];
  return [
    { actions: queue, resources: [arn] },
    ...(keyArn ? [{ actions: key, resources: [keyArn], conditions: keyConditions }] : []),
  ];
}
