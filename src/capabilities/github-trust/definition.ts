import { checkChoices, checkProps } from './check';
import { decide, GitHubTrustChoices } from './decisions';
import { PAGE } from './page';
import { GitHubTrustProps } from './props';
import { ISSUER } from './roles';
import { trustNames } from '../../parts/pipeline-roles/names';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

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
  namesOf: ({ makesProvider }, { repository, environment }) =>
    trustNames({ makesProvider, issuer: ISSUER, environment: environment!, repository: repository.name }),
};
