import { Lazy, TerraformResource } from 'cdktf';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { json } from '../../engines/terraform/json';
import { refuseStatement } from '../../record/reliances';
import { isText, refusal, said } from '../../support/input';

/** Which policy it is. */
export interface OnlyPolicyProps<P extends TerraformResource> {
  readonly slot: string;
  /** The path's own statements. */
  readonly statements: object[];
  /** Makes the resource. */
  readonly make: (policy: string) => P;
}

/**
 * The only policy that a resource has: a second one would take turns with it. It holds the path's own statements, and
 * those that others add.
 */
export class OnlyPolicy<P extends TerraformResource> {
  private policy?: P;
  private readonly statements: object[];
  /**
   * Computed when the configuration is written: more may come. Without its version, AWS and Terraform wait for each
   * other.
   */
  private readonly document = Lazy.stringValue({
    produce: () => json({ Version: '2012-10-17', Statement: this.statements }),
  });

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly props: OnlyPolicyProps<P>,
  ) {
    this.statements = [...props.statements];
    if (this.statements.length > 0) this.render();
  }

  /** The resource. There is none as long as there is nothing to say. */
  public get resource(): P | undefined {
    return this.policy;
  }

  public add(statement: object): void {
    const { Effect, Principal, Action, NotAction } = statement as { readonly [key: string]: unknown };
    if (!isText(Effect) || !Principal || !(Action ?? NotAction)) {
      refusal(this.owner.node.path, 'guides/terraform.md')(
        `The statement is ${said(statement)}.`,
        'Give one in the words of IAM: { Effect, Principal, Action, Condition }.',
      );
    }
    if (this.policy && (this.policy as any).policyInput !== this.document) {
      refuseStatement(this.owner, this.props.slot);
    }
    this.statements.push(statement);
    if (!this.policy) this.render();
  }

  private render(): void {
    const { slot, make } = this.props;
    this.policy = this.owner._slot(slot, make(this.document));
  }
}
