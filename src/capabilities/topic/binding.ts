import { PAGE } from './page';
import { accessIn } from '../../binding/access';
import { Access, Binding, BindingRequest, environmentPrefixOf, IBindable } from '../../binding/binding';
import { ISubscribable } from '../../binding/subscription';
import { throughService } from '../../parts/data-key/policies';
import { BindingError } from '../../support/errors';

/** A topic that others publish to and subscribe to: a ManagedTopic, or one that was made elsewhere. */
export interface ITopic extends IBindable, ISubscribable {
  /** The ARN, which publishers name. */
  readonly topicArn: string;
  /** The name. */
  readonly topicName: string;
}

/** The facts about a topic that its publishers need. */
export interface TopicAddress {
  /** Its id is the one that names of variables and slots are made from. */
  readonly node: { readonly id: string; readonly path: string };
  readonly arn: string;
  readonly keyArn?: string;
  readonly region: string;
}

/** Turns a request into the variables and permissions of a publisher. Makes nothing. */
export function bindingTo({ node, arn, keyArn, region }: TopicAddress, request: BindingRequest): Binding {
  const access = accessIn(request, Access.PUBLISH, node.path);
  if (access !== Access.PUBLISH) {
    throw new BindingError({
      what: `A topic has nothing to ${access}: messages are published, and delivered to its subscribers.`,
      where: `${request.consumer} uses ${node.path}`,
      hint: 'Give Access.PUBLISH, or subscribe: topic.subscribe(queue), EventSource.topic(topic).',
      page: PAGE,
    });
  }
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
  const key = keyArn ? [{ actions, resources: [keyArn], conditions: throughService('sns', region) }] : [];
  return {
    capability: 'topic',
    resource: node.path,
    access,
    environmentPrefix: environmentPrefixOf(node.id),
    environment: { ARN: arn },
    permissions: [{ actions: ['sns:Publish'], resources: [arn] }, ...key],
    ports: [],
  };
}
