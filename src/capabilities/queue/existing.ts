import { Fn, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkAttributes, placeOf, QueueAttributes } from './attributes';
import { bindingTo } from './binding';
import { PAGE } from './check';
import { Binding, BindingRequest, IBindable } from '../../core/binding';
import { refusal, said } from '../../core/input';
import { throughService } from '../../core/key-policy';
import { isToken } from '../../core/words';

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
  public readonly queueUrl: string;
  public readonly queueName: string;
  private readonly region: string;

  constructor(scope: Construct, id: string, private readonly attributes: QueueAttributes) {
    super(scope, id);
    checkAttributes(attributes, this.node.path);
    const { queueArn, queueUrl } = attributes;
    const { region, account, name } = placeOf(queueArn, index => Fn.select(index, Fn.split(':', queueArn)));
    this.queueArn = queueArn;
    this.queueName = name;
    this.queueUrl = queueUrl ?? `https://sqs.${region}.${Stack.of(this).urlSuffix}/${account}/${name}`;
    this.region = region;
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

/** What an L2 tells of itself, and of the resource that it made. */
export function attributesOf(queue: sqs.IQueue, where: string): QueueAttributes {
  if (typeof queue?.queueArn !== 'string' || typeof queue.grantSendMessages !== 'function') {
    refusal(where, PAGE)(`This is not a queue of AWS CDK: ${said(String(queue))}.`, 'Give a Queue, or what Queue.fromQueueArn gives.');
  }
  const resource = queue.node.defaultChild;
  const made = resource instanceof sqs.CfnQueue ? resource : undefined;
  const known = (value: any): number | undefined => typeof value === 'number' && !isToken(value) ? value : undefined;
  return {
    queueArn: queue.queueArn,
    queueUrl: queue.queueUrl,
    kmsKeyArn: queue.encryptionMasterKey?.keyArn,
    fifo: queue.fifo,
    // SQS's own default, where the L2 says nothing.
    visibilityTimeoutSeconds: made && (made.visibilityTimeout === undefined ? 30 : known(made.visibilityTimeout)),
    maxReceiveCount: queue instanceof sqs.Queue ? known(queue.deadLetterQueue?.maxReceiveCount) : undefined,
  };
}
