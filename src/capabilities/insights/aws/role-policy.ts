import * as iam from 'aws-cdk-lib/aws-iam';
import { CapabilityConstruct } from '../../../aws/capability-construct';
import { BindingPermission } from '../../../core/binding';
import { upperFirst } from '../../../core/words';

/** The one policy of a role of ours. Nobody else adds to it: what it does is known from the start. */
export function rolePolicy(owner: CapabilityConstruct, slot: string, role: iam.CfnRole, permissions: BindingPermission[]): iam.CfnRolePolicy {
  return owner._slot(slot, new iam.CfnRolePolicy(owner, upperFirst(slot), {
    roleName: role.ref,
    policyName: 'Permissions',
    policyDocument: {
      Version: '2012-10-17',
      Statement: permissions.map(({ actions, resources, conditions }) => ({ Effect: 'Allow', Action: actions, Resource: resources, Condition: conditions })),
    },
  }));
}
