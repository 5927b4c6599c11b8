import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GitLabTrust } from '../../../src/capabilities/gitlab-trust/aws';
import { GoldenPath } from '../../../src/path/golden-path';
import { refusal } from '../../fixtures/errors';
import { ENV } from '../../fixtures/stacks';

function trustOf(more: object = {}): Stack {
  const stack = new Stack(new App(), 'Identity', { env: ENV });
  new GoldenPath({ organization: 'acme', owner: 'platform' }).attachTo(stack);
  new GitLabTrust(stack, 'Trust', { project: 'acme/shop/orders', environment: 'production', ...more });
  return stack;
}

/** The roles, by name: what a token must say, and what they allow. */
function rolesOf(more: object = {}) {
  const template = Template.fromStack(trustOf(more));
  const policies = Object.values(template.findResources('AWS::IAM::RolePolicy'));
  return Object.fromEntries(
    Object.entries(template.findResources('AWS::IAM::Role')).map(([id, { Properties }]) => {
      expect(Properties).toMatchObject({ MaxSessionDuration: 3600 });
      const own = policies.filter(policy => policy.Properties.RoleName.Ref === id);
      const [trust, ...others] = Properties.AssumeRolePolicyDocument.Statement;
      expect([own.length, others]).toEqual([1, []]);
      return [Properties.RoleName, { trust, allows: own[0].Properties.PolicyDocument.Statement }];
    }),
  );
}

test('the branch of the project, and no other, deploys and looks for drift', () => {
  const roles = rolesOf();
  expect(Object.keys(roles).sort()).toEqual([
    'goldenpath-production-orders-deploy',
    'goldenpath-production-orders-drift',
  ]);
  for (const { trust } of Object.values<any>(roles)) {
    expect(trust).toMatchObject({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'gitlab.com:aud': 'sts.amazonaws.com',
          'gitlab.com:sub': 'project_path:acme/shop/orders:ref_type:branch:ref:main',
        },
      },
    });
    expect(JSON.stringify(trust)).not.toMatch(/[*?]|StringLike/);
  }
});

test('deploy takes on the roles of the bootstrap, and drift none', () => {
  const { 'goldenpath-production-orders-deploy': deploy, 'goldenpath-production-orders-drift': drift } = rolesOf();
  expect(deploy.allows).toHaveLength(1);
  expect(deploy.allows[0]).toMatchObject({ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'] });
  expect(JSON.stringify(deploy.allows[0].Resource).match(/cdk-hnb659fds-[a-z-]+-role/g)).toEqual(
    ['deploy', 'file-publishing', 'image-publishing', 'lookup'].map(kind => `cdk-hnb659fds-${kind}-role`),
  );
  const actions: string[] = drift.allows.flatMap(({ Action }: any) => Action);
  expect(actions.filter(action => !/:(Describe|Detect|Get|List|GET)/.test(action))).toEqual([]);
});

test('a GitLab of its own is its own issuer', () => {
  const template = Template.fromStack(trustOf({ host: 'gitlab.acme.com' }));
  template.hasResourceProperties('AWS::IAM::OIDCProvider', { Url: 'https://gitlab.acme.com' });
});

test.each<[string, object, RegExp]>([
  ['a project without a group', { project: 'orders' }, /project is "orders"/],
  ['a wildcard', { project: 'acme/*' }, /project is/],
  ['a branch with a wildcard', { branch: 'release/*' }, /gitlab-trust.branch/],
  ['a host with a scheme', { host: 'https://gitlab.com' }, /gitlab-trust.host/],
  [
    'the provider of another host',
    { providerArn: 'arn:aws:iam::123456789012:oidc-provider/gitlab.acme.com' },
    /Give that of gitlab.com/,
  ],
  ['an environment that makes names too long', { environment: 'e'.repeat(50) }, /characters too long/],
])('refused: %s', (_, more, message) => {
  expect(refusal(() => trustOf(more)).message).toMatch(message);
});
