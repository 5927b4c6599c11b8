import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QueuePolicy } from './render';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';

/** The resources behind a view. */
export interface Viewed {
  readonly queue: sqs.CfnQueue;
  readonly fifo: boolean;
  readonly policy: QueuePolicy;
  readonly key?: kms.IKey;
}

/**
 * An `IQueue` over one of our queues. An imported one would drop what a topic, a rule or a bucket asks for in the
 * queue's policy,
 * and their messages would never arrive.
 */
export class QueueView extends sqs.QueueBase {
  public readonly fifo: boolean;
  public readonly encryptionMasterKey?: kms.IKey;
  public readonly encryptionType: sqs.QueueEncryption;
  protected readonly autoCreatePolicy = true;

  constructor(
    owner: CapabilityConstruct,
    id: string,
    private readonly viewed: Viewed,
  ) {
    super(owner, id);
    this.fifo = viewed.fifo;
    this.encryptionMasterKey = viewed.key;
    this.encryptionType = viewed.key ? sqs.QueueEncryption.KMS : sqs.QueueEncryption.SQS_MANAGED;
    this.node.defaultChild = viewed.queue;
  }

  public get queueArn(): string {
    return this.viewed.queue.attrArn;
  }

  public get queueUrl(): string {
    return this.viewed.queue.ref;
  }

  public get queueName(): string {
    return this.viewed.queue.attrQueueName;
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.viewed.policy.add(statement);
  }
}
