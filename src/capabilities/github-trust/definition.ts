import { checkChoices, checkProps } from './check';
import { decide, GitHubTrustChoices } from './decisions';
import { PAGE } from './page';
import { GitHubTrustProps } from './props';
import { ISSUER } from './roles';
import { roleName } from '../../parts/pipeline-roles/step';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';
import { NameScope } from '../../path/taken-name';

/** How the roles of a repository come from their props. */
export const definition: CapabilityDefinition<GitHubTrustProps, GitHubTrustChoices> = {
  capability: {
    id: 'github-trust',
    construct: 'GitHubTrust',
    summary: 'Roles by which workflows on GitHub deploy, compare, look for drift and preview, without stored keys.',
    area: CapabilityArea.IDENTITY,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'GitHubTrustProps',
  checkProps,
  decide,
  checkChoices,
  namesOf: ({ makesProvider }, { repository, environment }) => [
    ...(makesProvider ? [{ name: `the OIDC provider of ${ISSUER}`, scope: NameScope.ACCOUNT }] : []),
    // The roles of all steps have one beginning.
    { name: `the role '${roleName(environment, repository.name, 'deploy')}'`, scope: NameScope.ACCOUNT },
  ],
};
