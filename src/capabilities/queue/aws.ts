import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { queueAlarms } from './alarms';
import { checkName, QueueAttributes } from './attributes';
import { QueuePolicy } from './aws/queue-policy';
import { QueueView } from './aws/queue-view';
import { renderQueues } from './aws/queues';
import { bindingTo, IQueue } from './binding';
import { checkChoices, checkProps } from './check';
import { decide, QueueDecisions } from './decisions';
import { attributesOf, ExistingQueue } from './existing';
import { keyUsers, ownStatements } from './policies';
import { ManagedQueueProps } from './props';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { alarm } from '../../parts/alarm/aws';
import { dataKey } from '../../parts/data-key/aws';
import { keyView } from '../../parts/data-key/aws/key-view';
import { throughService } from '../../parts/data-key/policies';
import { GoldenPath } from '../../path/golden-path';
import { pathOf } from '../../support/input';

export type { QueueAttributes } from './attributes';
export type { IQueue } from './binding';

/** Every resource of a queue, as its L1. */
export interface ManagedQueueResources {
  /** The queue. */
  readonly queue: sqs.CfnQueue;
  /** Where messages go that failed too often. */
  readonly deadLetterQueue: sqs.CfnQueue;
  /**
   * The one policy of the queue.
   *
   * @default - clear text is allowed, and nobody has added to it
   */
  readonly queuePolicy?: sqs.CfnQueuePolicy;
  /**
   * The one policy of the dead-letter queue.
   *
   * @default - clear text is allowed, and nobody has added to it
   */
  readonly deadLetterQueuePolicy?: sqs.CfnQueuePolicy;
  /**
   * The key of both queues.
   *
   * @default - SQS encrypts with a key of its own
   */
  readonly key?: kms.CfnKey;
  /**
   * Something is in the dead-letter queue.
   *
   * @default - no alarm
   */
  readonly deadLettersAlarm?: cloudwatch.CfnAlarm;
  /**
   * Messages wait too long.
   *
   * @default - no alarm
   */
  readonly oldestMessageAlarm?: cloudwatch.CfnAlarm;
}

/**
 * An SQS queue with its dead-letter queue: encrypted, TLS only, watched.
 *
 * @example
 * const signups = new ManagedQueue(stack, 'Signups');
 * orders.uses(signups);
 */
export class ManagedQueue extends CapabilityConstruct implements IQueue {
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

  private readonly decided: QueueDecisions;
  private readonly policy: QueuePolicy;
  private readonly deadLetterPolicy: QueuePolicy;
  private madeQueue?: sqs.IQueue;
  private madeDeadLetterQueue?: sqs.IQueue;
  private madeKey?: kms.IKey;

  constructor(scope: Construct, id: string, props: ManagedQueueProps = {}) {
    super(scope, id, 'queue');
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    checkChoices(decided, this.node.path);
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey
      ? dataKey(this, decided, `Messages of ${this.node.path}.`, keyUsers(decided))
      : undefined;
    const { queue, deadLetterQueue } = renderQueues(this, decided, key);
    const policy = (this.policy = new QueuePolicy(this, 'queuePolicy', queue, ownStatements(decided, queue.attrArn)));
    const deadLetterPolicy = (this.deadLetterPolicy = new QueuePolicy(
      this,
      'deadLetterQueuePolicy',
      deadLetterQueue,
      ownStatements(decided, deadLetterQueue.attrArn),
    ));
    const alarms = queueAlarms(this.node.path, decided, queue.attrQueueName, deadLetterQueue.attrQueueName);
    this.resources = {
      queue,
      deadLetterQueue,
      get queuePolicy() {
        return policy.resource;
      },
      get deadLetterQueuePolicy() {
        return deadLetterPolicy.resource;
      },
      key,
      ...Object.fromEntries(Object.entries(alarms).map(([slot, each]) => [slot, alarm(this, slot, each)])),
    };
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
      decided: { fifo },
      key,
    } = this;
    return (this.madeQueue ??= new QueueView(this, 'QueueView', { queue, policy, fifo, key }));
  }

  /** The dead-letter queue, for plain CDK: who works through it needs a grant. */
  public get deadLetterQueue(): sqs.IQueue {
    const {
      resources: { deadLetterQueue: queue },
      deadLetterPolicy: policy,
      decided: { fifo },
      key,
    } = this;
    return (this.madeDeadLetterQueue ??= new QueueView(this, 'DeadLetterQueueView', { queue, policy, fifo, key }));
  }

  /** The key of both queues, for plain CDK, if they have one of their own. */
  public get key(): kms.IKey | undefined {
    return (this.madeKey ??= this.resources.key && keyView(this, this, 'KeyView', this.resources.key));
  }

  /** How old the oldest message is that nobody has deleted, in seconds. */
  public metricApproximateAgeOfOldestMessage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.queue.metricApproximateAgeOfOldestMessage(options);
  }

  /** How many messages wait to be received. */
  public metricApproximateNumberOfMessagesVisible(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible(options);
  }

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { fifo, visibilityTimeoutSeconds, maxReceiveCount } = this.decided;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        arn: this.queueArn,
        name: this.queueName,
        url: this.queueUrl,
        keyArn: this.resources.key?.attrArn,
        keyConditions: throughService('sqs', Stack.of(this).region),
        fifo,
        visibilityTimeoutSeconds,
        maxReceiveCount,
      },
      request,
    );
  }
}
