import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkName, QueueAttributes } from './attributes';
import { QueueView } from './aws/queue-view';
import { QueuePolicy, renderQueue } from './aws/render';
import { ManagedQueueResources } from './aws/resources';
import { bindingTo, IQueue } from './binding';
import { QueueDecisions } from './decisions';
import { definition } from './definition';
import { attributesOf, ExistingQueue } from './existing';
import { ManagedQueueProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { ReliedOnBy } from '../../binding/reliance';
import { ITopicSubscriber, SubscriptionEndpoint } from '../../binding/subscription';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { keyIn } from '../../parts/data-key/aws';
import { keyOf } from '../../parts/data-key/aws/key-view';
import { needServices } from '../../parts/data-key/aws/needed-services';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { topicMaySend } from '../../parts/message-queue/policies';
import { plan } from '../../path/plan';
import { pathOf } from '../../support/input';

export type { QueueAttributes } from './attributes';
export type { ManagedQueueResources } from './aws/resources';
export type { IQueue } from './binding';

/**
 * An SQS queue with its dead-letter queue: encrypted, TLS only, watched.
 *
 * @example
 * const signups = new ManagedQueue(stack, 'Signups');
 * orders.uses(signups);
 */
export class ManagedQueue extends CapabilityConstruct implements IQueue, ITopicSubscriber {
  /** A queue that was made elsewhere, for consumers to use. */
  public static fromQueueAttributes(scope: Construct, id: string, attributes: QueueAttributes): IQueue {
    return new ExistingQueue(scope, id, attributes);
  }

  /** A queue that was made elsewhere and has no key of its own, by its ARN. */
  public static fromQueueArn(scope: Construct, id: string, queueArn: string): IQueue {
    return new ExistingQueue(scope, id, { queueArn });
  }

  /** A queue of this account and region that has no key of its own, by its name. */
  public static fromQueueName(scope: Construct, id: string, queueName: string): IQueue {
    checkName(queueName, pathOf(scope, id));
    const { partition, region, account } = Stack.of(scope);
    return new ExistingQueue(scope, id, { queueArn: `arn:${partition}:sqs:${region}:${account}:${queueName}` });
  }

  /** A queue of plain CDK. Its key is taken from it. */
  public static fromQueue(scope: Construct, id: string, queue: sqs.IQueue): IQueue {
    return new ExistingQueue(scope, id, attributesOf(queue, pathOf(scope, id)));
  }

  /** Every resource, by name. */
  public readonly resources: ManagedQueueResources;

  private readonly choices: QueueDecisions;
  private readonly policy: QueuePolicy;
  private readonly deadLetterPolicy: QueuePolicy;
  private madeQueue?: sqs.IQueue;
  private madeDeadLetterQueue?: sqs.IQueue;
  private madeKey?: kms.IKey;

  constructor(scope: Construct, id: string, props: ManagedQueueProps = {}) {
    const planned = plan(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    const { policy, deadLetterPolicy, resources } = this._make(() => renderQueue(this, planned.choices));
    this.resources = resources;
    this.policy = policy;
    this.deadLetterPolicy = deadLetterPolicy;
  }

  /** The ARN. */
  public get queueArn(): string {
    return this.resources.queue.attrArn;
  }

  /** The URL, which senders and consumers call. */
  public get queueUrl(): string {
    return this.resources.queue.ref;
  }

  /** The name. */
  public get queueName(): string {
    return this.resources.queue.attrQueueName;
  }

  /**
   * The queue, for plain CDK: subscriptions, targets, event sources, grants. What these add to its policy lands beside
   * what stands there.
   */
  public get queue(): sqs.IQueue {
    const {
      resources: { queue },
      policy,
      choices: { fifo },
      key,
    } = this;
    return (this.madeQueue ??= new QueueView(this, 'QueueView', { queue, policy, fifo, key }));
  }

  /** The dead-letter queue, for plain CDK: who works through it needs a grant. */
  public get deadLetterQueue(): sqs.IQueue {
    const {
      resources: { deadLetterQueue: queue },
      deadLetterPolicy: policy,
      choices: { fifo },
      key,
    } = this;
    return (this.madeDeadLetterQueue ??= new QueueView(this, 'DeadLetterQueueView', { queue, policy, fifo, key }));
  }

  /** The key of both queues, for plain CDK, if they have one of their own. */
  public get key(): kms.IKey | undefined {
    return (this.madeKey ??= keyOf(this, this.choices, this.resources.key));
  }

  /** Any metric of the queue by its name, in the namespace `AWS/SQS`. By default the mean of five minutes. */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.queue.metric(metricName, props);
  }

  /** How old the oldest message is that nobody has deleted, in seconds. */
  public metricApproximateAgeOfOldestMessage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.queue.metricApproximateAgeOfOldestMessage(options);
  }

  /** How many messages wait to be received. */
  public metricApproximateNumberOfMessagesVisible(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible(options);
  }

  /** How a topic reaches the queue. */
  public get subscriptionEndpoint(): SubscriptionEndpoint {
    return { protocol: 'sqs', arn: this.queueArn, fifo: this.choices.fifo };
  }

  /** Lets a topic send to the queue. The subscription is made by the topic: `topic.subscribe(queue)`. */
  public acceptTopic(topicArn: string): void {
    this._relyOn([ReliedOnBy.USERS, ReliedOnBy.SENDERS]);
    if (this.choices.broughtKey !== null) needServices(this, this.choices.broughtKey, ['sns']);
    this.policy.add(iam.PolicyStatement.fromJson(topicMaySend(topicArn, this.queueArn)));
  }

  /** The variables, permissions and events of a consumer. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { fifo, visibilityTimeoutSeconds, maxReceiveCount } = this.choices;
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        arn: this.queueArn,
        name: this.queueName,
        url: this.queueUrl,
        keyArn: this.keyArn,
        keyConditions: throughService('sqs', Stack.of(this).region),
        fifo,
        visibilityTimeoutSeconds,
        maxReceiveCount,
      },
      request,
    );
  }

  private get keyArn(): string | undefined {
    return keyArnOf(this.choices, this.resources.key?.attrArn);
  }
}
