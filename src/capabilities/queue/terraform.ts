import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { SqsQueueRedriveAllowPolicy } from '@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy';
import { Construct } from 'constructs';
import { queueAlarms } from './alarms';
import { checkName, QueueAttributes } from './attributes';
import { bindingTo, IQueue } from './binding';
import { checkChoices, checkProps } from './check';
import { decide, QueueDecisions } from './decisions';
import { keyUsers, ownStatements } from './policies';
import { ManagedQueueProps } from './props';
import { ExistingQueue } from './terraform/existing';
import { QueuePolicy } from './terraform/queue-policy';
import { renderQueues } from './terraform/queues';
import { Binding, BindingRequest } from '../../binding/binding';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { context } from '../../engines/terraform/context';
import { withoutTokenTraces } from '../../engines/terraform/token-traces';
import { alarm } from '../../parts/alarm/terraform';
import { throughService } from '../../parts/data-key/policies';
import { dataKey } from '../../parts/data-key/terraform';
import { GoldenPath } from '../../path/golden-path';
import { pathOf } from '../../support/input';

export type { QueueAttributes } from './attributes';
export type { IQueue } from './binding';

/** Every resource of a queue. */
export interface ManagedQueueResources {
  /** The queue. */
  readonly queue: SqsQueue;
  /** Where messages go that failed too often. */
  readonly deadLetterQueue: SqsQueue;
  /** Says that no other queue may send its dead letters there. */
  readonly deadLetterQueueRedriveAllowPolicy: SqsQueueRedriveAllowPolicy;
  /** The one policy of the queue, unless clear text is allowed and nobody has added to it. */
  readonly queuePolicy?: SqsQueuePolicy;
  /** The one policy of the dead-letter queue, unless clear text is allowed. */
  readonly deadLetterQueuePolicy?: SqsQueuePolicy;
  /** The key of both queues, unless SQS encrypts with a key of its own. */
  readonly key?: KmsKey;
  /** Something is in the dead-letter queue. */
  readonly deadLettersAlarm?: CloudwatchMetricAlarm;
  /** Messages wait too long. */
  readonly oldestMessageAlarm?: CloudwatchMetricAlarm;
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
    const { partition, region, account } = context(scope);
    return new ExistingQueue(scope, id, { queueArn: `arn:${partition}:sqs:${region}:${account}:${queueName}` });
  }

  /** Every resource, by name. */
  public readonly resources: ManagedQueueResources;

  private readonly decided: QueueDecisions;
  private readonly policy: QueuePolicy;

  constructor(scope: Construct, id: string, props: ManagedQueueProps = {}) {
    super(scope, id, 'queue');
    using _untraced = withoutTokenTraces();
    checkProps(props, this.node.path);
    const decided = (this.decided = decide(props, this._ledger));
    checkChoices(decided, this.node.path);
    this._ownedBy(props.owner ?? GoldenPath.of(this)?.owner);

    const key = decided.ownKey
      ? dataKey(this, decided, `Messages of ${this.node.path}.`, keyUsers(decided), decided.onRemoval === 'retain')
      : undefined;
    const { queue, deadLetterQueue, deadLetterQueueRedriveAllowPolicy } = renderQueues(this, decided, key);
    const policy = (this.policy = new QueuePolicy(this, 'queuePolicy', queue, ownStatements(decided, queue.arn)));
    const deadLetterPolicy = new QueuePolicy(
      this,
      'deadLetterQueuePolicy',
      deadLetterQueue,
      ownStatements(decided, deadLetterQueue.arn),
    );
    const alarms = queueAlarms(this.node.path, decided, queue.name, deadLetterQueue.name);
    this.resources = {
      queue,
      deadLetterQueue,
      deadLetterQueueRedriveAllowPolicy,
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

  /** What a consumer gets. Makes nothing. */
  public bind(request: BindingRequest): Binding {
    const { fifo, visibilityTimeoutSeconds, maxReceiveCount } = this.decided;
    const { key } = this.resources;
    return bindingTo(
      {
        id: this.node.id,
        path: this.node.path,
        arn: this.queueArn,
        name: this.queueName,
        url: this.queueUrl,
        keyArn: key?.arn,
        keyConditions: key ? throughService('sqs', context(this).region) : {},
        fifo,
        visibilityTimeoutSeconds,
        maxReceiveCount,
      },
      request,
    );
  }
}
