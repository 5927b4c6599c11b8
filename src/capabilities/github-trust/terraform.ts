import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { GitHubTrustChoices } from './decisions';
import { definition } from './definition';
import { GitHubTrustProps } from './props';
import { ISSUER, rolesOf } from './roles';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { createPipelineRoles, createProvider, pipelineAccount } from '../../parts/pipeline-roles/terraform';

/** Every resource of the roles of a repository. */
export interface GitHubTrustResources {
  /**
   * The account's OIDC provider of GitHub.
   *
   * @default - one was brought
   */
  readonly provider?: IamOpenidConnectProvider;
  /** The role of the workflow that deploys. */
  readonly deployRole: IamRole;
  /** The permissions of that role. */
  readonly deployRolePolicy: IamRolePolicy;
  /**
   * The role of pull requests, which can only look.
   *
   * @default - none: the platform team has turned it off
   */
  readonly diffRole?: IamRole;
  /**
   * The permissions of that role.
   *
   * @default - none: there is no such role
   */
  readonly diffRolePolicy?: IamRolePolicy;
  /**
   * The role of the workflow that looks for drift.
   *
   * @default - none: the platform team has turned it off
   */
  readonly driftRole?: IamRole;
  /**
   * The permissions of that role.
   *
   * @default - none: there is no such role
   */
  readonly driftRolePolicy?: IamRolePolicy;
  /**
   * The role of previews of pull requests.
   *
   * @default - none: only in development
   */
  readonly previewRole?: IamRole;
  /**
   * The permissions of that role.
   *
   * @default - none: there is no such role
   */
  readonly previewRolePolicy?: IamRolePolicy;
}

/**
 * Roles by which workflows of a repository on GitHub deploy to an account, compare with it, look for drift and make
 * previews: without stored keys, and each with no more than its step needs.
 *
 * @example
 * new GitHubTrust(stack, 'Trust', {
 *   repository: GitHubRepository.of({ owner: 'acme', ownerId: 1001, name: 'orders', id: 2002 }),
 *   environment: 'production',
 * });
 */
export class GitHubTrust extends CapabilityConstruct {
  /** Every resource, by name. */
  public readonly resources: GitHubTrustResources;
  /** The ARN of the account's OIDC provider of GitHub, for the next repository. */
  public readonly providerArn: string;

  constructor(scope: Construct, id: string, props: GitHubTrustProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props);
    super(scope, id, planned);
    this.resources = this._make(() => renderTrust(this, props, planned.choices));
    this.providerArn = props.providerArn ?? this.resources.provider!.arn;
  }

  /** The ARN of the role of the workflow that deploys. */
  public get deployRoleArn(): string {
    return this.resources.deployRole.arn;
  }

  /** The ARN of the role of pull requests, which can only look. */
  public get diffRoleArn(): string | undefined {
    return this.resources.diffRole?.arn;
  }

  /** The ARN of the role of the workflow that looks for drift. */
  public get driftRoleArn(): string | undefined {
    return this.resources.driftRole?.arn;
  }

  /** The ARN of the role of previews. */
  public get previewRoleArn(): string | undefined {
    return this.resources.previewRole?.arn;
  }
}

function renderTrust(
  owner: CapabilityConstruct,
  props: GitHubTrustProps,
  choices: GitHubTrustChoices,
): GitHubTrustResources {
  const provider = choices.makesProvider ? createProvider(owner, ISSUER, choices.providerOnRemoval) : undefined;
  const trust = { providerArn: provider?.arn ?? props.providerArn!, issuer: ISSUER };
  const roles = rolesOf(
    { ...props, environment: props.environment! },
    choices,
    pipelineAccount(owner, props.regions ?? undefined),
  );
  const { deploy, diff, drift, preview } = createPipelineRoles(owner, roles, trust);
  return {
    provider,
    deployRole: deploy!.role,
    deployRolePolicy: deploy!.policy,
    diffRole: diff?.role,
    diffRolePolicy: diff?.policy,
    driftRole: drift?.role,
    driftRolePolicy: drift?.policy,
    previewRole: preview?.role,
    previewRolePolicy: preview?.policy,
  };
}
