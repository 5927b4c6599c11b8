import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { EVERY_SAMPLE, everySample } from './every-sample';

// What a Terraform user installs: the packed tarball with cdktf, or with cdktn, and no aws-cdk-lib.
const ROOT = resolve(__dirname, '../..');
const app = (engine: string, subpath: string) => `
const { App, TerraformStack } = require('${engine}');
const {
  Access, DatabaseEngine, Edition, EventSource, Exposure, FunctionCode, FunctionHttp, GoldenPath, GoldenPathFunction,
  GoldenPathService, GoldenPathWorker, ManagedBucket, ManagedDatabase, ManagedQueue, ManagedSecret, ManagedTable, Patch,
  SecretRotation, ServiceSource, TableCapacity, TableKey,
} = require('goldenpath/${subpath}');
// The fork wants to know which Terraform it writes for; state locked without a table and values that are only written
// need this one.
const app = new App({ outdir: 'out', context: { targetVersions: { terraform: '>=1.11.0' } } });
const terraform = { region: 'eu-west-1', stateBucket: 'acme-state', app: 'shop' };
new GoldenPath({ organization: 'acme', edition: Edition.V2026_12, terraform }).attachTo(app);
const stack = new TerraformStack(app, 'orders');
const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });
const orders = new GoldenPathService(stack, 'Orders', {
  owner: 'team-orders',
  source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2'),
  exposure: Exposure.publicHttps(),
});
orders.uses(db);
orders.escape('service', Patch.property('propagate_tags', 'NONE'), { reason: 'the billing export cannot take tags' });
const jobs = new ManagedQueue(stack, 'Jobs');
const items = new ManagedTable(stack, 'Items', { partitionKey: TableKey.string('id') });
const counters = new ManagedTable(stack, 'Counters', {
  partitionKey: TableKey.string('id'),
  capacity: TableCapacity.provisioned(),
});
const files = new ManagedBucket(stack, 'Files');
const session = new ManagedSecret(stack, 'Session', { rotation: SecretRotation.byNewValue({ everyDays: 30 }) });
const code = FunctionCode.asset('code', { runtime: 'nodejs24.x', handler: 'index.handler' });
const api = new GoldenPathFunction(stack, 'Api', { owner: 'team-orders', code, http: FunctionHttp.iam() });
api.uses(items).uses(session).uses(db);
const reactions = new GoldenPathFunction(stack, 'Reactions', {
  owner: 'team-orders',
  code,
  events: [
    EventSource.queue(jobs),
    EventSource.tableStream(items),
    EventSource.bucket(files),
    EventSource.schedule('rate(1 hour)'),
  ],
});
reactions.uses(counters);
const packer = new GoldenPathWorker(stack, 'Packer', {
  owner: 'team-orders',
  source: ServiceSource.image('public.ecr.aws/acme/packer:2.0.1'),
  queue: jobs,
});
packer.uses(files, Access.READ).uses(orders);
app.synth();
`;

/** A queue, and then what of the provider was loaded. */
const small = (engine: string, subpath: string) => `
const { App, TerraformStack } = require('${engine}');
const { ManagedQueue } = require('goldenpath/${subpath}');
new ManagedQueue(new TerraformStack(new App({ outdir: 'small' }), 'small'), 'Jobs');
const loaded = Object.keys(require.cache).flatMap(file => /provider-aws.lib.([^/\\\\]+)/.exec(file)?.[1] ?? []);
console.log(JSON.stringify(loaded));
`;

/** Says that types are looked at: without an error here there is one. */
const WRONG =
  "// @ts-expect-error an engine is no text\nexport const wrong = () => new ManagedDatabase(stack, 'Wrong', { " +
  "engine: 'postgres' });\n";

const folder = mkdtempSync(join(tmpdir(), 'goldenpath-terraform-'));
const run = (command: string, args: string[], cwd = folder) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const install = (cwd: string, ...packages: string[]) =>
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], cwd);

/** What a failing command said. */
function said(action: () => string): string {
  try {
    return action();
  } catch (error: any) {
    return `${error.stdout}${error.stderr}`;
  }
}

/** A folder of a consumer. */
function consumer(name: string): string {
  const cwd = mkdtempSync(join(folder, `${name}-`));
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }');
  return cwd;
}

/** A Node that is new enough for the fork: this one, else one from npm, else none. */
function newerNode(): string | undefined {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const cwd = consumer('node');
  const binary = `node-${process.platform}-${process.arch}`;
  said(() => install(cwd, `${binary}@22`));
  const node = join(cwd, 'node_modules', binary, 'bin/node');
  return existsSync(node) ? node : undefined;
}

/** The engines, with the versions that fit each other. The fork needs a newer Node than this package does. */
const ENGINES = [
  {
    engine: 'cdktf',
    subpath: 'terraform',
    packages: ['cdktf@0.21.0', '@cdktf/provider-aws@21.22.1', 'constructs@10.5.1'],
    node: process.execPath as string | undefined,
  },
  {
    engine: 'cdktn',
    subpath: 'cdktn',
    packages: ['cdktn@0.24.0', '@cdktn/provider-aws@25.7.0', 'constructs@10.7.0'],
    node: newerNode(),
  },
];

let tarball: string;

beforeAll(() => {
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], ROOT);
  tarball = join(
    folder,
    readdirSync(folder).find(file => file.endsWith('.tgz'))!,
  );
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('without an engine the error names the command that installs it', () => {
  const cwd = consumer('none');
  install(cwd, tarball);
  for (const [subpath, command] of [
    ['terraform', 'npm install cdktf @cdktf/provider-aws constructs'],
    ['cdktn', 'npm install cdktn @cdktn/provider-aws constructs'],
  ]) {
    expect(said(() => run('node', ['-e', `require('goldenpath/${subpath}').GoldenPathService`], cwd))).toContain(
      command,
    );
    // What knows no engine needs none.
    expect(run('node', ['-p', `require('goldenpath/${subpath}').EnvironmentTier.STAGING`], cwd).trim()).toBe('staging');
  }
  expect(said(() => run('node', ['-e', "require('goldenpath').GoldenPathService"], cwd))).toContain(
    'npm install aws-cdk-lib constructs',
  );
}, 120_000);

describe.each(ENGINES)('with $engine', ({ engine, subpath, packages, node }) => {
  // Without a Node that the engine runs on, which is said in the name.
  const testIt = node ? test : test.skip;
  const suffix = node ? '' : ' (skipped: it needs Node 22, and npm has none for this machine)';
  let cwd: string;

  beforeAll(() => {
    if (!node) return;
    cwd = consumer(engine);
    install(cwd, tarball, ...packages);
  }, 240_000);

  testIt(
    `it writes the whole path, and installs no aws-cdk-lib${suffix}`,
    () => {
      expect(existsSync(join(cwd, 'node_modules/aws-cdk-lib'))).toBe(false);
      writeFileSync(join(cwd, 'app.js'), app(engine, subpath));
      mkdirSync(join(cwd, 'code'));
      writeFileSync(join(cwd, 'code/index.js'), 'exports.handler = async () => undefined;\n');
      run(node!, ['app.js'], cwd);
      const { resource, terraform, provider } = JSON.parse(
        readFileSync(join(cwd, 'out/stacks/orders/cdk.tf.json'), 'utf8'),
      );
      expect(Object.keys(resource)).toEqual(
        expect.arrayContaining([
          'aws_ecs_service',
          'aws_rds_cluster',
          'aws_vpc',
          'aws_lb',
          'aws_ssm_parameter',
          'aws_sqs_queue',
          'aws_dynamodb_table',
          'aws_s3_bucket',
          'aws_secretsmanager_secret',
          'aws_lambda_function',
          'aws_lambda_event_source_mapping',
          'aws_apigatewayv2_api',
          'aws_scheduler_schedule',
          'aws_appautoscaling_policy',
        ]),
      );
      expect(
        Object.entries<any>(resource.aws_ecs_service).find(([name]) => name.startsWith('Orders'))![1],
      ).toMatchObject({ propagate_tags: 'NONE', lifecycle: { ignore_changes: ['desired_count'] } });
      expect(terraform.backend.s3).toMatchObject({
        bucket: 'acme-state',
        key: 'acme/shop/production/orders.tfstate',
        encrypt: true,
        use_lockfile: true,
      });
      expect(provider.aws[0]).toMatchObject({ region: 'eu-west-1' });
    },
    120_000,
  );

  testIt(
    `it makes every sample of every capability${suffix}`,
    () => {
      const context = "{ targetVersions: { terraform: '>=1.11.0' } }";
      const made = {
        subpath: `/${subpath}`,
        app: `new (require('${engine}').App)({ outdir: 'samples', context: ${context} })`,
        stack: `new (require('${engine}').TerraformStack)`,
      };
      writeFileSync(join(cwd, 'samples.js'), everySample(made, resolve('test/fixtures/programs')));
      expect(JSON.parse(run(node!, ['samples.js'], cwd))).toEqual(EVERY_SAMPLE);
    },
    240_000,
  );

  testIt(
    `it loads what it makes, and nothing else of the provider${suffix}`,
    () => {
      writeFileSync(join(cwd, 'small.js'), small(engine, subpath));
      const loaded: string[] = JSON.parse(run(node!, ['small.js'], cwd));
      expect(loaded).toEqual(expect.arrayContaining(['sqs-queue', 'kms-key']));
      expect(loaded.filter(name => /^(ecs|lb|rds|lambda|s3|apigatewayv2)-/.test(name))).toEqual([]);
    },
    60_000,
  );

  testIt(
    `its declarations fit the engine${suffix}`,
    () => {
      writeFileSync(
        join(cwd, 'app.ts'),
        app(engine, subpath).replace(/const (\{[^=]*\}) = require\((.*)\);/g, 'import $1 from $2;') + WRONG,
      );
      const tsc = [
        join(ROOT, 'node_modules/typescript/bin/tsc'),
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        'false',
        '--target',
        'es2022',
        '--module',
        'node16',
        '--moduleResolution',
        'node16',
        'app.ts',
      ];
      const output = said(() => run(process.execPath, ['--max-old-space-size=4096', ...tsc], cwd));
      // Only what is ours: other packages' declarations are not.
      expect(output.split('\n').filter(line => /^(app\.ts|node_modules\/goldenpath|error)/.test(line))).toEqual([]);
    },
    240_000,
  );
});
