import * as iam from 'aws-cdk-lib/aws-iam';
import { RolePermission } from '../../../binding/binding';
import { RoleView } from '../../../engines/aws/role';

/** Gives permissions to a role, and denies it what is denied. */
export function allow(role: RoleView, permissions: RolePermission[]): void {
  for (const { actions, resources, conditions, denied } of permissions) {
    const effect = denied ? iam.Effect.DENY : iam.Effect.ALLOW;
    role.addToPrincipalPolicy(new iam.PolicyStatement({ effect, actions, resources, conditions }));
  }
}
