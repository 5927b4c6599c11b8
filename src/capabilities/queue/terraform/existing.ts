import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { Binding, BindingRequest, IBindable } from '../../../core/binding';
import { throughService } from '../../../core/key-policy';
import { context } from '../../../terraform/context';
import { checkAttributes, placeOf, QueueAttributes } from '../attributes';
import { bindingTo } from '../binding';

/** A queue that consumers can use: a ManagedQueue, or one that was made elsewhere. */
export interface IQueue extends IBindable {
  /** The ARN. */
  readonly queueArn: string;
  /** The URL, which senders and consumers call. */
  readonly queueUrl: string;
  /** The name. */
  readonly queueName: string;
}

/** A queue that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingQueue extends Construct implements IQueue {
  public readonly queueArn: string;
  public readonly queueName: string;
  private readonly region: string;
  private readonly account: string;

  constructor(scope: Construct, id: string, private readonly attributes: QueueAttributes) {
    super(scope, id);
    checkAttributes(attributes, this.node.path);
    const { queueArn } = attributes;
    const { region, account, name } = placeOf(queueArn, index => Fn.element(Fn.split(':', queueArn), index));
    this.queueArn = queueArn;
    this.queueName = name;
    this.region = region;
    this.account = account;
  }

  public get queueUrl(): string {
    return this.attributes.queueUrl ?? `https://sqs.${this.region}.${context(this).dnsSuffix}/${this.account}/${this.queueName}`;
  }

  public bind(request: BindingRequest): Binding {
    const { kmsKeyArn, fifo, visibilityTimeoutSeconds, maxReceiveCount } = this.attributes;
    return bindingTo({
      id: this.node.id,
      path: this.node.path,
      arn: this.queueArn,
      name: this.queueName,
      url: this.queueUrl,
      keyArn: kmsKeyArn,
      keyConditions: throughService('sqs', this.region),
      fifo: fifo ?? this.queueName.endsWith('.fifo'),
      visibilityTimeoutSeconds: visibilityTimeoutSeconds ?? undefined,
      maxReceiveCount: maxReceiveCount ?? undefined,
    }, request);
  }
}
