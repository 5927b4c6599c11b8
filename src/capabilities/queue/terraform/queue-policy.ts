import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Lazy } from 'cdktf';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { json } from '../../../engines/terraform/json';
import { upperFirst } from '../../../support/names';

/** The one policy that a queue has: a second one would replace it. It holds what the path says, and what others add. */
export class QueuePolicy {
  private policy?: SqsQueuePolicy;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly slot: string,
    private readonly queue: SqsQueue,
    private readonly statements: object[],
  ) {
    if (statements.length > 0) this.make();
  }

  /** The resource. There is none as long as there is nothing to say. */
  public get resource(): SqsQueuePolicy | undefined {
    return this.policy;
  }

  public add(statement: object): void {
    this.statements.push(statement);
    if (!this.policy) this.make();
  }

  private make(): void {
    this.policy = this.owner._slot(
      this.slot,
      new SqsQueuePolicy(this.owner, upperFirst(this.slot), {
        queueUrl: this.queue.id,
        // Computed when the configuration is written: more may come. Without its version, AWS and Terraform wait for
        // each other.
        policy: Lazy.stringValue({ produce: () => json({ Version: '2012-10-17', Statement: this.statements }) }),
      }),
    );
  }
}
