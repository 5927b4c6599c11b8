import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { BindingPermission } from '../../../core/binding';
import { CapabilityConstruct } from '../../../terraform/capability-construct';
import { RolePermissions } from '../../../terraform/role';

/** The one policy of a role of ours. Nobody else adds to it: what it does is known from the start. */
export function rolePolicy(owner: CapabilityConstruct, slot: string, role: IamRole, permissions: BindingPermission[]): IamRolePolicy {
  const collected = new RolePermissions(owner, role, slot);
  for (const permission of permissions) collected.add(permission);
  return owner.resource(slot) as IamRolePolicy;
}
