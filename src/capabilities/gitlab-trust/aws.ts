import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GitLabTrustChoices } from './decisions';
import { definition } from './definition';
import { PAGE } from './page';
import { GitLabTrustProps } from './props';
import { rolesOf } from './roles';
import { CapabilityConstruct } from '../../engines/aws/capability-construct';
import { environmentOf } from '../../engines/aws/environment';
import { createPipelineRoles, createProvider, pipelineAccount } from '../../parts/pipeline-roles/aws';
import { checkProviderAccount, withEnvironment } from '../../parts/pipeline-roles/check';
import { plan } from '../../path/plan';
import { pathOf, refusal } from '../../support/input';

/** Every resource of the roles of a project, as its L1. */
export interface GitLabTrustResources {
  /**
   * The account's OIDC provider of GitLab.
   *
   * @default - one was brought
   */
  readonly provider?: iam.CfnOIDCProvider;
  /** The role of jobs that deploy. */
  readonly deployRole: iam.CfnRole;
  /** The permissions of that role. */
  readonly deployRolePolicy: iam.CfnRolePolicy;
  /**
   * The role of jobs that look for drift.
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
}

/**
 * Roles by which pipelines of a project on GitLab deploy to an account and look for drift: without stored keys, and
 * each with no more than its step needs.
 *
 * @example
 * new GitLabTrust(stack, 'Trust', { project: 'acme/orders', environment: 'production' });
 */
export class GitLabTrust extends CapabilityConstruct {
  /** Every resource, by name. */
  public readonly resources: GitLabTrustResources;
  /** The ARN of the account's OIDC provider of GitLab, for the next project. */
  public readonly providerArn: string;

  constructor(scope: Construct, id: string, props: GitLabTrustProps) {
    const refuse = refusal(pathOf(scope, id), PAGE);
    const asked = withEnvironment(scope, props, refuse);
    const planned = plan(definition, scope, id, asked, () =>
      checkProviderAccount(asked.providerArn, environmentOf(scope).account, refuse),
    );
    super(scope, id, planned);
    this.resources = this._make(() => renderTrust(this, asked, planned.choices));
    this.providerArn = props.providerArn ?? this.resources.provider!.attrArn;
  }

  /** The ARN of the role of jobs that deploy. */
  public get deployRoleArn(): string {
    return this.resources.deployRole.attrArn;
  }

  /** The ARN of the role of jobs that look for drift. */
  public get driftRoleArn(): string | undefined {
    return this.resources.driftRole?.attrArn;
  }
}

function renderTrust(
  owner: CapabilityConstruct,
  props: GitLabTrustProps,
  choices: GitLabTrustChoices,
): GitLabTrustResources {
  const provider = choices.makesProvider ? createProvider(owner, choices.host, choices.providerOnRemoval) : undefined;
  const trust = { providerArn: provider?.attrArn ?? props.providerArn!, issuer: choices.host };
  const roles = rolesOf(
    { ...props, environment: props.environment! },
    choices,
    pipelineAccount(owner, props.regions ?? undefined),
  );
  const { deploy, drift } = createPipelineRoles(owner, roles, trust);
  return {
    provider,
    deployRole: deploy!.role,
    deployRolePolicy: deploy!.policy,
    driftRole: drift?.role,
    driftRolePolicy: drift?.policy,
  };
}
