import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { topicAlarms } from './alarms';
import { isToldOfAlarms } from './aws/alarms-told';
import { bindingTo, ITopic, TopicAddress } from './binding';
import { TopicChoices } from './decisions';
import { definition } from './definition';
import { ExistingTopic, TopicAttributes } from './existing';
import { keyUsers, ownStatements } from './policies';
import { ManagedTopicProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { ReliedOnBy } from '../../binding/reliance';
import { ITopicSubscriber, SubscriptionOptions } from '../../binding/subscription';
import { arnParts, regionOf } from '../../engines/aws/arn';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { withRemovalPolicy } from '../../engines/aws/removal';
import { renderAlarms } from '../../parts/alarm/aws';
import { createDataKey, keyIn } from '../../parts/data-key/aws';
import { keyOf } from '../../parts/data-key/aws/key-view';
import { needServices } from '../../parts/data-key/aws/needed-services';
import { keyArnOf } from '../../parts/data-key/brought';
import { OnlyPolicy, withPolicy } from '../../parts/resource-policy/aws';
import { subscribe } from '../../parts/subscription/aws';
import { plan } from '../../path/plan';

export type { ITopic } from './binding';
export type { TopicAttributes } from './existing';

/** Every resource of a topic, as its L1. Those of a subscription are the subscriber's. */
export interface ManagedTopicResources {
  /** The topic. */
  readonly topic: sns.CfnTopic;
  /**
   * The one policy of the topic.
   *
   * @default - clear text is allowed, and nobody has added to it
   */
  readonly topicPolicy?: sns.CfnTopicPolicy;
  /**
   * The key of the topic, and of its subscriptions' dead letters.
   *
   * @default - none
   */
  readonly key?: kms.CfnKey;
  /**
   * Messages could not be delivered.
   *
   * @default - no alarm
   */
  readonly failedAlarm?: cloudwatch.CfnAlarm;
  /**
   * Messages could not even be kept as dead letters.
   *
   * @default - no alarm
   */
  readonly lostAlarm?: cloudwatch.CfnAlarm;
}

const ENGINE = { arnParts, subscribe };

/**
 * An SNS topic: encrypted, TLS only, watched. Each of its subscriptions keeps what it could not deliver.
 *
 * @example
 * const news = new ManagedTopic(stack, 'News');
 * orders.uses(news);
 * news.subscribe(letters, { filter: { kind: ['signup'] } });
 */
export class ManagedTopic extends CapabilityConstruct implements ITopic {
  /** A topic that was made elsewhere, for publishers and subscribers. */
  public static fromTopicAttributes(scope: Construct, id: string, attributes: TopicAttributes): ITopic {
    return new ExistingTopic(scope, id, attributes, ENGINE);
  }

  /** A topic that was made elsewhere and has no key of its own, by its ARN. */
  public static fromTopicArn(scope: Construct, id: string, topicArn: string): ITopic {
    return new ExistingTopic(scope, id, { topicArn }, ENGINE);
  }

  /** A topic of plain CDK, with its key. */
  public static fromTopic(scope: Construct, id: string, topic: sns.ITopic): ITopic {
    const attributes = { topicArn: topic?.topicArn, kmsKeyArn: topic?.masterKey?.keyArn };
    return new ExistingTopic(scope, id, attributes, ENGINE);
  }

  /** Every resource, by name. */
  public readonly resources: ManagedTopicResources;

  private readonly choices: TopicChoices;
  private readonly policy: OnlyPolicy<sns.CfnTopicPolicy>;
  private madeTopic?: sns.ITopic;

  constructor(scope: Construct, id: string, props: ManagedTopicProps = {}) {
    const planned = plan(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    const { resources, policy } = this._make(() => renderTopic(this, planned.choices));
    this.resources = resources;
    this.policy = policy;
    const { broughtKey } = planned.choices;
    if (broughtKey !== null) {
      needServices(this, broughtKey, () => (isToldOfAlarms(resources.topic) ? ['cloudwatch'] : []));
    }
  }

  /** The ARN, which publishers name. */
  public get topicArn(): string {
    return this.resources.topic.ref;
  }

  /** The name. */
  public get topicName(): string {
    return this.resources.topic.attrTopicName;
  }

  /** The topic, for plain CDK: subscriptions, rules, notifications, alarm actions, grants. */
  public get topic(): sns.ITopic {
    return (this.madeTopic ??= withPolicy(
      sns.Topic.fromTopicAttributes(this, 'TopicView', { topicArn: this.topicArn }),
      this.policy,
      { fifo: this.choices.fifo, masterKey: keyOf(this, this.choices, this.resources.key) },
    ));
  }

  /** The key of the topic, for plain CDK, if it has one of its own. */
  public get key(): kms.IKey | undefined {
    return this.topic.masterKey;
  }

  /** Any metric of the topic by its name, in the namespace `AWS/SNS`. By default the mean of five minutes. */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.topic.metric(metricName, props);
  }

  /** Messages that could not be delivered, by default their sum in five minutes. */
  public metricNumberOfNotificationsFailed(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.topic.metricNumberOfNotificationsFailed(props);
  }

  /**
   * Joins a queue or a function to the topic. The subscription and its dead-letter queue are slots of the subscriber,
   * in its stack: `<topic>TopicSubscription`, `<topic>TopicDeadLetterQueue`.
   */
  public subscribe(subscriber: ITopicSubscriber, options: SubscriptionOptions = {}): void {
    this._relyOn([ReliedOnBy.CONSUMERS]);
    const { choices } = this;
    subscribe({ ...this.address, made: this, choices }, subscriber, options);
    const deadLetters = options.deadLetters ?? choices.subscriptionDeadLetters;
    // SNS itself writes them.
    if (choices.broughtKey !== null && deadLetters) needServices(this, choices.broughtKey, ['sns']);
  }

  /** The variables and permissions of a publisher. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    return bindingTo(this.address, request);
  }

  private get address(): TopicAddress {
    const { topicArn: arn, resources } = this;
    const node = { id: identityId(this), path: this.node.path };
    return { node, arn, keyArn: keyArnOf(this.choices, resources.key?.attrArn), region: regionOf(this) };
  }
}

function renderTopic(owner: CapabilityConstruct, choices: TopicChoices) {
  const { path } = owner.node;
  const key = createDataKey(owner, choices, `Messages of ${path}.`, keyUsers(choices));
  const topic = new sns.CfnTopic(owner, 'Resource', {
    // False is refused by SNS: it stands for a standard topic only where it is left out.
    fifoTopic: choices.fifo || undefined,
    contentBasedDeduplication: choices.contentBasedDeduplication ?? undefined,
    fifoThroughputScope: choices.throughputScope ?? undefined,
    kmsMasterKeyId: key?.arn,
    signatureVersion: choices.signatureVersion,
    tracingConfig: choices.tracing,
  });
  owner._slot('topic', withRemovalPolicy(topic, choices.onRemoval));
  const policy = new OnlyPolicy(owner, {
    slot: 'topicPolicy',
    of: topic,
    statements: ownStatements(choices, topic.ref, Stack.of(owner).account),
    make: policyDocument => new sns.CfnTopicPolicy(owner, 'TopicPolicy', { topics: [topic.ref], policyDocument }),
  });
  const resources: ManagedTopicResources = {
    topic,
    get topicPolicy() {
      return policy.resource;
    },
    key: key?.made,
    ...renderAlarms(owner, topicAlarms(path, choices, topic.attrTopicName)),
  };
  return { resources, policy };
}
