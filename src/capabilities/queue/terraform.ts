import { Construct } from 'constructs';
import { checkName, QueueAttributes } from './attributes';
import { bindingTo, IQueue } from './binding';
import { QueueDecisions } from './decisions';
import { definition } from './definition';
import { ManagedQueueProps } from './props';
import { ExistingQueue } from './terraform/existing';
import { QueuePolicy, renderQueue } from './terraform/render';
import { ManagedQueueResources } from './terraform/resources';
import { Binding, BindingRequest } from '../../binding/binding';
import { identityId } from '../../binding/identity-path';
import { ReliedOnBy } from '../../binding/reliance';
import { ITopicSubscriber, SubscriptionEndpoint } from '../../binding/subscription';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { keyArnOf } from '../../parts/data-key/brought';
import { throughService } from '../../parts/data-key/policies';
import { keyIn } from '../../parts/data-key/terraform';
import { needServices } from '../../parts/data-key/terraform/needed-services';
import { topicMaySend } from '../../parts/message-queue/policies';
import { pathOf } from '../../support/input';

export type { QueueAttributes } from './attributes';
export type { ManagedQueueResources } from './terraform/resources';
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
    const { partition, region, account } = context(scope);
    return new ExistingQueue(scope, id, { queueArn: `arn:${partition}:sqs:${region}:${account}:${queueName}` });
  }

  /** Every resource, by name. */
  public readonly resources: ManagedQueueResources;

  private readonly choices: QueueDecisions;
  private readonly policy: QueuePolicy;

  constructor(scope: Construct, id: string, props: ManagedQueueProps & TerraformProps = {}) {
    const planned = planOn(definition, scope, id, props, keyIn(scope));
    super(scope, id, planned);
    this.choices = planned.choices;
    const { policy, resources } = this._make(() => renderQueue(this, planned.choices));
    this.resources = resources;
    this.policy = policy;
  }

  /** The ARN. */
  public get queueArn(): string {
    return this.resources.queue.arn;
  }

  /** The URL, which senders and consumers call. */
  public get queueUrl(): string {
    return this.resources.queue.url;
  }

  /** The name. */
  public get queueName(): string {
    return this.resources.queue.name;
  }

  /**
   * Lets a topic, a rule or a bucket send: what AWS asks for in the policy of the queue. It has one policy, so that an
   * `aws_sqs_queue_policy` of your own would take turns with it.
   *
   * @param statement one statement, in the words of IAM: `{ Effect, Principal, Action, Condition }`. The queue is its
   * resource.
   */
  public addToResourcePolicy(statement: object): void {
    this.policy.add({ Resource: this.queueArn, ...statement });
  }

  /** How a topic reaches the queue. */
  public get subscriptionEndpoint(): SubscriptionEndpoint {
    return { protocol: 'sqs', arn: this.queueArn, fifo: this.choices.fifo };
  }

  /** Lets a topic send to the queue. The subscription is made by the topic: `topic.subscribe(queue)`. */
  public acceptTopic(topicArn: string): void {
    this._relyOn([ReliedOnBy.USERS, ReliedOnBy.SENDERS]);
    if (this.choices.broughtKey !== null) needServices(this, this.choices.broughtKey, ['sns']);
    this.policy.add(topicMaySend(topicArn, this.queueArn));
  }

  /** The variables, permissions and events of a consumer. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { fifo, visibilityTimeoutSeconds, maxReceiveCount } = this.choices;
    const keyArn = keyArnOf(this.choices, this.resources.key?.arn);
    return bindingTo(
      {
        id: identityId(this),
        path: this.node.path,
        arn: this.queueArn,
        name: this.queueName,
        url: this.queueUrl,
        keyArn,
        keyConditions: keyArn ? throughService('sqs', context(this).region) : {},
        fifo,
        visibilityTimeoutSeconds,
        maxReceiveCount,
      },
      request,
    );
  }
}
