import { AskedSource } from './source';
import { ISubscribable, ITopicSubscriber, SubscriptionOptions } from '../../../binding/subscription';
import { refusal, said } from '../../../support/input';
import { checkStruct } from '../../../support/structs';
import { PAGE } from '../page';

/** A topic that sends to a function. */
export interface TopicSource {
  readonly kind: 'topic';
}

/** Messages of a topic, as a team asks for them. */
export interface AskedTopic extends AskedSource<TopicSource> {
  readonly topic: ISubscribable;
  readonly options: SubscriptionOptions;
}

/** Messages of a topic, as a team asks for them. */
export function topicSource(topic: ISubscribable, options: SubscriptionOptions): AskedTopic {
  const refuse = refusal('EventSource.topic', PAGE);
  if (typeof topic?.subscribe !== 'function') {
    refuse(
      `${said((topic as any)?.node?.path)} is no topic of the golden path.`,
      'Give a ManagedTopic, or an existing one by ManagedTopic.fromTopicArn(...).',
    );
  }
  checkStruct('SubscriptionOptions', options, refuse, 'options');
  return { kind: 'topic', topic, options, decide: () => ({ join: () => ({ kind: 'topic' }) }) };
}

/** Subscribes a function, once it is whole, to the topics among its sources. */
export function subscribeToTopics(fn: ITopicSubscriber, asked: readonly AskedSource[]): void {
  for (const source of asked) {
    if (source.kind !== 'topic') continue;
    const { topic, options } = source as AskedTopic;
    topic.subscribe(fn, options);
  }
}
