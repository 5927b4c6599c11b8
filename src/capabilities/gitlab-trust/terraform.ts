import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { GitLabTrustChoices } from './decisions';
import { definition } from './definition';
import { GitLabTrustProps } from './props';
import { rolesOf } from './roles';
import { CapabilityConstruct } from '../../engines/terraform/capability-construct';
import { planOn, TerraformProps } from '../../engines/terraform/provider';
import { createPipelineRoles, createProvider, pipelineAccount } from '../../parts/pipeline-roles/terraform';

/** Every resource of the roles of a project. */
export interface GitLabTrustResources {
  /**
   * The account's OIDC provider of GitLab.
   *
   * @default - one was brought
   */
  readonly provider?: IamOpenidConnectProvider;
  /** The role of jobs that deploy. */
  readonly deployRole: IamRole;
  /** The permissions of that role. */
  readonly deployRolePolicy: IamRolePolicy;
  /**
   * The role of jobs that look for drift.
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

  constructor(scope: Construct, id: string, props: GitLabTrustProps & TerraformProps) {
    const planned = planOn(definition, scope, id, props);
    super(scope, id, planned);
    this.resources = this._make(() => renderTrust(this, props, planned.choices));
    this.providerArn = props.providerArn ?? this.resources.provider!.arn;
  }

  /** The ARN of the role of jobs that deploy. */
  public get deployRoleArn(): string {
    return this.resources.deployRole.arn;
  }

  /** The ARN of the role of jobs that look for drift. */
  public get driftRoleArn(): string | undefined {
    return this.resources.driftRole?.arn;
  }
}

function renderTrust(
  owner: CapabilityConstruct,
  props: GitLabTrustProps,
  choices: GitLabTrustChoices,
): GitLabTrustResources {
  const provider = choices.makesProvider ? createProvider(owner, choices.host, choices.providerOnRemoval) : undefined;
  const trust = { providerArn: provider?.arn ?? props.providerArn!, issuer: choices.host };
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
