import { Construct } from 'constructs';
import { bindingTo, ITopic, TopicAddress } from './binding';
import { decide } from './decisions';
import { PAGE } from './page';
import { Binding, BindingRequest } from '../../binding/binding';
import { ITopicSubscriber, SubscriptionOptions } from '../../binding/subscription';
import { SubscribedTopic } from '../../parts/subscription/plan';
import { GoldenPath } from '../../path/golden-path';
import { Ledger } from '../../path/ledger';
import { ArnParts, checkArn, checkKeyArn } from '../../support/arn';
import { pathOf, refusal } from '../../support/input';
import { checkStruct } from '../../support/structs';

/** The facts about a topic that was made elsewhere. */
export interface TopicAttributes {
  /** The ARN of the topic. */
  readonly topicArn: string;
  /**
   * The customer-managed key of the topic.
   *
   * @default - it has none
   */
  readonly kmsKeyArn?: string;
}

/** The parts of an engine that a topic which was made elsewhere needs. */
export interface TopicEngine {
  arnParts(arn: string): ArnParts;
  subscribe(topic: SubscribedTopic, subscriber: ITopicSubscriber, options: SubscriptionOptions): void;
}

/** A topic that was made elsewhere. An ARN may be known at deployment only. */
export class ExistingTopic extends Construct implements ITopic {
  public readonly topicArn: string;
  public readonly topicName: string;
  private readonly address: TopicAddress;

  constructor(
    scope: Construct,
    id: string,
    attributes: TopicAttributes,
    private readonly engine: TopicEngine,
  ) {
    const refuse = refusal(pathOf(scope, id), PAGE);
    checkStruct('TopicAttributes', attributes, refuse, 'attributes');
    const { topicArn, kmsKeyArn } = attributes;
    checkArn('topicArn', topicArn, { service: 'sns', example: 'news' }, refuse);
    checkKeyArn('kmsKeyArn', kmsKeyArn, refuse);
    super(scope, id);
    const { region, name } = engine.arnParts(topicArn);
    this.topicArn = topicArn;
    this.topicName = name;
    this.address = { node: this.node, arn: topicArn, keyArn: kmsKeyArn, region };
  }

  public subscribe(subscriber: ITopicSubscriber, options: SubscriptionOptions = {}): void {
    const ledger = new Ledger('topic', GoldenPath._settingsOf(this), this.node.path);
    const choices = decide({ fifo: this.topicArn.endsWith('.fifo') }, ledger);
    this.engine.subscribe({ ...this.address, choices }, subscriber, options);
  }

  public bind(request: BindingRequest): Binding {
    return bindingTo(this.address, request);
  }
}
