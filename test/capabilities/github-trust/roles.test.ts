import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GitHubTrust } from '../../../src/capabilities/github-trust/aws';
import { GitHubRepository, GitHubTrustProps } from '../../../src/capabilities/github-trust/props';
import { GoldenPath } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { refusal } from '../../fixtures/errors';
import { ENV } from '../../fixtures/stacks';

const IDS = { owner: 'acme', ownerId: 1001, name: 'orders', id: 2002 };
const repository = GitHubRepository.of(IDS);
const HOST = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${HOST}`;

function stackIn(tier: EnvironmentTier = EnvironmentTier.PRODUCTION, env: object = ENV): Stack {
  const stack = new Stack(new App(), 'Identity', { env });
  new GoldenPath({ organization: 'acme', owner: 'platform', tier }).attachTo(stack);
  return stack;
}

/** The roles of a trust, by name: whom they trust, and what they allow. */
function rolesOf(tier: EnvironmentTier, more: Partial<GitHubTrustProps> = {}) {
  const stack = stackIn(tier);
  new GitHubTrust(stack, 'Trust', { repository, environment: 'production', providerArn: PROVIDER, ...more });
  const template = Template.fromStack(stack);
  const policies = Object.values(template.findResources('AWS::IAM::RolePolicy'));
  return Object.fromEntries(
    Object.entries(template.findResources('AWS::IAM::Role')).map(([id, { Properties }]) => {
      const own = policies.filter(policy => policy.Properties.RoleName.Ref === id);
      expect(own).toHaveLength(1);
      expect(Properties).toMatchObject({ MaxSessionDuration: 3600 });
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      const trusts = Properties.AssumeRolePolicyDocument.Statement;
      return [Properties.RoleName, { trusts, allows: own[0].Properties.PolicyDocument.Statement }];
    }),
  );
}

const said = (subject: string, claims: object = {}, named = 'acme@1001/orders@2002') => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: PROVIDER },
  Condition: {
    StringEquals: Object.fromEntries(
      Object.entries({
        aud: 'sts.amazonaws.com',
        sub: `repo:${named}:${subject}`,
        repository_id: '2002',
        ...claims,
      }).map(([claim, value]) => [`${HOST}:${claim}`, value]),
    ),
  },
});
const workflow = (file: string) => `acme/orders/.github/workflows/${file}@refs/heads/main`;
const takesOn = (...kinds: string[]) => [
  {
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    Resource: kinds.map(kind => ({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          `:iam::123456789012:role/cdk-hnb659fds-${kind}-role-123456789012-eu-west-1`,
        ],
      ],
    })),
  },
];

test('in production: deploy, diff and drift, each with what its step needs', () => {
  const { 'goldenpath-production-orders-drift': drift, ...others } = rolesOf(EnvironmentTier.PRODUCTION);
  expect(others).toEqual({
    'goldenpath-production-orders-deploy': {
      trusts: [said('environment:production', { environment: 'production', job_workflow_ref: workflow('deploy.yml') })],
      allows: takesOn('deploy', 'file-publishing', 'image-publishing', 'lookup'),
    },
    'goldenpath-production-orders-diff': { trusts: [said('pull_request')], allows: takesOn('lookup') },
  });
  const branch = 'refs/heads/main';
  expect(drift.trusts).toEqual([said(`ref:${branch}`, { ref: branch, job_workflow_ref: workflow('drift.yml') })]);
});

test('whoever looks for drift changes nothing, and reads no data', () => {
  const { allows } = rolesOf(EnvironmentTier.PRODUCTION)['goldenpath-production-orders-drift'];
  const actions: string[] = allows.flatMap(({ Action }: any) => Action);
  expect(actions.filter(action => !/:(Describe|Detect|Get|List|GET)/.test(action))).toEqual([]);
  for (const data of [
    's3:GetObject',
    's3:ListBucket',
    'dynamodb:GetItem',
    'dynamodb:GetRecords',
    'secretsmanager:GetSecretValue',
    'logs:GetLogEvents',
    'logs:GetQueryResults',
    'sqs:ReceiveMessage',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'athena:GetQueryResults',
    'ecr:GetAuthorizationToken',
    'sts:GetFederationToken',
  ]) {
    const granting = actions.filter(action => new RegExp(`^${action.replace('*', '.*')}$`).test(data));
    expect([data, granting]).toEqual([data, []]);
  }
});

test('previews are in development alone, and deploy as the branch does', () => {
  const name = 'goldenpath-production-orders-preview';
  expect(rolesOf(EnvironmentTier.DEVELOPMENT)[name]).toEqual({
    trusts: [said('pull_request')],
    allows: takesOn('deploy', 'file-publishing', 'image-publishing', 'lookup'),
  });
  expect(rolesOf(EnvironmentTier.DEVELOPMENT, { previewEnvironment: 'preview' })[name].trusts).toEqual([
    said('environment:preview', { environment: 'preview' }),
  ]);
  expect(Object.keys(rolesOf(EnvironmentTier.STAGING))).toHaveLength(3);
});

test('classic subjects are trusted by an option alone, and until a day', () => {
  const classic = GitHubRepository.of({ ...IDS, classicSubjectsUntil: '2027-06-30' });
  const { trusts } = rolesOf(EnvironmentTier.PRODUCTION, { repository: classic })['goldenpath-production-orders-diff'];
  const { Condition, ...statement } = said('pull_request', {}, 'acme/orders');
  const until = { DateLessThan: { 'aws:CurrentTime': '2027-06-30T00:00:00Z' } };
  expect(trusts).toEqual([said('pull_request'), { ...statement, Condition: { ...Condition, ...until } }]);
});

test('other roles than those of the bootstrap are taken on as they are', () => {
  const [deploy, look] = ['deploy', 'plan'].map(name => `arn:aws:iam::123456789012:role/${name}`);
  const roles = rolesOf(EnvironmentTier.PRODUCTION, { deployRoleArns: [deploy], lookupRoleArns: [look] });
  expect(roles['goldenpath-production-orders-deploy'].allows[0].Resource).toEqual([deploy]);
  expect(roles['goldenpath-production-orders-diff'].allows[0].Resource).toEqual([look]);
});

test('no wildcard stands in who is trusted', () => {
  for (const { trusts } of Object.values<any>(rolesOf(EnvironmentTier.DEVELOPMENT))) {
    expect(JSON.stringify(trusts)).not.toMatch(/[*?]|StringLike/);
  }
});

describe('refused', () => {
  const making = (more: any) => () =>
    new GitHubTrust(stackIn(), 'Trust', { repository, environment: 'production', ...more });

  test.each<[string, any, RegExp]>([
    ['a repository that is a text', { repository: 'acme/orders' }, /not a GitHubRepository/],
    ['a wildcard for an environment', { environment: '*' }, /environment is "\*"/],
    ['an environment that makes names too long', { environment: 'e'.repeat(50) }, /characters too long/],
    ['a workflow elsewhere', { workflow: 'deploy.yml' }, /github-trust.workflow/],
    ['a workflow with a wildcard', { workflow: '.github/workflows/*.yml' }, /github-trust.workflow/],
    ['a branch with a wildcard', { branch: 'release/*' }, /github-trust.branch/],
    ['the provider of another issuer', { providerArn: PROVIDER.replace(HOST, 'gitlab.com') }, /providerArn is/],
    ['no regions', { regions: [] }, /regions is/],
    ['a role with a wildcard', { deployRoleArns: ['arn:aws:iam::123456789012:role/*'] }, /deployRoleArns is/],
  ])('%s', (_, more, message) => {
    expect(refusal(making(more)).message).toMatch(message);
  });

  test('previews in the environment itself', () => {
    const stack = stackIn(EnvironmentTier.DEVELOPMENT);
    const make = () => new GitHubTrust(stack, 'Trust', { repository, environment: 'dev', previewEnvironment: 'dev' });
    expect(refusal(make).message).toMatch(/previewEnvironment is 'dev'/);
  });

  test.each<[string, object]>([
    ['an owner with a slash', { owner: 'acme/orders' }],
    ['an id that is a text', { id: '2002' }],
    ['no id', { ownerId: 0 }],
    ['a date that is none', { classicSubjectsUntil: '2027-02-30' }],
  ])('a repository with %s', (_, more) => {
    expect(() => GitHubRepository.of({ ...IDS, ...more } as any)).toThrow(/GitHubRepository.of/);
  });
});

describe('an account has one provider, and one role of a name', () => {
  const second = (props: object) => {
    const stack = stackIn();
    const first = new GitHubTrust(stack, 'Trust', { repository, environment: 'production' });
    const elsewhere = new Stack(stack.node.root as App, 'Other', { env: { ...ENV, region: 'us-east-1' } });
    new GoldenPath({ organization: 'acme', owner: 'platform' }).attachTo(elsewhere);
    const letters = GitHubRepository.of({ ...IDS, name: 'letters', id: 2003 });
    const given = { repository: letters, environment: 'production', ...props };
    return () => ({ first, second: new GitHubTrust(elsewhere, 'Trust', given) });
  };

  test('a second provider is refused, also in another region', () => {
    expect(refusal(second({})).message).toMatch(/has the OIDC provider of token.actions.githubusercontent.com already/);
  });

  test('with the provider of the first one, it is made', () => {
    expect(second({ providerArn: PROVIDER })().second.resources.provider).toBeUndefined();
  });

  test('a second role of a name is refused', () => {
    expect(refusal(second({ providerArn: PROVIDER, repository })).message).toMatch(
      /has the role 'goldenpath-production-orders-deploy' already/,
    );
  });
});
