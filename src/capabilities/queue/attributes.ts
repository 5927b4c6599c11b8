import { PAGE } from './page';
import { checkKeyArn } from '../../support/arn';
import { fits, isGiven, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';
import { isToken } from '../../support/tokens';

/** The facts about a queue that was made elsewhere. */
export interface QueueAttributes {
  /** The ARN of the queue. */
  readonly queueArn: string;
  /**
   * The URL of the queue.
   *
   * @default - follows from the ARN
   */
  readonly queueUrl?: string;
  /**
   * The customer-managed key of the queue.
   *
   * @default - it is encrypted by SQS
   */
  readonly kmsKeyArn?: string;
  /**
   * Whether it is a FIFO queue.
   *
   * @default - as its name says, where that is known
   */
  readonly fifo?: boolean;
  /**
   * How long a message is hidden after it was received, in seconds.
   *
   * @default - consumers cannot check their own timeout against it
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * How often a message is tried before it goes to a dead-letter queue.
   *
   * @default - not known
   */
  readonly maxReceiveCount?: number;
}

const QUEUE_ARN = /^arn:[^:]+:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,75}(\.fifo|[A-Za-z0-9_-]{0,5})$/;
const QUEUE_NAME = /^[A-Za-z0-9_-]{1,75}(\.fifo|[A-Za-z0-9_-]{0,5})$/;

/** Refuses what cannot be right. What is known at deployment only passes. */
export function checkAttributes(attributes: QueueAttributes, where: string): void {
  const refuse = refusal(where, PAGE);
  checkStruct('QueueAttributes', attributes, refuse, 'attributes');
  const { queueArn, queueUrl, kmsKeyArn, fifo, visibilityTimeoutSeconds, maxReceiveCount } = attributes;
  if (!fits(queueArn, QUEUE_ARN)) {
    refuse(`queueArn is ${said(queueArn)}.`, 'Give the ARN of one queue: arn:aws:sqs:eu-west-1:123456789012:orders.');
  }
  if (isGiven(queueUrl) && !fits(queueUrl, /^https?:\/\/\S+$/)) {
    refuse(`queueUrl is ${said(queueUrl)}.`, 'Give the URL of the queue, https://sqs..., or leave it out.');
  }
  checkKeyArn('kmsKeyArn', kmsKeyArn, refuse);
  if (isGiven(fifo) && !isToken(queueArn) && fifo !== queueArn.endsWith('.fifo')) {
    refuse(
      `fifo is ${said(fifo)}, and the queue is called ${said(queueArn.split(':').pop())}.`,
      'Leave fifo out: the name of a FIFO queue ends in .fifo.',
    );
  }
  for (const [name, value] of Object.entries({ visibilityTimeoutSeconds, maxReceiveCount })) {
    if (isGiven(value) && !(Number.isInteger(value) && value! >= 0)) {
      refuse(`${name} is ${said(value)}.`, 'Give a whole number, or leave it out.');
    }
  }
}

export function checkName(queueName: string, where: string): void {
  if (!fits(queueName, QUEUE_NAME)) {
    refusal(where, PAGE)(
      `The name of the queue is ${said(queueName)}.`,
      'Give at most 80 letters, digits, - and _; that of a FIFO queue ends in .fifo.',
    );
  }
}
