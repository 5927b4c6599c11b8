import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GitHubTrustChoices } from './decisions';
import { definition } from './definition';
import { PAGE } from './page';
import { GitHubTrustProps } from './props';
import { ISSUER, rolesOf } from './roles';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { environmentOf } from '../../engines/aws/environment';
import { createPipelineRoles, createProvider, pipelineAccount } from '../../parts/pipeline-roles/aws';
import { checkProviderAccount, withEnvironment } from '../../parts/pipeline-roles/check';
import { plan } from '../../path/plan';
import { pathOf, refusal } from '../../support/input';

/** Every resource of the roles of a repository, as its L1. */
export interface GitHubTrustResources {
  /**
   * The account's OIDC provider of GitHub.
   *
   * @default - one was brought
   */
  readonly provider?: iam.CfnOIDCProvider;
  /** The role of the workflow that deploys. */
  readonly deployRole: iam.CfnRole;
  /** The permissions of that role. */
  readonly deployRolePolicy: iam.CfnRolePolicy;
  /**
   * The role of pull requests, which can only look.
   *
   * @default - none: the platform team has turned it off
   */
  readonly diffRole?: iam.CfnRole;
  /**
   * The permissions of that role.
   *
   * @default - none: there is no such role
   */
  readonly diffRolePolicy?: iam.CfnRolePolicy;
  /**
   * The role of the workflow that looks for drift.
   *
   * @default - none: the platform team has turned it off
   */
  readonly driftRole?: iam.CfnRole;
  /**
   * The permissions of that role.
   *
   * @default - none: there is no such role
   */
  readonly driftRolePolicy?: iam.CfnRolePolicy;
  /**
   * The role of previews of pull requests.
   *
   * @default - none: only in development
   */
  readonly previewRole?: iam.CfnRole;
  /**
   * The permissions of that role.
   *
   * @default - none: there is no such role
   */
  readonly previewRolePolicy?: iam.CfnRolePolicy;
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

  constructor(scope: Construct, id: string, props: GitHubTrustProps) {
    const refuse = refusal(pathOf(scope, id), PAGE);
    const asked = withEnvironment(scope, props, refuse);
    const planned = plan(definition, scope, id, asked, () =>
      checkProviderAccount(asked.providerArn, environmentOf(scope).account, refuse),
    );
    super(scope, id, planned);
    this.resources = this._make(() => renderTrust(this, asked, planned.choices));
    this.providerArn = props.providerArn ?? this.resources.provider!.attrArn;
  }

  /** The ARN of the role of the workflow that deploys. */
  public get deployRoleArn(): string {
    return this.resources.deployRole.attrArn;
  }

  /** The ARN of the role of pull requests, which can only look. */
  public get diffRoleArn(): string | undefined {
    return this.resources.diffRole?.attrArn;
  }

  /** The ARN of the role of the workflow that looks for drift. */
  public get driftRoleArn(): string | undefined {
    return this.resources.driftRole?.attrArn;
  }

  /** The ARN of the role of previews. */
  public get previewRoleArn(): string | undefined {
    return this.resources.previewRole?.attrArn;
  }
}

function renderTrust(
  owner: CapabilityConstruct,
  props: GitHubTrustProps,
  choices: GitHubTrustChoices,
): GitHubTrustResources {
  const provider = choices.makesProvider ? createProvider(owner, ISSUER, choices.providerOnRemoval) : undefined;
  const trust = { providerArn: provider?.attrArn ?? props.providerArn!, issuer: ISSUER };
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
