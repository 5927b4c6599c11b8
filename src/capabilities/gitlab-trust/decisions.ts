import { GitLabTrustProps } from './props';
import { A_BRANCH, isBranch } from '../../parts/pipeline-roles/branch';
import { always, choose, DecidedBy, follows } from '../../path/decision';
import { Ledger } from '../../path/ledger';
import { isGiven } from '../../support/input';

/** The policy of who may work in an account from GitLab: every choice, its default by tier, and why. */
export function decide(props: GitLabTrustProps, ledger: Ledger) {
  const { branch, host, qualifier, providerArn, deployRoleArns } = props;
  return ledger.settle({
    makesProvider: follows(
      !isGiven(providerArn),
      isGiven(providerArn) ? DecidedBy.APP_TEAM : DecidedBy.GOLDEN_PATH,
    ).because('An account has one provider of an issuer: made with the first trust, and brought to the others.'),
    providerOnRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('The roles of other projects name it: without it none of them deploys.'),
    host: choose(host, 'gitlab.com')
      .matching(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'the host of GitLab, without https://')
      .because('That of a project which is nowhere else.'),
    branch: choose(branch, 'main')
      .passing(isBranch, A_BRANCH)
      .because('What is deployed was merged: a pipeline of another branch gets no role.'),
    drift: always(true).because('What was changed by hand is found, by a role that reads no data.'),
    bootstrapRoles: follows(
      !isGiven(deployRoleArns),
      isGiven(deployRoleArns) ? DecidedBy.APP_TEAM : DecidedBy.GOLDEN_PATH,
    ).because('What CDK deploys, the roles of its bootstrap deploy: the pipeline has no rights of its own.'),
    qualifier: choose(qualifier, 'hnb659fds')
      .matching(/^[a-z0-9]{1,10}$/, 'up to 10 small letters and digits')
      .because('That of a bootstrap which nobody has named.'),
  });
}

/** The choices about who may work in an account from GitLab. */
export type GitLabTrustChoices = ReturnType<typeof decide>;
