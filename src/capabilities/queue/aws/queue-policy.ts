import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { guarding } from '../../../engines/aws/removal';
import { ResourcePolicyStatements } from '../../../engines/aws/resource-policy';
import { upperFirst } from '../../../support/names';

/**
 * The one policy that a queue has: a second QueuePolicy would replace it at deployment, without a word. It holds what
 * the path
 * says, and what others add through the queue's view.
 */
export class QueuePolicy {
  private policy?: sqs.CfnQueuePolicy;
  private readonly statements: ResourcePolicyStatements;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly slot: string,
    private readonly queue: sqs.CfnQueue,
    own: object[],
  ) {
    this.statements = new ResourcePolicyStatements(
      owner,
      slot,
      () => this.policy!.policyDocument,
      document => (this.policy!.policyDocument = document),
    );
    if (own.length > 0) this.make(own);
  }

  /** The resource. There is none as long as there is nothing to say. */
  public get resource(): sqs.CfnQueuePolicy | undefined {
    return this.policy;
  }

  public add(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const policy = this.policy ?? this.make([]);
    this.statements.add(statement);
    return { statementAdded: true, policyDependable: policy };
  }

  private make(statements: object[]): sqs.CfnQueuePolicy {
    return (this.policy = this.owner._slot(
      this.slot,
      guarding(
        new sqs.CfnQueuePolicy(this.owner, upperFirst(this.slot), {
          queues: [this.queue.ref],
          policyDocument: { Version: '2012-10-17', Statement: statements },
        }),
        this.queue,
      ),
    ));
  }
}
