import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { dependable, Lazy, TerraformResource, TerraformStack } from 'cdktf';
import { BroughtRole, isBrought, NeededPolicy, policiesFor, PolicyDocument } from './brought-role';
import { CapabilityConstruct } from './capability-construct';
import { context } from './context';
import { resolved } from './escape';
import { json } from './json';
import { RolePermission, statementOf } from '../../binding/binding';
import { unchangeable } from '../../record/brought-roles';
import { refuseStatement } from '../../record/reliances';
import { BindingError } from '../../support/errors';
import { refusal, said } from '../../support/input';
import { description, upperFirst } from '../../support/names';
import { checkStruct } from '../../support/structs';

/** A role whose permissions are collected in one inline policy, which is a slot and is made with the first of them. */
export class RolePermissions {
  private readonly statements: object[] = [];
  private bound: object[] = [];
  private policy?: IamRolePolicy;
  private readonly dependents: TerraformResource[] = [];
  private document?: string;
  /** Computed when the configuration is written: more may come. What is used comes last, in an order of its own. */
  private readonly text = Lazy.stringValue({
    produce: () => (this.document ??= json(this.all)),
  });

  constructor(
    private readonly owner: CapabilityConstruct,
    private readonly role: IamRole,
    private readonly policySlot: string,
  ) {}

  add(permission: RolePermission): void {
    const refuse = refusal(this.owner.node.path, 'guides/bindings.md', BindingError);
    // Only the path itself denies.
    const asked = permission?.denied ? { ...permission, denied: undefined } : permission;
    checkStruct('BindingPermission', asked, refuse, 'permission');
    if (!permission.actions?.length || !permission.resources?.length) {
      refuse(`permission is ${said(permission)}.`, "Give { actions: ['s3:GetObject'], resources: [arn] }.");
    }
    this.preparePolicy();
    this.statements.push(statementOf(permission));
  }

  /** Sets the permissions for all that is used. */
  setBound(permissions: readonly RolePermission[]): void {
    this.preparePolicy();
    this.bound = permissions.map(statementOf);
  }

  private get all(): PolicyDocument {
    return { Version: '2012-10-17', Statement: [...this.statements, ...this.bound] };
  }

  private preparePolicy(): void {
    if (this.policy && this.policy.policyInput !== this.text) refuseStatement(this.owner, this.policySlot);
    this.document = undefined;
    if (this.policy) return;
    const { owner, policySlot, role, text } = this;
    this.policy = createRolePolicy(owner, policySlot, role, { name: 'Permissions', document: () => this.all, text });
    for (const resource of this.dependents) dependOn(resource, this.policy);
  }

  /** The policy. There is one once something was added. */
  get resource(): IamRolePolicy {
    return this.policy!;
  }

  /** Makes a resource that runs with the role start after the role has its permissions. */
  requiredBy(resource: TerraformResource): void {
    this.dependents.push(resource);
    if (this.policy) dependOn(resource, this.policy);
  }
}

/** The only policy of a role that nobody else adds to. */
export function rolePolicy(
  owner: CapabilityConstruct,
  slot: string,
  role: IamRole,
  permissions: RolePermission[],
): IamRolePolicy {
  const collected = new RolePermissions(owner, role, slot);
  for (const permission of permissions) collected.add(permission);
  return collected.resource;
}

/** Orders two resources that do not reference each other. */
export function dependOn(resource: TerraformResource, ...needed: TerraformResource[]): void {
  const made = needed.filter(each => !isBrought(each));
  if (made.length > 0) resource.dependsOn = [...(resource.dependsOn ?? []), ...made.map(each => dependable(each))];
}

/** An inline policy of a role. */
export interface InlinePolicy {
  readonly name: string;
  readonly document: () => PolicyDocument;
  /** The text of it, where more may come. */
  readonly text?: string;
}

/** An inline policy of a role. Where the role is made elsewhere, it is what that role must allow. */
export function createRolePolicy(
  owner: CapabilityConstruct,
  slot: string,
  role: IamRole,
  { name, document, text }: InlinePolicy,
): IamRolePolicy {
  const props = { role: role.id, name, policy: text ?? json(document()) };
  if (!(role instanceof BroughtRole)) {
    return owner._slot(slot, new IamRolePolicy(owner, upperFirst(slot), props));
  }
  role.needed.push(document);
  return owner._slot(slot, new NeededPolicy(owner, upperFirst(slot), props));
}

/** A role that one AWS service assumes, for this account only. */
export function createServiceRole(owner: CapabilityConstruct, slot: string, service: string, text: string): IamRole {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: service },
        // Otherwise the service could use this role on behalf of another account (the confused deputy).
        Condition: { StringEquals: { 'aws:SourceAccount': context(owner).account } },
      },
    ],
  };
  const props = { description: description(text), assumeRolePolicy: json(trust), tags: owner._tags };
  const arn = owner._roles.arnFor(slot);
  if (!arn) return owner._slot(slot, new IamRole(owner, upperFirst(slot), props));
  const role = new BroughtRole(owner, upperFirst(slot), props, arn);
  owner._roles.need(() => {
    const Statement = role.needed.flatMap(document => document().Statement);
    const needed = { role: slot, arn, assumeRolePolicy: trust, policy: { Version: '2012-10-17', Statement } };
    return resolved(TerraformStack.of(owner), needed);
  });
  owner.node.addValidation({ validate: () => policiesFor(role).map(policy => unchangeable(slot, policy)) });
  return owner._slot(slot, role);
}
