import { createHash } from 'crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import Ajv from 'ajv';
import { App, Aws, Stack } from 'aws-cdk-lib';
import { deliver, repository, threeIn, written } from './delivered';
import { GoldenPathDelivery } from '../../../src/capabilities/delivery/aws';
import { Approval, GoldenPathDeliveryProps } from '../../../src/capabilities/delivery/props';
import { GitHubRepository } from '../../../src/parts/pipeline-roles/repository';
import { Edition } from '../../../src/path/edition';
import { GoldenPath, OverdueEscapes } from '../../../src/path/golden-path';
import { Limit } from '../../../src/path/limit';
import { Patch } from '../../../src/record/patch';

const schema = JSON.parse(readFileSync('schema/delivery-1.schema.json', 'utf8'));

test('it makes no resource, and leaves its model in the assembly', () => {
  const delivery = deliver(of => ({ previews: { environment: of.dev } }));
  const { model, digest, decisions } = written(delivery);
  const validate = new Ajv({ strict: false }).compile(schema);
  expect([validate(model), validate.errors]).toEqual([true, null]);
  expect(digest).toBe(createHash('sha256').update(JSON.stringify(model)).digest('hex'));
  expect(model.environments.map(({ name, stacks, approval }: any) => [name, stacks, approval])).toEqual([
    ['dev', 'Dev/*', 'none'],
    ['staging', 'Staging/*', 'none'],
    ['production', 'Production/*', 'reviewers'],
  ]);
  expect(model.environments[2].roles).toEqual({
    deploy: 'arn:aws:iam::222222222222:role/goldenpath-production-orders-deploy',
    diff: 'arn:aws:iam::222222222222:role/goldenpath-production-orders-diff',
    drift: 'arn:aws:iam::222222222222:role/goldenpath-production-orders-drift',
  });
  expect(model.environments[2].lookupRoleArn).toBe(
    'arn:aws:iam::222222222222:role/cdk-hnb659fds-lookup-role-222222222222-eu-west-1',
  );
  expect(model.preview.roleArn).toBe('arn:aws:iam::111111111111:role/goldenpath-dev-orders-preview');
  expect(decisions.map(({ name }: any) => name)).toEqual(delivery.decisions.map(({ name }) => name));
  expect(delivery.node.findAll().length).toBe(1);
});

test('in an app of a monorepo its folder, its name and what it needs are the model’s', () => {
  const { model } = written(deliver(() => ({ directory: 'apps/orders', paths: ['packages/**'] })));
  expect([model.app, model.prefix, model.directory, model.paths]).toEqual([
    'orders',
    'orders-',
    'apps/orders',
    ['packages/**'],
  ]);
});

test('the platform team decides by tier and by name, and limits', () => {
  const app = new App();
  const path = new GoldenPath({
    organization: 'acme',
    edition: Edition.V2026_12,
    defaults: { 'delivery.approvals': { production: 'promotion' }, 'delivery.driftSchedule': '5 6 * * 1' },
    limits: { 'delivery.assemblyRetentionDays': Limit.atLeast(180, { reason: 'the auditors', contact: 'platform' }) },
  });
  path.attachTo(app);
  const { model } = written(deliver(() => ({}), app));
  expect(model.environments.map(({ approval }: any) => approval)).toEqual(['none', 'none', 'promotion']);
  expect([model.drift.schedule, model.retentionDays]).toEqual(['5 6 * * 1', 180]);
  expect(() => {
    const other = new App();
    path.attachTo(other);
    deliver(() => ({ assemblyRetentionDays: 30 }), other);
  }).toThrow(/the auditors/);
});

test('production without approval is taken with a reason', () => {
  const approval = Approval.none('a canary watches every deployment');
  expect(
    written(deliver(({ production }) => ({ environments: [{ environment: production, approval }] }))),
  ).toBeTruthy();
});

test('refused: in a stack, and a second one', () => {
  const app = new App();
  const { dev } = threeIn(app);
  const props = { repository, environments: [{ environment: dev }] };
  expect(() => new GoldenPathDelivery(new Stack(app, 'Stack'), 'Delivery', props)).toThrow(/Make it in the app/);
  new GoldenPathDelivery(app, 'Delivery', props);
  expect(() => new GoldenPathDelivery(app, 'Another', props)).toThrow(/has a delivery already/);
});

test('names of roles that are too long are refused, unless the roles are given', () => {
  const long = GitHubRepository.of({ owner: 'acme', ownerId: 1, name: 'a'.repeat(60), id: 2 });
  expect(() => deliver(() => ({ repository: long }))).toThrow(/too long for IAM/);
});

describe('an escape', () => {
  const OPTIONS = { reason: 'our tests are fast', reviewBy: '2099-06-30' };

  test('is recorded in the model', () => {
    const delivery = deliver(() => ({ owner: 'team-orders' }));
    delivery.escape('deliver.yml', Patch.property('jobs.build.timeout-minutes', 20), OPTIONS);
    expect(written(delivery).model.escapes).toEqual([
      {
        file: 'deliver.yml',
        operation: 'set',
        path: 'jobs.build.timeout-minutes',
        value: 20,
        owner: 'team-orders',
        ...OPTIONS,
      },
    ]);
  });

  test('of a workflow that is not there, without a reason, or by no patch, is refused', () => {
    const delivery = deliver(() => ({}));
    const change = Patch.remove('jobs.build');
    expect(() => delivery.escape('preview.yml', change, OPTIONS)).toThrow(/no workflow "preview.yml"/);
    expect(() => delivery.escape('deliver.yml', change, { reason: ' ' })).toThrow(/needs a reason/);
    expect(() => delivery.escape('deliver.yml', {} as any, OPTIONS)).toThrow(/Give a patch/);
  });

  test.each([
    ['a function', () => 20],
    ['what is known at deployment only', Aws.REGION],
    ['such a value, deep inside', { with: [{ region: Aws.REGION }] }],
    ['no number', NaN],
    ['a construct', new App()],
    ['a map', new Map()],
  ])('whose value is %s is refused: no file can have it', (_, value) => {
    const delivery = deliver(() => ({}));
    const change = Patch.property('jobs.build.env', value);
    expect(() => delivery.escape('deliver.yml', change, OPTIONS)).toThrow(
      /The value.* is .*before anything is deployed/,
    );
    expect(written(delivery).model.escapes).toEqual([]);
  });

  test('that is overdue is an error, where the platform team says so', () => {
    const app = new App();
    new GoldenPath({
      organization: 'acme',
      edition: Edition.V2026_12,
      overdueEscapes: OverdueEscapes.ERROR,
    }).attachTo(app);
    new Stack(app, 'Other');
    const delivery = deliver(() => ({}), app);
    delivery.escape('deliver.yml', Patch.remove('jobs.build'), { ...OPTIONS, reviewBy: '2020-01-01' });
    expect(() => app.synth()).toThrow(/[Vv]alidation/);
  });
});

describe('files in the repository', () => {
  const HERE = process.cwd();
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    mkdirSync(join(folder, 'app'));
    process.chdir(join(folder, 'app'));
  });
  afterEach(() => process.chdir(HERE));

  /** What synthesis says of them. */
  function found(props: Partial<GoldenPathDeliveryProps> = {}): string[] {
    const app = new App({ outdir: join(folder, 'cdk.out') });
    new Stack(app, 'Other');
    deliver(() => props, app);
    app.synth();
    const report = join(folder, 'cdk.out/validation-report.json');
    if (!existsSync(report)) return [];
    const text = JSON.parse(readFileSync(report, 'utf8'));
    return JSON.stringify(text).includes('delivery-stale') ? [JSON.stringify(text)] : [];
  }

  function write(digest: string, body = 'name: x\n') {
    const content = createHash('sha256').update(body).digest('hex');
    for (const file of ['deliver', 'deploy', 'promote', 'drift']) {
      const text = `# goldenpath:delivery model=${digest} content=${content}\n${body}`;
      writeFileSync(join(folder, '.github/workflows', `${file}.yml`), text);
    }
  }

  const digest = () => written(deliver(() => ({}))).digest;

  test('are as written: nothing is said, on Windows neither', () => {
    write(digest());
    expect(found()).toEqual([]);
    const file = join(folder, '.github/workflows/drift.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n/g, '\r\n'));
    expect(found()).toEqual([]);
  });

  test('are missing, changed by hand, of another delivery: a warning that names the command', () => {
    expect(found()[0]).toMatch(/deliver\.yml \(missing\).*npx goldenpath delivery write/);
    write(digest());
    writeFileSync(join(folder, '.github/workflows/drift.yml'), 'name: mine\n');
    expect(found()[0]).toMatch(/not those of the delivery: \.github\/workflows\/drift\.yml \(changed by hand\)\./);
    write('0'.repeat(64));
    expect(found()[0]).toMatch(/promote\.yml \(of another delivery\)/);
  });

  test('fail the synthesis by choice', () => {
    expect(() => found({ failWhenStale: true })).toThrow(/[Vv]alidation/);
  });
});
