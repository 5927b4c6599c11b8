import * as iam from 'aws-cdk-lib/aws-iam';
import { BindingPermission } from '../../../binding/binding';
import { RoleView } from '../../../engines/aws/role';

/** Gives permissions to a role. */
export function allow(role: RoleView, permissions: BindingPermission[]): void {
  for (const { actions, resources, conditions } of permissions) {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions }));
  }
}
