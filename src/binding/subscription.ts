import { IConstruct } from 'constructs';

/** How messages of a topic get to a subscriber. */
export interface SubscriptionOptions {
  /**
   * The messages that it gets, by their attributes: a filter policy of SNS, for instance
   * `{ kind: ['signup', { prefix: 'trial-' }] }`.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
   * @default - all messages
   */
  readonly filter?: { readonly [attribute: string]: any };
  /**
   * The messages that it gets, by their bodies, which must be JSON: a filter policy of SNS. Not together with `filter`.
   *
   * @default - all messages
   */
  readonly bodyFilter?: { readonly [property: string]: any };
  /**
   * Whether it gets the message alone, without SNS's envelope around it. A function always gets the envelope.
   *
   * @default - as the path decides: the message alone
   */
  readonly raw?: boolean;
  /**
   * Whether messages that cannot be delivered are kept in a dead-letter queue of this subscription.
   *
   * @default - as the path decides: they are
   */
  readonly deadLetters?: boolean;
}

/** How a topic reaches a subscriber. */
export interface SubscriptionEndpoint {
  /** The protocol of SNS: `sqs` or `lambda`. */
  readonly protocol: string;
  /** The ARN of the queue, or of the function's alias. */
  readonly arn: string;
  /** Whether it keeps the order of messages. */
  readonly fifo: boolean;
}

/** Something that a topic can send to: a queue, a function. */
export interface ITopicSubscriber extends IConstruct {
  /** How a topic reaches it. */
  readonly subscriptionEndpoint: SubscriptionEndpoint;
  /** Lets a topic send, in the stack of the subscriber. */
  acceptTopic(topicArn: string): void;
}

/** Something that sends to its subscribers: a topic. */
export interface ISubscribable extends IConstruct {
  /** Joins a subscriber to it. The resources of the subscription stand in the stack of the subscriber. */
  subscribe(subscriber: ITopicSubscriber, options?: SubscriptionOptions): void;
}
