import { ArnFormat, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { fits, refusal, said } from '../../support/input';

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

/** The account in the ARN of a role, where it is known when the template is written: of a named role, for instance. */
export function accountOfRole(scope: Construct, arn: string): string | undefined {
  const written = Stack.of(scope).resolve(arn);
  const parts: any[] = typeof written === 'string' ? [written] : (written?.['Fn::Join']?.[1] ?? []);
  const [, account] = /:iam::(\d{12}):/.exec(parts.map(part => (typeof part === 'string' ? part : '')).join('')) ?? [];
  return account;
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
  checkPrecreated(scope, id, customized?.usePrecreatedRoles ?? {});
  return customized && customized.preventSynthesis !== false ? new iam.Role(scope, id, { assumedBy }) : undefined;
}

/** Refuses an ARN in the place of a name: CDK makes an ARN of it, and nothing says that there is no such role. */
function checkPrecreated(scope: Construct, id: string, roles: { readonly [path: string]: string }): void {
  const path = `${scope.node.path}/${id}`;
  const name = roles[path];
  if (name === undefined || fits(name, /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/)) return;
  refusal(path, 'guides/roles.md')(
    `usePrecreatedRoles has ${said(name)} for it.`,
    'Give the name of the role, after its path if it has one: orders-task, teams/orders-task.',
  );
}

/** The policies by which somebody else would change a role that is made elsewhere, in any stack of an app. */
export function policiesFor(role: BroughtRole): IConstruct[] {
  const stack = Stack.of(role);
  const name = JSON.stringify(stack.resolve(role.ref));
  return role.node.root.node.findAll().filter(each => {
    const given =
      each instanceof iam.CfnManagedPolicy || each instanceof iam.CfnPolicy
        ? each.roles
        : each instanceof iam.CfnRolePolicy && !isBrought(each)
          ? [each.roleName]
          : undefined;
    const roles: any[] = given ? (Stack.of(each).resolve(given) ?? []) : [];
    return roles.some(one => JSON.stringify(one) === name);
  });
}
