import { IamPolicyAttachment } from '@cdktf/provider-aws/lib/iam-policy-attachment';
import { IamRole, IamRoleConfig } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { TerraformResource } from 'cdktf';
import { Construct, IConstruct } from 'constructs';

/** A policy, as IAM reads it. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly any[];
}

/** A role that is made elsewhere, in the place of one that the path would make. It is in no configuration. */
export class BroughtRole extends IamRole {
  /** The documents that say what it must allow. */
  readonly needed: (() => PolicyDocument)[] = [];

  constructor(
    scope: Construct,
    id: string,
    props: IamRoleConfig,
    private readonly broughtArn: string,
  ) {
    super(scope, id, props);
  }

  public get arn(): string {
    return this.broughtArn;
  }

  /** Of `role/teams/orders/task` the last part is the name. */
  public get name(): string {
    return this.broughtArn.split('/').pop()!;
  }

  public get id(): string {
    return this.name;
  }

  public toTerraform(): any {
    return {};
  }

  public toHclTerraform(): any {
    return {};
  }

  public toMetadata(): any {
    return {};
  }
}

/** What a role that is made elsewhere must allow. It is in no configuration: whoever makes the role gives it. */
export class NeededPolicy extends IamRolePolicy {
  public toTerraform(): any {
    return {};
  }

  public toHclTerraform(): any {
    return {};
  }

  public toMetadata(): any {
    return {};
  }
}

/** Whether somebody else makes a resource. */
export function isBrought(resource: TerraformResource): boolean {
  return resource instanceof BroughtRole || resource instanceof NeededPolicy;
}

/** The policies by which somebody else would change a role that is made elsewhere, in any stack of an app. */
export function policiesFor(role: BroughtRole): IConstruct[] {
  return role.node.root.node.findAll().filter(each => {
    const roles =
      each instanceof IamPolicyAttachment
        ? (each.rolesInput ?? [])
        : each instanceof IamRolePolicyAttachment || (each instanceof IamRolePolicy && !isBrought(each))
          ? [each.roleInput]
          : [];
    return roles.includes(role.name);
  });
}
