import { checkChoices, checkProps } from './check';
import { decide, GitLabTrustChoices } from './decisions';
import { PAGE } from './page';
import { GitLabTrustProps } from './props';
import { nameOf } from './roles';
import { trustNames } from '../../parts/pipeline-roles/names';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

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
  namesOf: ({ makesProvider, host }, { project, environment }) =>
    trustNames({ makesProvider, issuer: host, environment: environment!, repository: nameOf(project) }),
};
