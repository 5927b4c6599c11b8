import { Lazy, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DependencyGroup, IDependable } from 'constructs';
import { BroughtRole, customizedRole, NeededPolicy, policiesFor, roleNameOf } from './brought-role';
import { CapabilityConstruct } from './capability-construct';
import { BindingPermission, RolePermission, statementOf } from '../../binding/binding';
import { unchangeable } from '../../record/brought-roles';
import { ManifestRole } from '../../record/manifest';
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
    produce: () => new iam.PolicyDocument({ minimize: true, statements: this.statements }),
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

  private get statements(): iam.PolicyStatement[] {
    return [...this.granted, ...this.bound];
  }

  /** The policy, which is made when it is first needed. */
  private writablePolicy(): iam.CfnRolePolicy {
    if (!this.policy) {
      const { owner, policySlot, role, document: policyDocument } = this;
      const policy = { policyName: 'Permissions', policyDocument };
      this.policy = createRolePolicy(owner, policySlot, role, { ...policy, statements: () => this.statements });
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
    const attach = () => void (this.role.managedPolicyArns = [...attached, policy.managedPolicyArn]);
    const slot = this.owner.slots.find(name => this.owner.resource(name) === this.role);
    // It is a grant like any other, so no escape.
    if (slot === undefined) attach();
    else this.owner._amend(slot, attach);
  }

  public attachInlinePolicy(policy: iam.Policy): void {
    const { role } = this;
    if (!(role instanceof BroughtRole)) return policy.attachToRole(this);
    // A policy that is attached to nothing is in no template.
    const { document } = policy;
    role.needed.push({ document, statements: () => statementsIn(document.toJSON() ?? { Statement: [] }) });
  }
}

/** The only policy of a role that nobody else adds to. */
export function rolePolicy(
  owner: CapabilityConstruct,
  slot: string,
  role: iam.CfnRole,
  permissions: RolePermission[],
): iam.CfnRolePolicy {
  const policyDocument = { Version: '2012-10-17', Statement: permissions.map(statementOf) };
  return createRolePolicy(owner, slot, role, { policyName: 'Permissions', policyDocument });
}

/** An inline policy of a role. */
export interface InlinePolicy {
  readonly policyName: string;
  readonly policyDocument: any;
  /** Its statements, where the document cannot be read yet. */
  readonly statements?: () => iam.PolicyStatement[];
}

/** An inline policy of a role. Where the role is made elsewhere, it is what that role must allow. */
export function createRolePolicy(
  owner: CapabilityConstruct,
  slot: string,
  role: iam.CfnRole,
  { policyName, policyDocument, statements = () => statementsIn(policyDocument) }: InlinePolicy,
): iam.CfnRolePolicy {
  const props = { roleName: role.ref, policyName, policyDocument };
  if (!(role instanceof BroughtRole)) {
    return owner._slot(slot, new iam.CfnRolePolicy(owner, upperFirst(slot), props));
  }
  role.needed.push({ document: policyDocument, statements });
  return owner._slot(slot, new NeededPolicy(owner, upperFirst(slot), props));
}

/** An L1 role that one AWS service assumes, for this account only. */
export function createServiceRole(
  owner: CapabilityConstruct,
  slot: string,
  service: string,
  description: string,
): iam.CfnRole {
  const stack = Stack.of(owner);
  const id = upperFirst(slot);
  // Otherwise the service could use this role on behalf of another account (the confused deputy).
  const conditions = { StringEquals: { 'aws:SourceAccount': stack.account } };
  const props = {
    description: plain(description),
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, Condition: conditions },
      ],
    },
  };
  const arn = owner._roles.arnFor(slot);
  const customized = arn ? undefined : customizedRole(owner, id, new iam.ServicePrincipal(service, { conditions }));
  if (!arn && !customized) return owner._slot(slot, new iam.CfnRole(owner, id, props));
  const brought = customized
    ? { arn: customized.roleArn, name: customized.roleName }
    : { arn: arn!, name: roleNameOf(owner, arn!) };
  const role = new BroughtRole(owner, customized ? `${id}Elsewhere` : id, props, brought);
  owner._roles.need(() => neededOf(stack, slot, role));
  if (customized) reportTo(customized, owner, role);
  else owner.node.addValidation({ validate: () => policiesFor(role).map(policy => unchangeable(slot, policy)) });
  return owner._slot(slot, role);
}

/** What a role that is made elsewhere must be, as the manifest says it. */
function neededOf(stack: Stack, slot: string, role: BroughtRole): ManifestRole {
  const { attrArn, assumeRolePolicyDocument, managedPolicyArns } = role;
  const Statement = role.needed.flatMap(({ document }) => stack.resolve(document)?.Statement ?? []);
  const policy = { Version: '2012-10-17', Statement };
  return stack.resolve({
    role: slot,
    arn: attrArn,
    assumeRolePolicy: assumeRolePolicyDocument,
    policy,
    managedPolicyArns,
  });
}

function statementsIn({ Statement }: { readonly Statement: any[] }): iam.PolicyStatement[] {
  return Statement.map(statement => iam.PolicyStatement.fromJson(statement));
}

/** Tells CDK's report of roles what a role must allow, once everything has been added to it. */
function reportTo(customized: iam.Role, owner: CapabilityConstruct, role: BroughtRole): void {
  let told = false;
  owner.node.addValidation({
    validate: () => {
      if (!told) {
        for (const { statements } of role.needed) {
          for (const statement of statements()) customized.addToPrincipalPolicy(statement);
        }
      }
      told = true;
      return [];
    },
  });
}
