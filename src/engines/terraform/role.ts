import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { dependable, Lazy, TerraformResource } from 'cdktf';
import { CapabilityConstruct } from './capability-construct';
import { context } from './context';
import { json } from './json';
import { RolePermission, statementOf } from '../../binding/binding';
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
    produce: () => (this.document ??= json({ Version: '2012-10-17', Statement: [...this.statements, ...this.bound] })),
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

  private preparePolicy(): void {
    if (this.policy && this.policy.policyInput !== this.text) refuseStatement(this.owner, this.policySlot);
    this.document = undefined;
    if (this.policy) return;
    this.policy = this.owner._slot(
      this.policySlot,
      new IamRolePolicy(this.owner, upperFirst(this.policySlot), {
        name: 'Permissions',
        role: this.role.id,
        policy: this.text,
      }),
    );
    for (const resource of this.dependents) dependOn(resource, this.policy);
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
  return owner.resource(slot) as IamRolePolicy;
}

/** Orders two resources that do not reference each other. */
export function dependOn(resource: TerraformResource, ...needed: TerraformResource[]): void {
  resource.dependsOn = [...(resource.dependsOn ?? []), ...needed.map(each => dependable(each))];
}

/** A role that one AWS service assumes, for this account only. */
export function createServiceRole(owner: CapabilityConstruct, slot: string, service: string, text: string): IamRole {
  return owner._slot(
    slot,
    new IamRole(owner, upperFirst(slot), {
      description: description(text),
      assumeRolePolicy: json({
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
      }),
      tags: owner._tags,
    }),
  );
}
