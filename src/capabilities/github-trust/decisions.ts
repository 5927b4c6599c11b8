import { GitHubTrustProps } from './props';
import { A_BRANCH, isBranch } from '../../parts/pipeline-roles/branch';
import { always, choose, DecidedBy, follows } from '../../path/decision';
import { Ledger } from '../../path/ledger';
import { isGiven } from '../../support/input';

const WORKFLOW = /^\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml$/;
const A_WORKFLOW = 'the path of a workflow: .github/workflows/deploy.yml';

/** The policy of who may work in an account from GitHub: every choice, its default by tier, and why. */
export function decide(props: GitHubTrustProps, ledger: Ledger) {
  const { workflow, driftWorkflow, branch, previewEnvironment, qualifier, providerArn, deployRoleArns } = props;
  return ledger.settle({
    makesProvider: follows(
      !isGiven(providerArn),
      isGiven(providerArn) ? DecidedBy.APP_TEAM : DecidedBy.GOLDEN_PATH,
    ).because('An account has one provider of an issuer: made with the first trust, and brought to the others.'),
    providerOnRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('The roles of other repositories name it: without it none of them deploys.'),
    workflow: choose(workflow, '.github/workflows/deploy.yml')
      .matching(WORKFLOW, A_WORKFLOW)
      .because('Only the workflow that was reviewed deploys: one that somebody adds gets no role.'),
    driftWorkflow: choose(driftWorkflow, '.github/workflows/drift.yml')
      .matching(WORKFLOW, A_WORKFLOW)
      .because('Looking for drift reads how everything in the account is set up: only this workflow does.'),
    branch: choose(branch, 'main')
      .passing(isBranch, A_BRANCH)
      .because('What is deployed was merged: a workflow of another branch is another workflow.'),
    diff: always(true).because('Reviewers see what a change does to the account, by a role that can only look.'),
    drift: always(true).because('What was changed by hand is found, by a role that reads no data.'),
    preview: always({ development: true, staging: false, production: false }).because(
      'Code that nobody has reviewed is deployed by it: in the account of development, and in no other.',
    ),
    previewEnvironment: choose<string | null>(previewEnvironment, null)
      .matching(/^[A-Za-z0-9._-]+$/, 'the name of an environment: letters, digits, - . and _')
      .because('A preview waits for nobody. With an environment of its own, GitHub can ask for an approval before.'),
    bootstrapRoles: follows(
      !isGiven(deployRoleArns),
      isGiven(deployRoleArns) ? DecidedBy.APP_TEAM : DecidedBy.GOLDEN_PATH,
    ).because('What CDK deploys, the roles of its bootstrap deploy: the pipeline has no rights of its own.'),
    qualifier: choose(qualifier, 'hnb659fds')
      .matching(/^[a-z0-9]{1,10}$/, 'up to 10 small letters and digits')
      .because('That of a bootstrap which nobody has named.'),
  });
}

/** The choices about who may work in an account from GitHub. */
export type GitHubTrustChoices = ReturnType<typeof decide>;
