import { Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkAttributes, QueueAttributes } from './attributes';
import { bindingToExisting, IQueue } from './binding';
import { PAGE } from './page';
import { Binding, BindingRequest } from '../../binding/binding';
import { arnParts } from '../../engines/aws/arn';
import { pathOf, refusal, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** A queue that was made elsewhere: by hand, in another app, by another tool. */
export class ExistingQueue extends Construct implements IQueue {
  public readonly queueArn: string;
  public readonly queueUrl: string;
  public readonly queueName: string;
  private readonly region: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly attributes: QueueAttributes,
  ) {
    checkAttributes(attributes, pathOf(scope, id));
    super(scope, id);
    const { queueArn, queueUrl } = attributes;
    const { region, account, name } = arnParts(queueArn);
    this.queueArn = queueArn;
    this.queueName = name;
    this.queueUrl = queueUrl ?? `https://sqs.${region}.${Stack.of(this).urlSuffix}/${account}/${name}`;
    this.region = region;
  }

  public bind(request: BindingRequest): Binding {
    return bindingToExisting(this, this.attributes, this.region, request);
  }
}

/** The attributes of an L2, and of the resource that it made. */
export function attributesOf(queue: sqs.IQueue, where: string): QueueAttributes {
  if (typeof queue?.queueArn !== 'string' || typeof queue.grantSendMessages !== 'function') {
    refusal(where, PAGE)(
      `This is not a queue of AWS CDK: ${said(queue)}.`,
      'Give a Queue, or what Queue.fromQueueArn gives.',
    );
  }
  const resource = queue.node.defaultChild;
  const made = resource instanceof sqs.CfnQueue ? resource : undefined;
  const known = (value: any): number | undefined => (typeof value === 'number' && !isToken(value) ? value : undefined);
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
