import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';
import { topicAlarms } from './alarms';
import { bindingTo, ITopic, TopicAddress } from './binding';
import { TopicChoices } from './decisions';
import { definition } from './definition';
import { ExistingTopic, TopicAttributes } from './existing';
import { keyUsers, ownStatements } from './policies';
import { ManagedTopicProps } from './props';
import { isToldOfAlarms } from './terraform/alarms-told';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { ReliedOnBy } from '../../binding/reliance';
import { ITopicSubscriber, SubscriptionOptions } from '../../binding/subscription';
import { arnParts, regionOf } from '../../engines/terraform/arn';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { preventDestroy } from '../../engines/terraform/lifecycle';
import { nameOf } from '../../engines/terraform/names';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { renderAlarms } from '../../parts/alarm/terraform';
import { keyArnOf } from '../../parts/data-key/brought';
import { createDataKey, keyIn } from '../../parts/data-key/terraform';
import { needServices } from '../../parts/data-key/terraform/needed-services';
import { OnlyPolicy } from '../../parts/resource-policy/terraform';
import { subscribe } from '../../parts/subscription/terraform';

export type { ITopic } from './binding';
export type { TopicAttributes } from './existing';

/** Every resource of a topic. Those of a subscription are the subscriber's. */
export interface ManagedTopicResources {
  /** The topic. */
  readonly topic: SnsTopic;
  /** The one policy of the topic, unless clear text is allowed and nobody has added to it. */
  readonly topicPolicy?: SnsTopicPolicy;
  /** The key of the topic, and of its subscriptions' dead letters. */
  readonly key?: KmsKey;
  /** Messages could not be delivered. */
  readonly failedAlarm?: CloudwatchMetricAlarm;
  /** Messages could not even be kept as dead letters. */
  readonly lostAlarm?: CloudwatchMetricAlarm;
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

  /** Every resource, by name. */
  public readonly resources: ManagedTopicResources;

  private readonly choices: TopicChoices;
  private readonly policy: OnlyPolicy<SnsTopicPolicy>;

  constructor(scope: Construct, id: string, props: ManagedTopicProps & TerraformProps = {}) {
    const planned = planOn(definition, scope, id, props, keyIn(scope));
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
    return this.resources.topic.arn;
  }

  /** The name. */
  public get topicName(): string {
    return this.resources.topic.name;
  }

  /**
   * Lets a rule, a bucket or an alarm publish: a statement for the one policy of the topic.
   *
   * @param statement in the words of IAM: `{ Effect, Principal, Action, Condition }`. The topic is its resource.
   */
  public addToResourcePolicy(statement: object): void {
    this.policy.add({ Resource: this.topicArn, ...statement });
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
    return { node, arn, keyArn: keyArnOf(this.choices, resources.key?.arn), region: regionOf(this) };
  }
}

/** The longest name of SNS, less what Terraform adds to a prefix: 26 characters to make it unique, and `.fifo`. */
const LONGEST_PREFIX = 256 - 26 - '.fifo'.length;

function renderTopic(owner: CapabilityConstruct, choices: TopicChoices) {
  const { path } = owner.node;
  const isKept = choices.onRemoval === 'retain';
  const key = createDataKey(owner, choices, `Messages of ${path}.`, keyUsers(choices), isKept);
  const topic = new SnsTopic(owner, 'Resource', {
    namePrefix: `${nameOf(owner, 'topic', LONGEST_PREFIX - 1)}-`,
    fifoTopic: choices.fifo || undefined,
    contentBasedDeduplication: choices.contentBasedDeduplication ?? undefined,
    fifoThroughputScope: choices.throughputScope ?? undefined,
    kmsMasterKeyId: key?.arn,
    signatureVersion: Number(choices.signatureVersion),
    tracingConfig: choices.tracing,
    lifecycle: preventDestroy(isKept),
    tags: owner._tags,
  });
  owner._slot('topic', topic);
  const policy = new OnlyPolicy(owner, {
    slot: 'topicPolicy',
    statements: ownStatements(choices, topic.arn, context(owner).account),
    make: document => new SnsTopicPolicy(owner, 'TopicPolicy', { arn: topic.arn, policy: document }),
  });
  const resources: ManagedTopicResources = {
    topic,
    get topicPolicy() {
      return policy.resource;
    },
    key: key?.made,
    ...renderAlarms(owner, topicAlarms(path, choices, topic.name)),
  };
  return { resources, policy };
}
