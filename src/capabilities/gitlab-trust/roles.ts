import { GitLabTrustChoices } from './decisions';
import { GitLabTrustProps } from './props';
import { deployingPermissions, driftPermissions, PipelineAccount } from '../../parts/pipeline-roles/policies';
import { PipelineRole, roleName } from '../../parts/pipeline-roles/step';

/** The name of a project, without its groups. */
export function nameOf(project: string): string {
  return project.split('/').pop()!;
}

/** The props, with the environment that was given or is around. */
type KnownGitLabTrust = GitLabTrustProps & { readonly environment: string };

/**
 * The roles of one project in one environment, with whom each trusts and what it allows. Of GitLab's claims AWS asks
 * for the audience, which a job chooses, and the subject, which says the project and the branch and no more.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload
 */
export function rolesOf(
  { project, environment, deployRoleArns }: KnownGitLabTrust,
  { branch, drift, qualifier }: GitLabTrustChoices,
  account: PipelineAccount,
): PipelineRole[] {
  const sub = `project_path:${project}:ref_type:branch:ref:${branch}`;
  const trusted = [{ claims: { aud: 'sts.amazonaws.com', sub } }];
  const name = nameOf(project);
  const given = { qualifier, deployRoleArns: deployRoleArns ?? undefined };
  const deploy: PipelineRole = {
    step: 'deploy',
    name: roleName(environment, name, 'deploy'),
    description: `Deploys to ${environment}: pipelines of ${project}.`,
    trusted,
    permissions: deployingPermissions(account, given),
  };
  if (!drift) return [deploy];
  const looking: PipelineRole = {
    step: 'drift',
    name: roleName(environment, name, 'drift'),
    description: `Looks for drift in ${environment}: pipelines of ${project}.`,
    trusted,
    permissions: driftPermissions(account),
  };
  return [deploy, looking];
}
