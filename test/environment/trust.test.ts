import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Testing } from 'cdktf';
import { appOn, HERE } from './fixture';
import { GitHubTrust } from '../../src/capabilities/github-trust/aws';
import { GitHubRepository } from '../../src/capabilities/github-trust/props';
import { GitHubTrust as TerraformGitHubTrust } from '../../src/capabilities/github-trust/terraform';
import { GitLabTrust } from '../../src/capabilities/gitlab-trust/aws';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../src/capabilities/queue/terraform';
import { Environment } from '../../src/environment/aws/environment';
import { EnvironmentTier } from '../../src/path/tier';
import { refusal } from '../fixtures/errors';
import { terraformStackOn } from '../fixtures/terraform';

const { STAGING, PRODUCTION } = EnvironmentTier;
const repository = GitHubRepository.of({ owner: 'acme', ownerId: 1, name: 'orders', id: 2 });
const PROVIDER = `arn:aws:iam::${HERE.account}:oidc-provider/token.actions.githubusercontent.com`;
const stagingIn = (app: App) => new Environment(app, 'staging', { tier: STAGING, ...HERE });
const TRUSTS: [string, (stack: Stack, props?: object) => GitHubTrust | GitLabTrust][] = [
  ['GitHub', (stack, props = {}) => new GitHubTrust(stack, 'Trust', { repository, ...props })],
  ['GitLab', (stack, props = {}) => new GitLabTrust(stack, 'Trust', { project: 'acme/orders', ...props })],
];
const roleNames = (stack: Stack) =>
  Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.RoleName);

describe.each(TRUSTS)('the trust of %s', (_, trustIn) => {
  // Other languages pass null for what was left out.
  test.each([{}, { environment: null }])('is for the environment around it, with %j', props => {
    const stack = new Stack(stagingIn(appOn()), 'Trust');
    trustIn(stack, props);
    expect(roleNames(stack)).toContain('goldenpath-staging-orders-deploy');
  });

  test('is refused for another one, and takes the name of the one around it', () => {
    const environment = stagingIn(appOn());
    const stack = new Stack(environment, 'Trust');
    const { what, hint } = refusal(() => trustIn(stack, { environment: 'production' })).complaint;
    expect(what).toContain("the Environment around it is 'staging'");
    expect(hint).toContain('Leave environment out');
    expect(stack.node.children).toEqual([]);
    expect(() => trustIn(stack, { environment: 'staging' })).not.toThrow();
  });

  test('needs a name where no environment is around it', () => {
    expect(refusal(() => trustIn(new Stack(appOn(), 'Trust'))).complaint.what).toContain('environment is missing');
  });

  test('says what to do where the account has the provider or the roles already', () => {
    const app = appOn();
    const [one, other] = ['One', 'Other'].map(id => new Stack(app, id, { env: HERE }));
    trustIn(one, { environment: 'staging' });
    const error = refusal(() => {
      trustIn(other, { environment: 'production' });
      app.synth();
    });
    expect(error.complaint.hint).toMatch(/providerArn: first\.providerArn.*oidc-provider/);
  });

  test('takes no provider of another account', () => {
    const stack = new Stack(stagingIn(appOn()), 'Trust');
    const issuer = trustIn.toString().includes('GitHubTrust') ? 'token.actions.githubusercontent.com' : 'gitlab.com';
    const providerArn = `arn:aws:iam::999999999999:oidc-provider/${issuer}`;
    expect(refusal(() => trustIn(stack, { providerArn })).complaint.what).toContain('account 999999999999');
    expect(stack.node.children).toEqual([]);
  });

  test('takes no more roles than a policy has room for', () => {
    const stack = new Stack(stagingIn(appOn()), 'Trust');
    const deployRoleArns = Array.from({ length: 400 }, (__, i) => `arn:aws:iam::${HERE.account}:role/deploy-${i}`);
    expect(refusal(() => trustIn(stack, { deployRoleArns })).complaint.what).toContain('400 roles');
    expect(() => trustIn(stack, { deployRoleArns: deployRoleArns.slice(0, 100) })).not.toThrow();
  });
});

test('a second trust of a repository for another region is told to name the regions', () => {
  const app = appOn();
  const [one, other] = ['One', 'Other'].map(id => new Stack(app, id, { env: HERE }));
  new GitHubTrust(one, 'Trust', { repository, environment: 'staging' });
  const second = { repository, environment: 'staging', providerArn: PROVIDER };
  expect(
    refusal(() => {
      new GitHubTrust(other, 'Trust', second);
      app.synth();
    }).complaint.hint,
  ).toContain('regions: [');
});

test('on Terraform, which has no environments, a trust says its own', () => {
  const trust = () => new TerraformGitHubTrust(terraformStackOn(), 'Trust', { repository });
  expect(refusal(trust).complaint.what).toContain('environment is missing');
});

describe('what stands at a wrong place is refused in our words, and leaves the tree as it was', () => {
  const props = { tier: STAGING, ...HERE };

  test('an environment in an environment, made here or elsewhere', () => {
    const around = stagingIn(appOn());
    const before = around.node.children.length;
    for (const make of [
      () => new Environment(around, 'inner', props),
      () => Environment.fromName(around, 'inner', props),
    ]) {
      expect(refusal(make).complaint.hint).toContain('beside that one');
    }
    expect(around.node.children).toHaveLength(before);
  });

  test('an environment in a stack', () => {
    const stack = new Stack(appOn(), 'Shop');
    expect(refusal(() => new Environment(stack, 'staging', props)).complaint.hint).toContain('in the app');
  });

  test('a construct in an app or an environment, without a stack', () => {
    const app = appOn();
    for (const scope of [app, new Environment(app, 'staging', props)]) {
      const { what, hint } = refusal(() => new ManagedQueue(scope, 'Jobs')).complaint;
      expect(what).toContain('ManagedQueue stands in no stack');
      expect(hint).toContain('new Stack(');
      expect(scope.node.tryFindChild('Jobs')).toBeUndefined();
    }
    expect(refusal(() => new TerraformQueue(Testing.app(), 'Jobs')).complaint.what).toContain('stands in no stack');
  });

  test('an environment of another app whose place nobody says', () => {
    const { CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION, ...rest } = process.env;
    const before = process.env;
    process.env = rest;
    try {
      const { what, hint } = refusal(() => Environment.fromName(appOn(), 'staging')).complaint;
      expect(what).toContain('the account and the region');
      expect(hint).toContain("Environment.fromName(app, 'staging'");
    } finally {
      process.env = before;
    }
  });
});

describe('production shares its account', () => {
  test.each(['', '  ', '\n'])('for no reason: %j', sharedAccountReason => {
    const app = appOn();
    stagingIn(app);
    const make = () => new Environment(app, 'production', { tier: PRODUCTION, ...HERE, sharedAccountReason });
    expect(refusal(make).complaint.what).toContain('sharedAccountReason');
  });

  test('with another production: both are named in a warning', () => {
    const app = appOn();
    new Environment(app, 'shop', { tier: PRODUCTION, ...HERE });
    const { shared } = new Environment(app, 'desk', { tier: PRODUCTION, ...HERE });
    expect(JSON.stringify(shared.node.metadata)).toContain("'shop' and 'desk' are both in account");
  });
});
