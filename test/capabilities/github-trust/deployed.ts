import { Issuer, startGitHub, Workflow } from './session';
import { AwsApi } from '../../deploy/aws-api';
import { CdkApp, succeeded } from '../../deploy/cdk';
import { missing } from '../../deploy/inventory';
import { Steps } from '../../deploy/scenario';

const REPOSITORY = 'repo:acme@1001/orders@2002';
const MAIN = 'refs/heads/main';
const workflow = (file: string, ref = MAIN) => `acme/orders/.github/workflows/${file}@${ref}`;
/** What GitHub says in the token of a job. */
const DEPLOY = {
  sub: `${REPOSITORY}:environment:development`,
  repository_id: '2002',
  environment: 'development',
  ref: MAIN,
  job_workflow_ref: workflow('deploy.yml'),
};
const { environment: _, ...NO_ENVIRONMENT } = DEPLOY;
const PULL = 'refs/pull/12/merge';
const DIFF = {
  ...NO_ENVIRONMENT,
  sub: `${REPOSITORY}:pull_request`,
  ref: PULL,
  job_workflow_ref: workflow('diff.yml', PULL),
};
const DRIFT = { ...NO_ENVIRONMENT, sub: `${REPOSITORY}:ref:${MAIN}`, job_workflow_ref: workflow('drift.yml') };
const PREVIEW = { ...DIFF, sub: `${REPOSITORY}:environment:preview`, environment: 'preview' };

/** What a token could say that is not what the role of a deployment trusts. */
const NOT_TRUSTED: [what: string, claims: object][] = [
  ['a pull request', DIFF],
  ['an environment of a request', PREVIEW],
  ['another environment', { ...DEPLOY, sub: `${REPOSITORY}:environment:production`, environment: 'production' }],
  ['another workflow', { ...DEPLOY, job_workflow_ref: workflow('test.yml') }],
  ['the workflow as another branch has it', { ...DEPLOY, job_workflow_ref: workflow('deploy.yml', 'refs/heads/mine') }],
  ['a fork', { ...DEPLOY, sub: 'repo:mallory@9/orders@10:environment:development', repository_id: '10' }],
  [
    'whoever took over the name',
    { ...DEPLOY, sub: 'repo:acme@9/orders@10:environment:development', repository_id: '10' },
  ],
  ['a classic subject', { ...DEPLOY, sub: 'repo:acme/orders:environment:development' }],
];

/** The roles of a repository, deployed, and taken on by those whom they trust, and by others. */
export function deployed({ does, shows }: Steps, aws: () => AwsApi, app: () => CdkApp): void {
  const account = '000000000000';
  const role = (step: string) => `arn:aws:iam::${account}:role/goldenpath-development-orders-${step}`;
  const bootstrap = (kind: string) =>
    `arn:aws:iam::${account}:role/cdk-hnb659fds-${kind}-role-${account}-${job.region}`;
  let github: Issuer;
  let job: Workflow;
  const denied = (call: Promise<unknown>) => expect(call).rejects.toThrow(/AccessDenied|not authorized/i);
  const creates = { QueueName: 'mine' };

  does('are created', async () => {
    succeeded(await app().deploy(['Identity']));
    github = await startGitHub();
    job = await Workflow.of(aws());
    await github.introduce(job.endpoint);
  });

  shows('every resource that CloudFormation speaks of', async () =>
    expect(await missing(aws(), 'Identity')).toEqual([]),
  );

  shows('deploy takes on the roles that deploy, and does nothing by itself', async () => {
    const session = await job.withToken(role('deploy'), github.token(DEPLOY));
    for (const kind of ['deploy', 'file-publishing', 'image-publishing', 'lookup']) {
      await job.next(bootstrap(kind), session);
    }
    await denied(job.next(bootstrap('cfn-exec'), session));
    await denied(job.next(role('drift'), session));
    await denied(job.call('sqs', 'CreateQueue', creates, session));
    await denied(job.call('cloudformation', 'DeleteStack', { StackName: 'Identity' }, session));
  });

  shows('diff takes on the role that looks up, and no other', async () => {
    const session = await job.withToken(role('diff'), github.token(DIFF));
    await job.next(bootstrap('lookup'), session);
    for (const kind of ['deploy', 'file-publishing', 'image-publishing']) {
      await denied(job.next(bootstrap(kind), session));
    }
    await denied(job.call('cloudformation', 'GetTemplate', { StackName: 'Identity' }, session));
  });

  shows('drift detects, and changes nothing', async () => {
    const session = await job.withToken(role('drift'), github.token(DRIFT));
    const xml = await job.call('cloudformation', 'DetectStackDrift', { StackName: 'Identity' }, session);
    const [, StackDriftDetectionId] = /<StackDriftDetectionId>([^<]+)</.exec(xml)!;
    const detection = { StackDriftDetectionId };
    await job.call('cloudformation', 'DescribeStackDriftDetectionStatus', detection, session);
    await job.call('cloudformation', 'DescribeStackResourceDrifts', { StackName: 'Identity' }, session);
    await denied(job.call('cloudformation', 'DeleteStack', { StackName: 'Identity' }, session));
    await denied(job.call('sqs', 'CreateQueue', creates, session));
    for (const kind of ['deploy', 'lookup']) await denied(job.next(bootstrap(kind), session));
  });

  shows('preview takes on the roles that deploy, and nothing of production', async () => {
    const session = await job.withToken(role('preview'), github.token(DIFF));
    await job.next(bootstrap('deploy'), session);
    await denied(job.call('sqs', 'CreateQueue', creates, session));
  });

  for (const [who, claims] of NOT_TRUSTED) {
    shows(`${who} does not deploy`, () => denied(job.withToken(role('deploy'), github.token(claims))));
  }

  shows('a token that is old, forged or for somebody else opens nothing', async () => {
    for (const [step, claims] of Object.entries({ deploy: DEPLOY, diff: DIFF, drift: DRIFT, preview: DIFF })) {
      await job.withToken(role(step), github.token(claims));
      const old = github.token({ ...claims, exp: 1_700_000_000 });
      await expect(job.withToken(role(step), old)).rejects.toThrow(/ExpiredToken/);
      await expect(job.withToken(role(step), github.forged(claims))).rejects.toThrow(/InvalidIdentityToken/);
      const other = github.token({ ...claims, aud: 'https://github.com/acme' });
      await expect(job.withToken(role(step), other)).rejects.toThrow(/audience/);
    }
  });

  shows('a deployment opens no other role', async () => {
    for (const step of ['diff', 'drift', 'preview']) await denied(job.withToken(role(step), github.token(DEPLOY)));
    await github.close();
  });
}
