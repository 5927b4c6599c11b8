import { Lazy, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DependencyGroup, IDependable } from 'constructs';
import { CapabilityConstruct } from './capability-construct';
import { BindingPermission, RolePermission, statementOf } from '../../binding/binding';
import { refuseStatement } from '../../record/reliances';
import { description as plain, upperFirst } from '../../support/names';

/**
 * An `iam.IRole` over an L1 role, so that grants of any L2 land in it. All statements of the role are collected in one
 * inline policy, which is a slot and is made with the first statement.
 *
 * `Role.fromRoleArn` would not do: across stacks its grants fail with a cyclic reference.
 */
export class RoleView extends Resource implements iam.IRole {
  public readonly assumeRoleAction = 'sts:AssumeRole';
  public readonly grantPrincipal: iam.IPrincipal = this;
  public readonly principalAccount: string | undefined;
  public readonly policyFragment: iam.PrincipalPolicyFragment;
  /** Whatever runs with the role must depend on this. Otherwise it starts without its permissions. */
  public readonly dependable: IDependable;

  private readonly granted: iam.PolicyStatement[] = [];
  private bound: iam.PolicyStatement[] = [];
  /** Computed when the template is written: more may come. What is used comes last, in an order of its own. */
  private readonly document = Lazy.any({
    produce: () => new iam.PolicyDocument({ minimize: true, statements: [...this.granted, ...this.bound] }),
  });
  private readonly group = new DependencyGroup();
  private policy?: iam.CfnRolePolicy;

  constructor(
    private readonly owner: CapabilityConstruct,
    id: string,
    private readonly role: iam.CfnRole,
    private readonly policySlot: string,
  ) {
    super(owner, id);
    this.principalAccount = this.env.account;
    this.policyFragment = new iam.ArnPrincipal(this.roleArn).policyFragment;
    this.dependable = this.group;
  }

  public get roleArn(): string {
    return this.role.attrArn;
  }

  public get roleName(): string {
    return this.role.ref;
  }

  public get roleRef() {
    return { roleName: this.roleName, roleArn: this.roleArn };
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const policyDependable = this.writablePolicy();
    this.granted.push(statement);
    return { statementAdded: true, policyDependable };
  }

  /** Sets the permissions for all that is used. */
  public setBound(permissions: readonly BindingPermission[]): void {
    this.writablePolicy();
    this.bound = permissions.map(
      ({ actions, resources, conditions }) =>
        new iam.PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
    );
  }

  /** The policy, which is made when it is first needed. */
  private writablePolicy(): iam.CfnRolePolicy {
    if (!this.policy) {
      this.policy = this.owner._slot(
        this.policySlot,
        new iam.CfnRolePolicy(this.owner, upperFirst(this.policySlot), {
          roleName: this.role.ref,
          policyName: 'Permissions',
          policyDocument: this.document,
        }),
      );
      this.group.add(this.policy);
    }
    if (this.policy.policyDocument !== this.document) refuseStatement(this.owner, this.policySlot);
    return this.policy;
  }

  public addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  public grant(grantee: iam.IPrincipal, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.roleArn] });
  }

  public grantPassRole(grantee: iam.IPrincipal): iam.Grant {
    return this.grant(grantee, 'iam:PassRole');
  }

  public grantAssumeRole(grantee: iam.IPrincipal): iam.Grant {
    return this.grant(grantee, 'sts:AssumeRole');
  }

  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    const attached = this.role.managedPolicyArns ?? [];
    if (attached.includes(policy.managedPolicyArn)) return;
    // It is a grant like any other, so no escape.
    const slot = this.owner.slots.find(name => this.owner.resource(name) === this.role)!;
    this.owner._amend(slot, () => (this.role.managedPolicyArns = [...attached, policy.managedPolicyArn]));
  }

  public attachInlinePolicy(policy: iam.Policy): void {
    policy.attachToRole(this);
  }
}

/** The only policy of a role that nobody else adds to. */
export function rolePolicy(
  owner: CapabilityConstruct,
  slot: string,
  role: iam.CfnRole,
  permissions: RolePermission[],
): iam.CfnRolePolicy {
  return owner._slot(
    slot,
    new iam.CfnRolePolicy(owner, upperFirst(slot), {
      roleName: role.ref,
      policyName: 'Permissions',
      policyDocument: { Version: '2012-10-17', Statement: permissions.map(statementOf) },
    }),
  );
}

/** An L1 role that one AWS service assumes, for this account only. */
export function createServiceRole(
  owner: CapabilityConstruct,
  slot: string,
  service: string,
  description: string,
): iam.CfnRole {
  const stack = Stack.of(owner);
  return owner._slot(
    slot,
    new iam.CfnRole(owner, upperFirst(slot), {
      description: plain(description),
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: service },
            // Otherwise the service could use this role on behalf of another account (the confused deputy).
            Condition: { StringEquals: { 'aws:SourceAccount': stack.account } },
          },
        ],
      },
    }),
  );
}
