import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { guarding } from '../../engines/aws/removal';
import { ResourcePolicyStatements } from '../../engines/aws/resource-policy';

/** The L1 of a policy of one resource: of a queue, of a topic. */
export type PolicyResource = CfnResource & { policyDocument: any };

/** Which policy it is, and of what. */
export interface OnlyPolicyProps<P extends PolicyResource> {
  readonly slot: string;
  /** The resource that it guards: the policy is kept for as long as that. */
  readonly of: CfnResource;
  /** The path's own statements. */
  readonly statements: object[];
  /** Makes the L1. */
  readonly make: (policyDocument: object) => P;
}

/**
 * The only policy that a resource has: a second one would replace it at deployment, without a word. It holds the path's
 * own statements, and those that others add through the view of the resource.
 */
export class OnlyPolicy<P extends PolicyResource> {
  private policy?: P;
  private readonly added: ResourcePolicyStatements;

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly props: OnlyPolicyProps<P>,
  ) {
    this.added = new ResourcePolicyStatements(
      owner,
      props.slot,
      () => this.policy!.policyDocument,
      document => (this.policy!.policyDocument = document),
    );
    if (props.statements.length > 0) this.render(props.statements);
  }

  /** The resource. There is none as long as there is nothing to say. */
  public get resource(): P | undefined {
    return this.policy;
  }

  public add(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const policy = this.policy ?? this.render([]);
    this.added.add(statement);
    return { statementAdded: true, policyDependable: policy };
  }

  private render(statements: object[]): P {
    const { slot, of, make } = this.props;
    const policy = guarding(make({ Version: '2012-10-17', Statement: statements }), of);
    return (this.policy = this.owner._slot(slot, policy));
  }
}

/**
 * Gives an imported L2 the policy of the resource that it stands for. An imported one would drop what others add to its
 * policy, without a word.
 */
export function withPolicy<V extends object>(view: V, policy: OnlyPolicy<any>, more: Partial<V> = {}): V {
  const addToResourcePolicy = (statement: iam.PolicyStatement) => policy.add(statement);
  return Object.assign(view, { addToResourcePolicy, ...more });
}
