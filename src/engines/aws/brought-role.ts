import { ArnFormat, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** The context in which `iam.Role.customizeRoles` keeps what it was told. */
const CUSTOMIZED = '@aws-cdk/iam:customizeRoles';

/** What a role must allow: the document that would be its policy, and the statements in it. */
export interface Needed {
  readonly document: any;
  readonly statements: () => iam.PolicyStatement[];
}

/** A role that is made elsewhere, in the place of one that the path would make. It is in no template. */
export class BroughtRole extends iam.CfnRole {
  /** What it must allow. */
  readonly needed: Needed[] = [];

  constructor(
    scope: Construct,
    id: string,
    props: iam.CfnRoleProps,
    private readonly brought: { readonly arn: string; readonly name: string },
  ) {
    super(scope, id, props);
  }

  public get attrArn(): string {
    return this.brought.arn;
  }

  public get ref(): string {
    return this.brought.name;
  }

  protected shouldSynthesize(): boolean {
    return false;
  }
}

/** What a role that is made elsewhere must allow. It is in no template: whoever makes the role gives it. */
export class NeededPolicy extends iam.CfnRolePolicy {
  protected shouldSynthesize(): boolean {
    return false;
  }
}

/** Whether somebody else makes a resource. */
export function isBrought(resource: CfnResource): boolean {
  return resource instanceof BroughtRole || resource instanceof NeededPolicy;
}

/** The name of a role, from its ARN. */
export function roleNameOf(scope: Construct, arn: string): string {
  const { resourceName } = Stack.of(scope).splitArn(arn, ArnFormat.SLASH_RESOURCE_NAME);
  // Of `role/teams/orders/task` the last part is the name.
  return resourceName!.split('/').pop()!;
}

/**
 * The role that `iam.Role.customizeRoles` has for a path of the tree, as CDK's own constructs have it: by an `iam.Role`
 * of this path, which also notes it for CDK's report. Undefined where roles are made as ever.
 */
export function customizedRole(scope: Construct, id: string, assumedBy: iam.IPrincipal): iam.Role | undefined {
  const customized = scope.node.tryGetContext(CUSTOMIZED);
  return customized && customized.preventSynthesis !== false ? new iam.Role(scope, id, { assumedBy }) : undefined;
}
