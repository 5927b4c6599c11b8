import { GitHubTrustChoices } from './decisions';
import { GitHubRepository, GitHubTrustProps } from './props';
import { ISSUER } from './roles';
import { checkEnvironment, checkPlaces, checkProvider } from '../../parts/pipeline-roles/check';
import { Refuse } from '../../support/input';

/** Refuses props that cannot be right. */
export function checkProps(props: GitHubTrustProps, refuse: Refuse): void {
  const { repository, environment, providerArn } = props;
  if (!(repository instanceof GitHubRepository)) {
    refuse(
      'repository is not a GitHubRepository.',
      "Give GitHubRepository.of({ owner: 'acme', ownerId: 1, name: 'orders', id: 2 }).",
    );
  }
  checkEnvironment(environment, repository.name, refuse);
  checkProvider(providerArn, ISSUER, refuse);
  checkPlaces(props, refuse);
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
