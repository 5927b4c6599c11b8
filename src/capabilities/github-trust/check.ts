import { GitHubTrustChoices } from './decisions';
import { GitHubRepository, GitHubTrustProps } from './props';
import { ISSUER } from './roles';
import { excessOf } from '../../parts/pipeline-roles/step';
import { fits, isGiven, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

/** Refuses props that cannot be right. */
export function checkProps(props: GitHubTrustProps, refuse: Refuse): void {
  const { repository, environment, providerArn, regions, deployRoleArns, lookupRoleArns } = props;
  if (!(repository instanceof GitHubRepository)) {
    refuse(
      'repository is not a GitHubRepository.',
      "Give GitHubRepository.of({ owner: 'acme', ownerId: 1, name: 'orders', id: 2 }).",
    );
  }
  if (isToken(environment) || !fits(environment, /^[A-Za-z0-9._-]+$/)) {
    refuse(`environment is ${said(environment)}.`, 'Give its name, of letters, digits, - . and _: production.');
  }
  const excess = excessOf(environment, repository.name);
  if (excess > 0) {
    refuse(
      `The name of a role, goldenpath-${environment}-${repository.name}-preview, is ${excess} characters too long.`,
      'Give the environment a shorter name: IAM takes 64 characters.',
    );
  }
  if (isGiven(providerArn) && !fits(providerArn, new RegExp(`^arn:[^:]+:iam::.+:oidc-provider/${ISSUER}$`))) {
    refuse(
      `providerArn is ${said(providerArn)}.`,
      `Give that of GitHub's provider: arn:aws:iam::123456789012:oidc-provider/${ISSUER}.`,
    );
  }
  checkList('regions', regions, { pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, example: 'eu-west-1' }, refuse);
  const role = {
    pattern: /^arn:[^:]+:iam::[^:*]+:role\/[\w+=,.@/-]+$/,
    example: 'arn:aws:iam::123456789012:role/deploy',
  };
  checkList('deployRoleArns', deployRoleArns, role, refuse);
  checkList('lookupRoleArns', lookupRoleArns, role, refuse);
}

function checkList(
  label: string,
  values: string[] | undefined,
  { pattern, example }: { readonly pattern: RegExp; readonly example: string },
  refuse: Refuse,
): void {
  if (!isGiven(values)) return;
  if (Array.isArray(values) && values.length > 0 && values.every(value => fits(value, pattern))) return;
  refuse(`${label} is ${said(values)}.`, `Give a list of one or more, each without a wildcard: ['${example}'].`);
}

/** Refuses a preview in the environment that it must not reach. */
export function checkChoices(
  { preview, previewEnvironment }: GitHubTrustChoices,
  { environment }: GitHubTrustProps,
  refuse: Refuse,
): void {
  if (!preview || previewEnvironment !== environment) return;
  refuse(
    `previewEnvironment is '${environment}', the environment itself.`,
    'Give another one: code of a pull request would be deployed as if it had been merged.',
  );
}
