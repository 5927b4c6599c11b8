import { GitLabTrustChoices } from './decisions';
import { GitLabTrustProps } from './props';
import { nameOf } from './roles';
import { checkEnvironment, checkPlaces, checkProvider } from '../../parts/pipeline-roles/check';
import { fits, Refuse, said } from '../../support/input';

/** Refuses props that cannot be right. */
export function checkProps(props: GitLabTrustProps, refuse: Refuse): void {
  const { project, environment } = props;
  if (!fits(project, /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)+$/)) {
    refuse(`project is ${said(project)}.`, 'Give its path with all groups: acme/shop/orders.');
  }
  checkEnvironment(environment, nameOf(project), refuse);
  checkPlaces(props, refuse);
}

/** Refuses the provider of another host. */
export function checkChoices({ host }: GitLabTrustChoices, { providerArn }: GitLabTrustProps, refuse: Refuse): void {
  checkProvider(providerArn, host, refuse);
}
