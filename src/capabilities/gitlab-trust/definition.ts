import { checkChoices, checkProps } from './check';
import { decide, GitLabTrustChoices } from './decisions';
import { PAGE } from './page';
import { GitLabTrustProps } from './props';
import { nameOf } from './roles';
import { roleName } from '../../parts/pipeline-roles/step';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';
import { NameScope } from '../../path/taken-name';

/** How the roles of a project come from their props. */
export const definition: CapabilityDefinition<GitLabTrustProps, GitLabTrustChoices> = {
  capability: {
    id: 'gitlab-trust',
    construct: 'GitLabTrust',
    summary: 'Roles by which pipelines on GitLab deploy and look for drift, without stored keys.',
    area: CapabilityArea.IDENTITY,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'GitLabTrustProps',
  checkProps,
  decide,
  checkChoices,
  namesOf: ({ makesProvider, host }, { project, environment }) => [
    ...(makesProvider ? [{ name: `the OIDC provider of ${host}`, scope: NameScope.ACCOUNT }] : []),
    // The roles of all steps have one beginning.
    { name: `the role '${roleName(environment, nameOf(project), 'deploy')}'`, scope: NameScope.ACCOUNT },
  ],
};
