import { Approval } from './approval';
import { DeliveryEnvironmentOptions, GoldenPathDeliveryProps } from './props';
import { A_BRANCH, isBranch } from '../../parts/pipeline-roles/branch';
import { GitHubRepository } from '../../parts/pipeline-roles/repository';
import { excessOf, PipelineStep, roleName } from '../../parts/pipeline-roles/step';
import { EnvironmentTier, TIERS } from '../../path/tier';
import { fits, isGiven, Refuse, said } from '../../support/input';
import { isToken } from '../../support/tokens';

const NAME = /^[A-Za-z][A-Za-z0-9-]{0,62}$/;
const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/[A-Za-z0-9_+=,.@/-]+$/;

/** Refuses props that cannot be right. */
export function checkProps(props: GoldenPathDeliveryProps, refuse: Refuse): void {
  const { repository, environments } = props;
  if (!(repository instanceof GitHubRepository)) {
    refuse(`repository is ${said(repository)}.`, 'Give GitHubRepository.of({ owner, ownerId, name, id }).');
  }
  if (!environments || environments.length === 0) {
    refuse('environments is empty.', 'Give at least one: { environment: production }.');
  }
  checkNames(props, refuse);
  environments.forEach((each, i) => checkEnvironment(each, `environments[${i}]`, refuse));
  checkTogether(environments, refuse);
  checkPreviews(props, refuse);
}

function checkNames({ appName, branch, directory, paths, commands }: GoldenPathDeliveryProps, refuse: Refuse): void {
  if (isGiven(branch) && !isBranch(branch)) {
    refuse(`branch is ${said(branch)}.`, `Give ${A_BRANCH}.`);
  }
  if (isGiven(appName) && !NAME.test(appName)) {
    refuse(`appName is ${said(appName)}.`, 'Give letters, digits and hyphens, a letter first.');
  }
  const parts = directory?.split('/') ?? [];
  if (!parts.every(part => /^[A-Za-z0-9_.-]+$/.test(part) && part !== '..' && part !== '.')) {
    refuse(`directory is ${said(directory)}.`, 'Give a folder from the root of the repository: apps/orders.');
  }
  if (paths?.length && !directory) {
    refuse('paths is given without directory.', 'Leave it out: every change of the repository starts a delivery.');
  }
  for (const [name, command] of Object.entries(commands ?? {})) {
    if (!isGiven(command)) continue;
    if (name !== 'test' && !command.trim()) refuse(`commands.${name} is empty.`, 'Give a command, or leave it out.');
    if (isToken(command) || command.includes('${{')) {
      refuse(
        `commands.${name} is ${said(command)}: GitHub would put what others wrote into the shell.`,
        'Give a command of literal text. What it needs to know stands in variables of the environment.',
      );
    }
  }
}

function checkEnvironment(options: DeliveryEnvironmentOptions, label: string, refuse: Refuse): void {
  const { environment, approval, deployRoleArn, diffRoleArn, driftRoleArn, bootstrapQualifier } = options;
  const { environmentName, tier, account, region, node } = environment ?? {};
  if (!node || !fits(environmentName, NAME) || !TIERS.includes(tier)) {
    refuse(
      `${label}.environment is ${said(environment)}.`,
      'Give an Environment, or a stage with environmentName (letters, digits, hyphens) and tier.',
    );
  }
  if (!fits(account, /^\d{12}$/) || !fits(region, /^[a-z]{2}(-[a-z]+)+-\d$/)) {
    refuse(
      `The environment '${environmentName}' is of account ${said(account)}, region ${said(region)}.`,
      'Give the stage both, as texts: its roles and its workflow name them.',
    );
  }
  if (isGiven(approval) && !(approval instanceof Approval)) {
    refuse(`${label}.approval is ${said(approval)}.`, 'Give Approval.reviewers(), Approval.promotion() or none().');
  }
  for (const [name, arn] of Object.entries({ deployRoleArn, diffRoleArn, driftRoleArn })) {
    if (isGiven(arn)) checkRole(`${label}.${name}`, arn, account!, refuse);
  }
  if (isGiven(bootstrapQualifier) && !/^[a-z0-9]{1,10}$/.test(bootstrapQualifier)) {
    refuse(`${label}.bootstrapQualifier is ${said(bootstrapQualifier)}.`, 'Give letters and digits, at most 10.');
  }
}

function checkRole(name: string, arn: string, account: string, refuse: Refuse): void {
  if (!ROLE_ARN.test(arn)) refuse(`${name} is ${said(arn)}.`, 'Give the ARN of a role, as a text.');
  const own = arn.split(':')[4];
  if (own !== account) {
    refuse(`${name} is of account ${own}, and the environment of ${account}.`, 'Give a role of its own account.');
  }
}

function checkTogether(environments: DeliveryEnvironmentOptions[], refuse: Refuse): void {
  const all = environments.map(({ environment }) => environment);
  all.forEach((environment, i) => {
    const { environmentName, tier } = environment;
    if (all.findIndex(each => each.environmentName === environmentName) !== i) {
      refuse(`There are two environments '${environmentName}'.`, 'Give each a name of its own, and each once.');
    }
    if (all[0].node.root !== environment.node.root) {
      refuse(`The environment '${environmentName}' is of another app.`, 'Deliver it with the app that it is of.');
    }
    const before = all[i - 1];
    if (before && TIERS.indexOf(before.tier) > TIERS.indexOf(tier)) {
      refuse(
        `'${environmentName}' (${tier}) comes after '${before.environmentName}' (${before.tier}).`,
        'Order them from the least to the most important: a fault is found where it costs least.',
      );
    }
  });
}

function checkPreviews({ previews, environments, commands }: GoldenPathDeliveryProps, refuse: Refuse): void {
  if (!isGiven(previews)) return;
  const { environment, stacks, contextKey, forgeEnvironment, roleArn } = previews;
  if (!environments.some(each => each.environment === environment)) {
    refuse(
      `previews.environment is ${said(environment)}.`,
      'Give one of the environments of the delivery: the previews stand in its account.',
    );
  }
  if (environment.tier === EnvironmentTier.PRODUCTION) {
    refuse(
      `The previews stand in '${environment.environmentName}', which is production.`,
      'Give an environment of development: what nobody has reviewed must not stand beside customers.',
    );
  }
  if (environment.tier !== EnvironmentTier.DEVELOPMENT && !isGiven(roleArn)) {
    refuse(
      `The previews stand in '${environment.environmentName}' (${environment.tier}): GitHubTrust makes their role in ` +
        'development alone.',
      'Give an environment of development; or the role that makes them: previews.roleArn.',
    );
  }
  if (isGiven(stacks) && !/^[A-Za-z0-9_.*/-]+$/.test(stacks)) {
    refuse(`previews.stacks is ${said(stacks)}.`, 'Give a pattern of ids: Preview/*.');
  }
  if (isGiven(contextKey) && !/^[A-Za-z0-9:_.-]+$/.test(contextKey)) {
    refuse(`previews.contextKey is ${said(contextKey)}.`, 'Give letters, digits and :_.-');
  }
  if (isGiven(forgeEnvironment) && !NAME.test(forgeEnvironment)) {
    refuse(`previews.forgeEnvironment is ${said(forgeEnvironment)}.`, 'Give letters, digits and hyphens.');
  }
  if (isGiven(roleArn)) checkRole('previews.roleArn', roleArn, environment.account!, refuse);
  const { synth } = commands ?? {};
  if (isGiven(synth) && !/\bcdk synth\b/.test(synth)) {
    refuse(
      `commands.synth is ${said(synth)}, and previews end it with --context.`,
      'Give a command that ends in the options of cdk synth.',
    );
  }
}

/** The name of a role, where none is given. */
export function roleNameOf(environment: string, repository: string, step: PipelineStep, refuse: Refuse): string {
  const excess = excessOf(environment, repository);
  const name = roleName(environment, repository, step);
  if (excess > 0) {
    refuse(
      `The role would be named '${name}', and the names of its kind are ${excess} characters too long for IAM.`,
      `Give the roles of '${environment}' by their ARNs.`,
    );
  }
  return name;
}

/** Refuses approvals that do not go together, once they are decided. */
export function checkApprovals(
  decided: ReadonlyArray<{ readonly options: DeliveryEnvironmentOptions; readonly approval: string }>,
  refuse: Refuse,
): void {
  decided.forEach(({ options: { environment, approval: asked }, approval }, i) => {
    const { environmentName, tier } = environment;
    if (tier === EnvironmentTier.PRODUCTION && approval === 'none' && !asked?.reason) {
      refuse(
        `'${environmentName}' is production, and nobody lets a deployment begin.`,
        "Give Approval.reviewers() or Approval.promotion(); or a reason: Approval.none('...').",
      );
    }
    const before = decided[i - 1];
    if (before?.approval === 'promotion' && approval !== 'promotion') {
      refuse(
        `'${environmentName}' comes after '${before.options.environment.environmentName}', which is promoted: ` +
          'nothing would ever be deployed to it.',
        'Give it Approval.promotion() as well.',
      );
    }
  });
}
