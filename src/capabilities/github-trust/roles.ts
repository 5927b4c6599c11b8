import { GitHubTrustChoices } from './decisions';
import { GitHubRepository, GitHubTrustProps } from './props';
import {
  deployingPermissions,
  driftPermissions,
  lookingPermissions,
  PipelineAccount,
} from '../../parts/pipeline-roles/policies';
import { PipelineRole, PipelineStep, roleName, TrustedClaims } from '../../parts/pipeline-roles/step';

/** The issuer of the tokens of workflows. */
export const ISSUER = 'token.actions.githubusercontent.com';

/** The props, with the environment that was given or is around. */
type KnownGitHubTrust = GitHubTrustProps & { readonly environment: string };

/** The roles of one repository in one environment, with whom each trusts and what it allows. */
export function rolesOf(
  { repository, environment, deployRoleArns, lookupRoleArns }: KnownGitHubTrust,
  choices: GitHubTrustChoices,
  account: PipelineAccount,
): PipelineRole[] {
  const { workflow, driftWorkflow, previewEnvironment, qualifier, diff, drift, preview } = choices;
  const given = {
    qualifier,
    deployRoleArns: deployRoleArns ?? undefined,
    lookupRoleArns: lookupRoleArns ?? undefined,
  };
  const { owner, name } = repository;
  const ref = `refs/heads/${choices.branch}`;
  const pinned = (path: string) => ({ job_workflow_ref: `${owner}/${name}/${path}@${ref}` });
  const role = (step: PipelineStep, does: string, subject: string, claims: { readonly [claim: string]: string }) => ({
    step,
    name: roleName(environment, name, step),
    description: `${does} ${environment}: workflows of ${owner}/${name}.`,
    trusted: trusted(repository, subject, claims),
  });
  const deploying = deployingPermissions(account, given);
  return [
    {
      ...role('deploy', 'Deploys to', `environment:${environment}`, { environment, ...pinned(workflow) }),
      permissions: deploying,
    },
    ...(diff
      ? [
          {
            ...role('diff', 'Compares with', 'pull_request', {}),
            permissions: lookingPermissions(account, given),
          },
        ]
      : []),
    ...(drift
      ? [
          {
            ...role('drift', 'Looks for drift in', `ref:${ref}`, { ref, ...pinned(driftWorkflow) }),
            permissions: driftPermissions(account),
          },
        ]
      : []),
    ...(preview
      ? [
          {
            ...role('preview', 'Deploys previews to', ...previewing(previewEnvironment)),
            permissions: deploying,
          },
        ]
      : []),
  ];
}

/** The subject of a preview, and the claims beside it: a job that names an environment has another one. */
function previewing(environment: string | null): [subject: string, claims: { readonly [claim: string]: string }] {
  return environment === null ? ['pull_request', {}] : [`environment:${environment}`, { environment }];
}

/**
 * The claims of the repository's tokens: the subject with ids, which nobody else can get, and for a while the one
 * without. The id of the repository stands beside either.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function trusted(
  { owner, ownerId, name, id, classicSubjectsUntil }: GitHubRepository,
  subject: string,
  claims: { readonly [claim: string]: string },
): TrustedClaims[] {
  const saying = (repository: string) => ({
    aud: 'sts.amazonaws.com',
    sub: `repo:${repository}:${subject}`,
    repository_id: String(id),
    ...claims,
  });
  return [
    { claims: saying(`${owner}@${ownerId}/${name}@${id}`) },
    ...(classicSubjectsUntil === undefined
      ? []
      : [{ claims: saying(`${owner}/${name}`), until: classicSubjectsUntil }]),
  ];
}
